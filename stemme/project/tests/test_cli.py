import os
import subprocess
import sys

from stemme.project.cli import command_name, main


def test_two_words_make_one_command():
    known = {"people_import", "serve"}
    assert command_name(["people", "import", "f.csv", "--dry-run"], known) == ("people_import", ["f.csv", "--dry-run"])
    assert command_name(["serve", "--port", "1"], known) == ("serve", ["--port", "1"])


def test_without_a_word_it_explains_itself(capsys):
    assert main([]) == 2
    assert "people import" in capsys.readouterr().out


def test_a_wrong_setting_ends_with_a_sentence(tmp_path):
    environment = {**os.environ, "STEMME_DATA": str(tmp_path), "STEMME_PUBLIC_URL": "nonsense"}
    run = subprocess.run(
        [sys.executable, "-m", "stemme.project.cli", "doctor"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert run.stderr.startswith("Stemme cannot start: STEMME_PUBLIC_URL")
    assert "Traceback" not in run.stderr
