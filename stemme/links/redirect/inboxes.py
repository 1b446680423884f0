"""The inbox of clicks on both databases, as the ingest sees it: so far have I come with this file, here is more."""

from __future__ import annotations

import contextlib
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import psycopg
import pysqlite3 as sqlite3

from stemme.links.locks import INBOX_LOCK
from stemme.links.redirect.postgresql import connection_words
from stemme.links.redirect.segments import COLUMNS, Row
from stemme.links.redirect.sqlite import open_file

_SECONDS = 10
_LISTED = ", ".join(COLUMNS)
#: What asyncpg calls otherwise than psycopg.
_PSYCOPG = {"database": "dbname", "ssl": "sslmode"}
_FIND_MARK = "SELECT last FROM links_batchmark WHERE writer = {0}"
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


class _Held(ABC):
    """What both have in common: one connection, opened when it is needed and dropped when it fails."""

    mistakes: tuple[type[Exception], ...]
    place: str

    def __init__(self) -> None:
        self._open: Any = None

    def mark(self, name: str) -> int:
        """How many bytes of the file have been stored."""
        with self._failing():
            found = self._connection().execute(_FIND_MARK.format(self.place), (name,)).fetchone()
        return found[0] if found else 0

    def close(self) -> None:
        """Close the connection; what was not committed is rolled back."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _connection(self) -> Any:
        if self._open is None:
            self._open = self._connect()
        return self._open

    @abstractmethod
    def _connect(self) -> Any:
        """Open it."""

    @contextlib.contextmanager
    def _failing(self) -> Iterator[None]:
        try:
            yield
        except self.mistakes as error:
            self.close()
            raise InboxError(str(error)) from error


class SqliteInbox(_Held):
    """The clicks' file."""

    mistakes = (sqlite3.Error,)
    place = "?"

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        """Store the clicks in one transaction with the mark."""
        with self._failing():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            mark = (name, end, _now(), begin)
            moved = bool(connection.execute(_MOVE_MARK.format(self.place), mark).rowcount == 1)
            if moved:
                places = ", ".join("?" * len(COLUMNS))
                connection.executemany(f"INSERT INTO links_clickinbox ({_LISTED}) VALUES ({places})", rows)
            connection.execute("COMMIT")
        return moved

    def _connect(self) -> Any:
        return open_file(self._path)


class PostgresInbox(_Held):
    """The one database."""

    mistakes = (psycopg.Error,)
    place = "%s"

    def __init__(self, database: Mapping[str, Any]) -> None:
        super().__init__()
        self._words = {_PSYCOPG.get(name, name): value for name, value in connection_words(database).items()}

    def store(self, name: str, rows: Sequence[Row], *, begin: int, end: int) -> bool:
        """Store the clicks in one transaction with the mark and under the lock the reader waits for (locks.py)."""
        with self._failing():
            connection = self._connection()
            with connection.transaction(), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", (INBOX_LOCK,))
                cursor.execute(_MOVE_MARK.format(self.place), (name, end, _now(), begin))
                moved = bool(cursor.rowcount == 1)
                if moved:
                    with cursor.copy(f"COPY links_clickinbox ({_LISTED}) FROM STDIN") as copy:
                        copy.write(_copied(rows))
        return moved

    def _connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(
            **self._words, autocommit=True, connect_timeout=_SECONDS, application_name="clicks",
            options="-c synchronous_commit=on",
        )  # fmt: skip


def _now() -> int:
    return time.time_ns() // 1_000_000


def _copied(rows: Iterable[Row]) -> str:
    """The rows in the text format of COPY. Written out: a loop over the columns takes three times as long."""
    return "".join(
        [
            f"{organisation}\t{link}\t{at}\t{_text(hit)}\t{_text(reason)}\t{_number(visitor)}"
            f"\t{_text(referrer)}\t{_number(place)}\n"
            for organisation, link, at, hit, reason, visitor, referrer, place in rows
        ]
    )


def _number(value: int | None) -> int | str:
    return r"\N" if value is None else value


@lru_cache(maxsize=4_096)
def _text(text: str) -> str:
    return text.translate(_ESCAPED)


#: A text of PostgreSQL cannot hold the zero character.
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\0": None})
