"""The inbox of clicks on both databases, as the ingest sees it: so far have I come with this file, here is more."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pysqlite3 as sqlite3

from stemme.links.locks import INBOX_LOCK
from stemme.links.redirect.segments import COLUMNS, Row
from stemme.links.redirect.sqlite import open_file

_SECONDS = 10
_LISTED = ", ".join(COLUMNS)
#: Moves the mark only from where the caller thinks it is: two who move the same file cannot both succeed.
_MOVE_MARK = """INSERT INTO links_batchmark AS mark (writer, last, at) VALUES ({0}, {0}, {0})
    ON CONFLICT (writer) DO UPDATE SET last = excluded.last, at = excluded.at WHERE mark.last = {0}"""


class InboxError(Exception):
    """The database did not take it, or did not say so."""


class Inbox(Protocol):
    """``mark`` and ``store`` may raise InboxError."""

    def mark(self, name: str) -> int:
        """How many bytes of the file have been stored."""

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        """Store the clicks between two places of the file. False, and nothing stored, when the mark was elsewhere."""

    def close(self) -> None:
        """Let go of the database; it is opened again when it is needed."""


class SqliteInbox:
    """The clicks' file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._open: Any = None

    def mark(self, name: str) -> int:
        """How many bytes of the file have been stored."""
        try:
            found = self._connection().execute("SELECT last FROM links_batchmark WHERE writer = ?", (name,)).fetchone()
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return found[0] if found else 0

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        """Store the clicks in one transaction with the mark."""
        try:
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            mark = (name, end, _now(), begin)
            moved = connection.execute(_MOVE_MARK.format("?"), mark).rowcount == 1
            if moved:
                places = ", ".join("?" * len(COLUMNS))
                connection.executemany(f"INSERT INTO links_clickinbox ({_LISTED}) VALUES ({places})", rows)
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._failed(error) from error
        return moved

    def _connection(self) -> Any:
        if self._open is None:
            self._open = open_file(self._path)
        return self._open

    def close(self) -> None:
        """Close the file; what was not committed is rolled back."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _failed(self, error: Exception) -> InboxError:
        self.close()
        return InboxError(str(error))


class PostgresInbox:
    """The one database."""

    def __init__(self, database: Mapping[str, Any]) -> None:
        self._words = {
            "user": database.get("USER"),
            "password": database.get("PASSWORD"),
            "dbname": database.get("NAME"),
            "host": database.get("HOST"),
            "port": database.get("PORT"),
            "sslmode": dict(database.get("OPTIONS") or {}).get("sslmode"),
        }
        self._open: psycopg.Connection[tuple[Any, ...]] | None = None

    def mark(self, name: str) -> int:
        """How many bytes of the file have been stored."""
        try:
            rows = self._connection().execute("SELECT last FROM links_batchmark WHERE writer = %s", (name,))
            found = rows.fetchone()
        except psycopg.Error as error:
            raise self._failed(error) from error
        return found[0] if found else 0

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        """Store the clicks in one transaction with the mark and under the lock the reader waits for (locks.py)."""
        try:
            connection = self._connection()
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", (INBOX_LOCK,))
                cursor.execute(_MOVE_MARK.format("%s"), (name, end, _now(), begin))
                moved = cursor.rowcount == 1
                if moved:
                    with cursor.copy(f"COPY links_clickinbox ({_LISTED}) FROM STDIN") as copy:
                        copy.write(_copied(rows))
        except psycopg.Error as error:
            raise self._failed(error) from error
        return moved

    def _connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._open is None:
            words = {name: value for name, value in self._words.items() if value}
            self._open = psycopg.connect(
                **words, autocommit=True, connect_timeout=_SECONDS, application_name="clicks",
                options="-c synchronous_commit=on",
            )  # fmt: skip
        return self._open

    def close(self) -> None:
        """Close the connection."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _failed(self, error: Exception) -> InboxError:
        self.close()
        return InboxError(str(error))


def _now() -> int:
    return time.time_ns() // 1_000_000


def _copied(rows: Iterable[Row]) -> str:
    """The rows in the text format of COPY."""
    return "".join(["\t".join([_word(value) for value in row]) + "\n" for row in rows])


def _word(value: object) -> str:
    if value is None:
        return r"\N"
    text = str(value)
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    return text.translate(_ESCAPED)


#: A text of PostgreSQL cannot hold the zero character.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": None})
