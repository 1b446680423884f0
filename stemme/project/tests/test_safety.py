"""Stemme refuses to start unsafely, and names the setting that is wrong. The command itself, in its own process."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from stemme.project import safety
from stemme.project.environment import SettingError, read_environment
from stemme.setup import actions, queries

PROJECT = Path(__file__).resolve().parents[3]
KEY = "k" * 50
PUBLIC = {"STEMME_PUBLIC_URL": "https://stemme.example", "STEMME_LINK_URL": "https://ndl.example"}
UNSAFE = [
    ({**PUBLIC}, "STEMME_SECRET_KEY"),
    ({**PUBLIC, "STEMME_SECRET_KEY": "short"}, "STEMME_SECRET_KEY"),
    ({"STEMME_SECRET_KEY": "short"}, "STEMME_SECRET_KEY"),
    ({**PUBLIC, "STEMME_SECRET_KEY": KEY, "STEMME_DEBUG": "1"}, "STEMME_DEBUG"),
    ({**PUBLIC, "STEMME_SECRET_KEY": KEY, "STEMME_PUBLIC_URL": "http://stemme.example"}, "STEMME_PUBLIC_URL"),
    ({**PUBLIC, "STEMME_SECRET_KEY": KEY, "STEMME_PUBLIC_URL": "https://*.example"}, "STEMME_PUBLIC_URL"),
    ({**PUBLIC, "STEMME_SECRET_KEY": KEY, "STEMME_LINK_URL": "https://*"}, "STEMME_LINK_URL"),
]


@pytest.mark.parametrize(("variables", "named"), UNSAFE)
def test_an_unsafe_setting_is_named(variables: dict[str, str], named: str, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=named):
        read_environment({"STEMME_DATA": str(tmp_path), **variables}, project=tmp_path)


def started(tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
    environment = {**kept, "STEMME_DATA": str(tmp_path), "PYTHONPATH": str(PROJECT), **variables}
    command = [sys.executable, "-m", "stemme.project.cli", "serve"]
    return subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, timeout=60)


def test_the_command_ends_with_a_number_and_a_sentence(tmp_path: Path) -> None:
    ended = started(tmp_path, **PUBLIC, STEMME_SECRET_KEY="short")
    assert ended.returncode == 2
    assert ended.stderr.startswith("Stemme cannot start: STEMME_SECRET_KEY is too short.")
    assert "Traceback" not in ended.stderr


def test_a_folder_that_others_can_open_stops_the_start(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    ended = started(tmp_path, **PUBLIC, STEMME_SECRET_KEY=KEY)
    assert ended.returncode == 2
    assert f"STEMME_DATA: {tmp_path} can be opened by other users of this machine. Run: chmod 700" in ended.stderr
    assert not (tmp_path / "stemme.db").exists(), "nothing was made"


@pytest.mark.django_db
def test_another_key_than_the_data_was_made_with_stops_the_start(settings: Any, capsys: Any) -> None:
    settings.SECRET_KEY = first = secrets.token_urlsafe(40)
    assert queries.canary() == queries.MISSING
    assert not list(safety.key_faults())
    actions.plant_canary(now=timezone.now())
    actions.plant_canary(now=timezone.now())
    assert queries.canary() == queries.SINGS
    settings.SECRET_KEY = secrets.token_urlsafe(40)
    with pytest.raises(SettingError, match="STEMME_SECRET_KEY: it is another one than the data was made with"):
        safety.refuse_unsafe()
    with pytest.raises(SettingError, match="STEMME_SECRET_KEY"):
        call_command("work")
    settings.SECRET_KEY_FALLBACKS = [first]
    assert not list(safety.key_faults()), "an old key that is still known is no fault"
    settings.SECRET_KEY_FALLBACKS = []
    actions.plant_canary(now=timezone.now(), anew=True)
    assert queries.canary() == queries.SINGS


@pytest.mark.django_db
def test_a_mighty_database_role_is_warned_of_where_others_come(settings: Any) -> None:
    assert not list(safety.role_faults()), "on one's own machine it is nobody else"
    settings.PUBLIC_URL = "https://stemme.example"
    found = list(safety.role_faults())
    mighty = False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
            mighty = cursor.fetchone()[0]
    assert bool(found) == mighty
    assert all(fault.setting == "STEMME_DATABASE_URL" and not fault.stops for fault in found)
    settings.PUBLIC_URL = "http://127.0.0.1:8000"


@pytest.mark.django_db
def test_the_doctor_shows_the_same_list(settings: Any, tmp_path: Path) -> None:
    from stemme.project.doctor import examine

    settings.DATA, settings.PUBLIC_URL = tmp_path, "https://stemme.example"
    tmp_path.chmod(0o750)
    found = {finding.name: finding for finding in examine()}["settings"]
    assert found.level == "wrong"
    assert "STEMME_DATA" in found.text
    tmp_path.chmod(0o700)
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    assert {finding.name: finding for finding in examine()}["settings"].level == "ok"


def test_old_keys_are_words_of_a_setting(tmp_path: Path) -> None:
    variables = {"STEMME_DATA": str(tmp_path), "STEMME_OLD_SECRET_KEYS": "one two"}
    assert read_environment(variables, project=tmp_path).old_secret_keys == ("one", "two")
