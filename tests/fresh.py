"""Databases with all tables and no rows, for installations in processes of their own.

Bringing all migrations takes seconds, so each test process does it once and copies what came of it.
"""

from __future__ import annotations

import atexit
import contextlib
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


@functools.cache
def _migrated_files() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="stemme-fresh-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate(f"sqlite:///{folder / 'stemme.db'}")
    return folder


@functools.cache
def _migrated_database(server: str) -> str:
    name = _name("migrated")
    with psycopg.connect(server, autocommit=True) as connection:
        _create(connection, name)
    _migrate(_address(server, name))
    return name


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
