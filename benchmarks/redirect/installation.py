"""An installation to measure: a database with links, and what has arrived in its inbox of clicks."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.redirect import client, processes
from stemme.links.tests import server

LINKS = 1_000
#: The ingest looks for new clicks five times a second; what has not come after this long does not come.
_STILL_SECONDS = 0.5
_LONGEST_SECONDS = 90
_NEWEST = "SELECT coalesce(max(id), 0) FROM links_clickinbox"
#: The plain view's rows have no visitor; all of ours have one, since the client does not refuse to be counted.
_KEPT = "SELECT count(*) FROM links_clickinbox WHERE visitor IS NOT NULL"


class ClicksMissingError(Exception):
    """What was answered and what is in the inbox do not agree: no figure of such a run means anything."""


class Installation:
    """Tables and links, made when this is."""

    def __init__(self, database: str, url: str, data: Path) -> None:
        self.database, self.url, self.data = database, url, data
        self.codes = server.prepare(url, data, links=LINKS)
        client.make_script(self.codes, data)
        self._connection: Any
        if database == "sqlite":
            self._connection = sqlite3.connect(
                f"{(data / 'clicks.db').as_uri()}?mode=ro", uri=True, isolation_level=None
            )
        else:
            self._connection = psycopg.connect(url, autocommit=True, options="-c stemme.across=on")

    def newest(self) -> int:
        """The number of the last row. Costs the database next to nothing."""
        return int(self._connection.execute(_NEWEST).fetchone()[0])

    def kept(self) -> int:
        """Clicks in the inbox, counted one by one."""
        return int(self._connection.execute(_KEPT).fetchone()[0])

    def database_pids(self) -> list[int]:
        """The database server's first process, if there is a server."""
        if self.database == "sqlite":
            return []
        return [processes.parent(self._connection.execute("SELECT pg_backend_pid()").fetchone()[0])]

    def wait_for(self, number: int) -> float:
        """Wait until the row with this number is there and nothing more comes. Seconds until the last one came.

        Raises ClicksMissingError.
        """
        began = changed = time.monotonic()
        newest = self.newest()
        while newest < number or time.monotonic() - changed < _STILL_SECONDS:
            time.sleep(0.02)
            now, before = self.newest(), newest
            if now != before:
                newest, changed = now, time.monotonic()
            if time.monotonic() - changed > _LONGEST_SECONDS:
                raise ClicksMissingError(f"{self.database}: row {number:,} does not come, the last is {newest:,}")
        return changed - began

    def close(self) -> None:
        self._connection.close()
