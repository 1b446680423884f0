"""A house with its own database, for tests that run a real redirect process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from stemme.links.redirect.inboxes import Inbox, PostgresInbox, SqliteInbox
from stemme.links.redirect.ingest import Ingest
from stemme.links.tests import server
from tests.fresh import fresh_database


@dataclass
class House:
    """A database with tables and links, a data folder, and a way to ask and change it from outside."""

    url: str
    data: Path
    codes: list[str]

    def ask(self, sql: str, *, clicks: bool = True) -> list[tuple[Any, ...]]:
        """Run one statement, committed. ``clicks`` picks the clicks' file on SQLite."""
        if self.embedded:
            import pysqlite3

            connection = pysqlite3.connect(self.data / ("clicks.db" if clicks else "stemme.db"), timeout=10)
            try:
                with connection:
                    return list(connection.execute(sql).fetchall())
            finally:
                connection.close()
        import psycopg

        with psycopg.connect(self.url, autocommit=True, options="-c stemme.across=on") as connection:
            cursor = connection.execute(sql)
            return list(cursor.fetchall()) if cursor.description else []

    @property
    def embedded(self) -> bool:
        """True on SQLite."""
        return self.url.startswith("sqlite:")

    def move(self) -> None:
        """Move what is in the click log into the inbox, beside an ingest that may be running."""
        ingest = Ingest(self.data / "clicks", self.inbox())
        while ingest.step():
            pass
        ingest.close()

    def inbox(self) -> Inbox:
        """The inbox as the ingest sees it."""
        if self.embedded:
            return SqliteInbox(self.data / "clicks.db")
        parts = urlsplit(self.url)
        return PostgresInbox(
            {
                "USER": parts.username,
                "PASSWORD": unquote(parts.password or ""),
                "HOST": parts.hostname,
                "PORT": parts.port,
                "NAME": parts.path[1:],
            }
        )

    def clicks(self) -> int:
        """How many clicks have been answered: those in the inbox, after the log has been moved there."""
        self.move()
        return int(self.ask("SELECT count(*) FROM links_clickinbox")[0][0])

    def newest(self) -> dict[str, Any]:
        """The newest click."""
        self.move()
        columns = "organisation_id, link_id, hit, reason, visitor, referrer"
        row = self.ask(f"SELECT {columns} FROM links_clickinbox ORDER BY id DESC LIMIT 1")[0]
        return dict(zip(columns.split(", "), row, strict=True))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """SQLite in a folder, or a database of its own on the PostgreSQL that the suite runs on."""
    data = tmp_path_factory.mktemp("house")
    with fresh_database(data) as url:
        yield House(url, data, server.prepare(url, data, links=20))
