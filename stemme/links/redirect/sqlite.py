"""The store on the embedded database: two files, one thread that reads, one that writes."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import time
from collections.abc import Callable, Collection
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import pysqlite3 as sqlite3

from stemme.links.redirect.batches import LARGEST_BATCH, Batch
from stemme.links.redirect.stores import FIND, Found, StoreError
from stemme.links.redirect.threads import LoopThread

_BUSY_SECONDS = 2.0
_COLUMNS = "organisation_id, link_id, at, hit, reason, visitor, referrer, place"
_ROW = "(?, ?, ?, ?, ?, ?, ?, ?)"
_MOVE_MARK = """INSERT INTO links_batchmark (writer, last, at) VALUES (?, ?, ?)
    ON CONFLICT (writer) DO UPDATE SET last = excluded.last, at = excluded.at WHERE last < excluded.last"""
_EPOCH = dt.date(1970, 1, 1)
T = TypeVar("T")


@lru_cache(maxsize=LARGEST_BATCH)
def _insert_statement(rows: int) -> str:
    return f"INSERT INTO links_clickinbox ({_COLUMNS}) VALUES " + ", ".join([_ROW] * rows)


class SqliteStore:
    """Links from the main file, clicks and salts in the clicks' file."""

    parallel = 1

    def __init__(self, *, main: Path, clicks: Path) -> None:
        self._main, self._clicks = main, clicks
        self._connections: dict[Path, Any] = {}

    async def open(self) -> None:
        """Start the two threads; files are opened when they are first needed."""
        loop = asyncio.get_running_loop()
        self._reader = LoopThread("links-reader", loop)
        self._writer = LoopThread("clicks-writer", loop)

    async def close(self) -> None:
        """Finish what is queued and close both files."""
        for thread, path in ((self._reader, self._main), (self._writer, self._clicks)):
            await thread.run(self._forget, path)
            thread.end()

    async def store(self, lane: int, batch: Batch) -> None:
        """Commit the batch. A failure here is certain: SQLite has rolled it back."""
        await self._writing(self._insert, batch)

    async def store_again(self, batch: Batch) -> bool:
        """Commit a spooled batch together with its mark."""
        return await self._writing(self._insert_once, batch)

    async def find(self, codes: Collection[str]) -> list[Found]:
        """Look several codes up with one question."""
        try:
            return await self._reader.run(self._select, json.dumps(list(codes)))
        except sqlite3.Error as error:
            raise StoreError(str(error)) from error

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of the day; the first to come decides."""
        return await self._writing(self._salt, (_EPOCH + dt.timedelta(days=day)).isoformat(), proposal)

    async def _writing(self, function: Callable[..., T], *arguments: Any) -> T:
        try:
            return await self._writer.run(function, *arguments)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(str(error)) from error

    def _connection(self, path: Path) -> Any:
        connection = self._connections.get(path)
        if connection is None:
            # mode=rw: a missing file is an error to report, not a reason to make an empty one.
            connection = sqlite3.connect(
                f"{path.as_uri()}?mode=rw",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=LARGEST_BATCH,
            )
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA cache_size = -8000")
            self._connections[path] = connection
        return connection

    def _forget(self, path: Path) -> None:
        connection = self._connections.pop(path, None)
        if connection is not None:
            connection.close()

    def _insert(self, batch: Batch) -> None:
        # Outside a transaction the one statement is its own: it runs without Python's lock from its first row to the
        # end of its commit. executemany would take the lock for each row, json_each costs three times the CPU.
        values = list(chain.from_iterable(batch.rows))
        self._connection(self._clicks).execute(_insert_statement(len(batch.rows)), values)

    def _insert_once(self, batch: Batch) -> bool:
        connection = self._connection(self._clicks)
        connection.execute("BEGIN IMMEDIATE")
        try:
            mark = (batch.writer, batch.number, time.time_ns() // 1_000_000)
            new: bool = connection.execute(_MOVE_MARK, mark).rowcount == 1
            if new:
                self._insert(batch)
            connection.execute("COMMIT")
        except sqlite3.Error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        return new

    def _select(self, codes: str) -> list[Found]:
        connection = self._connection(self._main)
        rows = connection.execute(f"{FIND} WHERE l.code IN (SELECT value FROM json_each(?))", (codes,))
        return [Found(*row)._replace(counted=bool(row[4]), gone=bool(row[5])) for row in rows]

    def _salt(self, day: str, proposal: bytes) -> bytes:
        connection = self._connection(self._clicks)
        connection.execute("INSERT OR IGNORE INTO links_daysalt (day, salt) VALUES (?, ?)", (day, proposal))
        stored: bytes = connection.execute("SELECT salt FROM links_daysalt WHERE day = ?", (day,)).fetchone()[0]
        return bytes(stored)
