"""Databases with all tables and no rows, for installations in processes of their own.

Bringing all migrations takes a quarter of a minute, so it is done once in a run of the whole suite, which names a
folder for it (tools/suite.py), else once in each test process; everybody copies what came of it.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import functools
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

PROJECT = Path(__file__).resolve().parents[1]
_MIGRATE = """
import django; django.setup()
from django.core.management import call_command
from django.db import connections
for alias in connections: call_command("migrate", database=alias, verbosity=0, interactive=False)
"""


@contextlib.contextmanager
def fresh_database(data: Path) -> Iterator[str]:
    """The address of such a database, of the kind that this test run is about; embedded ones lie in the folder."""
    server = os.environ.get("STEMME_DATABASE_URL", "")
    if not server.startswith("postgres"):
        yield fresh_file(data)
        return
    name = _name("fresh")
    with psycopg.connect(server, autocommit=True) as connection:
        _create(connection, name, template=_migrated_database(server))
        try:
            yield _address(server, name)
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def fresh_file(data: Path) -> str:
    """The address of an embedded one in the folder, on whatever the test run is about."""
    for file in _migrated_files().glob("*.db"):
        shutil.copy(file, data / file.name)
    return f"sqlite:///{data / 'stemme.db'}"


def fill_from_file(connection: BaseDatabaseWrapper) -> object:
    """Fill the test database in memory that Django is about to open; what has to be held as long as it shall live."""
    database = connection.Database.connect(connection.creation._get_test_db_name(), uri=True)
    with contextlib.closing(connection.Database.connect(_migrated_files() / _file_of(connection))) as migrated:
        migrated.backup(database)
    return database


def _file_of(connection: BaseDatabaseWrapper) -> str:
    return Path(connection.settings_dict["NAME"]).name


@functools.cache
def _migrated_files() -> Path:
    with _in_turn() as folder:
        made = folder / "embedded"
        if not made.exists():
            partial = folder / "partial"
            partial.mkdir()
            _migrate(f"sqlite:///{partial / 'stemme.db'}")
            partial.rename(made)
    return made


@functools.cache
def _migrated_database(server: str) -> str:
    with _in_turn() as folder:
        made = folder / "server"
        if not made.exists():
            name = _name("migrated")
            with psycopg.connect(server, autocommit=True) as connection:
                _create(connection, name)
            _migrate(_address(server, name))
            made.write_text(name)
    return made.read_text()


@functools.cache
def _folder() -> Path:
    """The folder of the whole run, or one of this process."""
    if "STEMME_TEST_MADE" in os.environ:
        return Path(os.environ["STEMME_TEST_MADE"])
    own = Path(tempfile.mkdtemp(prefix="stemme-fresh-"))
    atexit.register(shutil.rmtree, own, ignore_errors=True)
    return own


@contextlib.contextmanager
def _in_turn() -> Iterator[Path]:
    """The folder, while no other process of the run makes something in it."""
    with open(_folder() / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield _folder()


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as data:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("STEMME_")}
        own = {"STEMME_DATABASE_URL": url, "STEMME_DATA": data, "DJANGO_SETTINGS_MODULE": "stemme.project.settings"}
        environment = {**kept, **own, "PYTHONPATH": str(PROJECT)}
        subprocess.run([sys.executable, "-c", _MIGRATE], cwd=PROJECT, env=environment, check=True)


def _create(connection: psycopg.Connection, name: str, *, template: str = "template1") -> None:
    words = (sql.Identifier(name), sql.Identifier(template))
    connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*words))


def _name(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(4)}"


def _address(server: str, name: str) -> str:
    head, _, tail = server.rpartition("/")
    return f"{head}/{name}{''.join(tail.partition('?')[1:])}"
