"""The redirect's narrow role on PostgreSQL can do exactly what the redirect does (T-26)."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import secrets
from collections.abc import Iterator
from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command

from stemme.links.redirect.postgresql import PostgresStore, connection_words
from stemme.links.redirect.role import RIGHTS, statements
from stemme.links.tests.conftest import House

postgresql = pytest.mark.skipif("STEMME_TEST_POSTGRES" not in os.environ, reason="SQLite knows no roles")


def test_the_command_prints_what_makes_it() -> None:
    printed = StringIO()
    call_command("links_role", "narrow", stdout=printed)
    assert printed.getvalue().splitlines() == [f"{statement};" for statement in statements("narrow")]
    with pytest.raises(CommandError, match="small letters"):
        call_command("links_role", "x; DROP TABLE people_person")


@pytest.fixture
def narrow(house: House) -> Iterator[dict[str, object]]:
    """How to connect as a fresh role to the house's database."""
    name, password = f"narrow_{secrets.token_hex(4)}", secrets.token_hex(16)
    for statement in statements(name):
        house.ask(statement)
    house.ask(f"ALTER ROLE {name} PASSWORD '{password}'")
    yield {"user": name, "password": password, "conninfo": house.url}
    for table, _rights, _columns in RIGHTS:
        house.ask(f"REVOKE ALL ON {table} FROM {name}")
    house.ask(f"REVOKE ALL ON SCHEMA public FROM {name}")
    house.ask(f"DROP ROLE {name}")


def words_of(narrow: dict[str, object]) -> dict[str, object]:
    """For asyncpg."""
    found = psycopg.conninfo.conninfo_to_dict(str(narrow["conninfo"]))
    database = {"USER": narrow["user"], "PASSWORD": narrow["password"], "NAME": found["dbname"],
                "HOST": found["host"], "PORT": found["port"]}  # fmt: skip
    return connection_words(database)


@pytest.mark.slow
@postgresql
def test_it_answers_links(house: House, narrow: dict[str, object]) -> None:
    async def ask() -> None:
        store = PostgresStore(words_of(narrow))
        found = await store.find(house.codes[:2])
        assert {link.code for link in found} == set(house.codes[:2])
        assert await store.generation() >= 0
        day = (dt.date(2026, 11, 22) - dt.date(1970, 1, 1)).days
        assert await store.salt(day, b"x" * 32) == await store.salt(day, b"y" * 32)
        await store.close()

    asyncio.run(ask())


REFUSED = [
    "SELECT email FROM people_person",
    "SELECT name FROM people_organisation",
    "SELECT person_id FROM links_trackedlink",
    "SELECT * FROM links_trackedlink",
    "SELECT * FROM links_click",
    "SELECT * FROM django_session",
    "SELECT * FROM journal_fact",
    "INSERT INTO links_clickinbox (organisation_id, link_id, at, hit) VALUES (1, 1, 1, 'human')",
    "INSERT INTO links_trackedlink (code) VALUES ('x')",
    "UPDATE links_linktarget SET url = 'https://evil.example/'",
    "UPDATE links_generation SET number = 0",
    "UPDATE links_daysalt SET salt = 'x'",
    "DELETE FROM links_daysalt",
    "DELETE FROM links_trackedlink",
    "TRUNCATE links_daysalt",
    "CREATE TABLE mine (x int)",
]


@pytest.mark.slow
@postgresql
def test_it_can_do_nothing_else(narrow: dict[str, object]) -> None:
    words = {**words_of(narrow), "dbname": words_of(narrow)["database"]}
    words.pop("database")
    with psycopg.connect(**words, autocommit=True, options="-c stemme.across=on") as refused:
        for statement in REFUSED:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                refused.execute(statement)
        allowed = refused.execute(
            "SELECT table_name, privilege_type FROM information_schema.column_privileges WHERE grantee = current_user "
            "UNION SELECT table_name, privilege_type FROM information_schema.table_privileges "
            "WHERE grantee = current_user"
        ).fetchall()
    assert set(allowed) == {(table, right) for table, rights, _columns in RIGHTS for right in rights.split(", ")}
