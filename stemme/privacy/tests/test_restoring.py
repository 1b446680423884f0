"""The recipe of docs/operations.md, followed: back up, erase, restore, erase again; nothing is left."""

import json
import shutil
import sqlite3

import pytest
from django.db import connections

from stemme.project.tests.test_backup import follow, recipe
from tests.house import empty_house

pytestmark = pytest.mark.slow
ERASE = """
import django; django.setup()
from django.utils import timezone
from stemme.people.models import Person
from stemme.privacy import actions
who = Person._base_manager.get(email="cleo@nordlys.example")
actions.erase(
    organisation_id=who.organisation_id, person_id=who.id, actor_id=who.id, now=timezone.now(), reason="wanted"
)
"""


def mentions(folder) -> list[str]:
    """Tables in which somebody called Cleo Clausen is."""
    found = []
    with sqlite3.connect(folder / "stemme.db") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = json.dumps(database.execute(f'SELECT * FROM "{table}"').fetchall(), default=repr).lower()
            found += [table] if "cleo@" in rows or "clausen" in rows else []
    return found


def test_a_restored_backup_is_cleaned_again(tmp_path):
    if connections["default"].vendor != "sqlite" or not shutil.which("sqlite3"):
        pytest.skip("the embedded database, and the sqlite3 program")
    backup = tmp_path / "backup"
    backup.mkdir()
    with empty_house(tmp_path / "house") as house:
        house.python("-m", "tests.house_contents")
        for name in ("media", "mailbox"):
            (house.data / name).mkdir(exist_ok=True)
        commands = recipe("sqlite3").replace("/var/lib/stemme/data", str(house.data))
        follow(commands.replace("/backup", str(backup)))
        assert mentions(house.data) == ["people_person"]
        house.python("-c", ERASE)
        assert mentions(house.data) == []
        for file in house.data.glob("stemme.db*"):
            assert b"cleo@nordlys" not in file.read_bytes()
            file.unlink()
        shutil.copy(backup / "stemme.db", house.data / "stemme.db")
        assert mentions(house.data) == ["people_person"]
        assert "erased and are in the database again" in told_by_the_doctor(house)
        assert "1 person erased again." in house.run("privacy", "reapply")
        assert mentions(house.data) == []
        assert "Nobody who was erased is in the database" in told_by_the_doctor(house)
        assert "0 people erased again." in house.run("privacy", "reapply")


def told_by_the_doctor(house) -> str:
    """Its line about erasures."""
    return house.python(
        "-c",
        "import django; django.setup()\nfrom stemme.project.doctor import examine\n"
        "print(next(finding.text for finding in examine() if finding.name == 'erasures'))",
    )
