from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from stemme.people.models import Organisation, Person
from stemme.people.tests.files import NOVEMBER, OCTOBER


@pytest.fixture
def fjordlys(db: None) -> Organisation:
    return Organisation.objects.create(slug="fjordlys", name="Fjordlys", language="nb")


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("people_import", *words, stdout=out)
    return out.getvalue()


def test_rows_that_cannot_be_used_stop_everything(fjordlys: Organisation) -> None:
    with pytest.raises(CommandError, match="10 rows cannot be used.*--skip-invalid"):
        run(str(OCTOBER), "--org", "fjordlys")
    assert not Person.objects.exists()


def test_the_rest_is_imported_when_the_operator_says_so(fjordlys: Organisation) -> None:
    told = run(str(OCTOBER), "--org", "fjordlys", "--skip-invalid")
    assert "row 277: There are several addresses in “E-post”" in told
    assert "307 new" in told
    assert "307/307" in told
    assert Person.objects.count() == 307
    told = run(str(NOVEMBER), "--org", "fjordlys", "--skip-invalid")
    assert "15 new" in told
    assert "12 left" in told


def test_a_dry_run_changes_nothing(fjordlys: Organisation) -> None:
    with pytest.raises(CommandError):
        run(str(OCTOBER), "--org", "fjordlys", "--dry-run")
    assert not Person.objects.exists()


def test_too_many_leavers_need_a_word(fjordlys: Organisation, tmp_path: Path) -> None:
    run(str(OCTOBER), "--org", "fjordlys", "--skip-invalid")
    few = tmp_path / "few.csv"
    few.write_text("Ansattnr;Fornavn;E-post\n100002;Mattias;mattias.tornhage@fjordlys.example\n")
    with pytest.raises(CommandError, match="306 of 307 people would lose access.*--confirm-leavers"):
        run(str(few), "--org", "fjordlys")
    run(str(few), "--org", "fjordlys", "--confirm-leavers")
    assert Person.objects.filter(deactivated_at=None).count() == 1


def test_a_column_can_be_named(fjordlys: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "odd.csv"
    file.write_text("Kallenavn hos oss;E-post;Fødselsnr\nAda Owe;ada@x.no;01019012345\n")
    with pytest.raises(CommandError, match="No column is First name"):
        run(str(file), "--org", "fjordlys")
    told = run(str(file), "--org", "fjordlys", "--map", "Kallenavn hos oss=full_name")
    assert "never stored" in told
    assert "01019012345" not in told
    assert Person.objects.get().family_name == "Owe"
    with pytest.raises(CommandError, match="is not understood"):
        run(str(file), "--org", "fjordlys", "--map", "Nothing=email")


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "nothing in this file"), (b"PK\x03\x04", "Save it there as CSV"), (None, "cannot be read")],
)
def test_a_file_that_cannot_be_read_says_why(
    fjordlys: Organisation, tmp_path: Path, content: bytes | None, words: str
) -> None:
    file = tmp_path / "file.csv"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        run(str(file), "--org", "fjordlys")


def test_an_unknown_organisation_is_named(fjordlys: Organisation) -> None:
    with pytest.raises(CommandError, match="no organisation 'nobody'. There are: fjordlys"):
        run(str(OCTOBER), "--org", "nobody")
