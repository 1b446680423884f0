"""The recipes for a backup in docs/operations.md, followed to the letter: they work, and no secret goes along."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.db import connections

from stemme.links.models import ClickInbox, DaySalt
from stemme.links.tests import server
from stemme.links.tests.conftest import House, house

__all__ = ["house"]
pytestmark = pytest.mark.slow

SALT = bytes(range(200, 232))
DOCS = server.PROJECT / "docs" / "operations.md"


def recipe(word: str) -> str:
    """The commands of the chapter on backups in which this word occurs."""
    chapter = DOCS.read_text().split("## Backup")[1].split("\n## ")[0]
    return next(block for block in re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL) if word in block)


#: Where Debian puts the programs of PostgreSQL, which are not on the PATH.
PATH = ":".join([os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True))])


def follow(commands: str) -> None:
    """Run them as a shell would, and stop at the first that fails; where there is no rsync, without its line."""
    lines = [line for line in commands.splitlines() if not line.startswith("rsync") or shutil.which("rsync")]
    own = {**os.environ, "PATH": PATH}
    done = subprocess.run(["sh", "-ec", "\n".join(lines)], capture_output=True, text=True, env=own)
    assert done.returncode == 0, done.stderr


def test_a_copy_of_the_embedded_database_holds_no_secret(house: House, tmp_path: Path) -> None:
    if not house.embedded or not shutil.which("sqlite3"):
        pytest.skip("the embedded database, and the sqlite3 program")
    for day in range(1, 28):
        house.ask(f"INSERT INTO links_daysalt (day, salt) VALUES ('2026-10-{day:02}', x'{SALT.hex()}')")
    house.ask(
        "INSERT INTO links_clickinbox (organisation_id, link_id, at, hit, reason, referrer) "
        "VALUES (1, 1, 5, 'bot', '', '')"
    )
    for name in ("media", "mailbox"):
        (house.data / name).mkdir(exist_ok=True)
    follow(recipe("sqlite3").replace("/var/lib/stemme/data", str(house.data)).replace("/backup", str(tmp_path)))
    copy = House(house.url, tmp_path, [])
    assert copy.ask("SELECT count(*) FROM links_daysalt") == [(0,)]
    assert copy.ask("SELECT at FROM links_clickinbox") == [(5,)]
    assert house.ask("SELECT count(*) FROM links_daysalt") == [(27,)], "the running house keeps its own"
    assert not list(house.data.glob("clicks.copy*"))
    for file in tmp_path.iterdir():
        assert not file.is_file() or SALT not in file.read_bytes(), file


@pytest.mark.django_db(transaction=True, databases="__all__")
def test_a_dump_of_postgresql_holds_no_secret(tmp_path: Path) -> None:
    connection = connections["default"]
    if connection.vendor != "postgresql" or not shutil.which("pg_dump", path=PATH):
        pytest.skip("PostgreSQL, and pg_dump")
    given = connection.settings_dict
    url = f"postgresql://{given['USER']}:{given['PASSWORD']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    DaySalt.objects.create(day="2026-10-01", salt=SALT)
    ClickInbox.objects.create(organisation_id=1, link_id=1, at=987654321, hit="bot")
    commands = recipe("pg_dump").replace("$STEMME_DATABASE_URL", url).replace("/backup", str(tmp_path))
    follow(commands.replace("-Fc", "-Fp"))
    text = (tmp_path / "stemme.dump").read_text()
    assert "987654321" in text
    assert "CREATE UNLOGGED TABLE public.links_daysalt" in text
    assert SALT.hex() not in text
