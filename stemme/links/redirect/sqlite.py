"""The store on the embedded database: links from the main file, salts from the clicks' file."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, TypeVar

import pysqlite3 as sqlite3

from stemme.links.redirect.stores import CLICK_KEYS, FIND, GENERATION, Found, StoreError
from stemme.links.redirect.threads import LoopThread

_BUSY_SECONDS = 2.0
_EPOCH = dt.date(1970, 1, 1)
T = TypeVar("T")


def open_file(path: Path) -> Any:
    """A connection that commits each statement by itself. A missing file is an error, not a reason to make one."""
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA cache_size = -8000")
    return connection


class SqliteStore:
    """Two files and one thread that reads them."""

    def __init__(self, *, main: Path, clicks: Path) -> None:
        self._main, self._clicks = main, clicks
        self._connections: dict[Path, Any] = {}

    async def open(self) -> None:
        """Start the thread; files are opened when they are first needed."""
        self._thread = LoopThread("links-reader", asyncio.get_running_loop())

    async def close(self) -> None:
        """Finish what is queued and close both files."""
        for path in (self._main, self._clicks):
            await self._thread.run(self._forget, path)
        self._thread.end()

    async def find(self, codes: Collection[str]) -> list[Found]:
        """Look several codes up with one question."""
        return await self._run(self._select, json.dumps(list(codes)))

    async def generation(self) -> int:
        """How often links have changed."""
        return await self._run(self._generation)

    async def click_keys(self) -> dict[dt.date, bytes]:
        """The keys of click ids, by month."""
        return await self._run(self._click_keys)

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of the day; the first to come decides."""
        return await self._run(self._salt, (_EPOCH + dt.timedelta(days=day)).isoformat(), proposal)

    async def _run(self, function: Callable[..., T], *arguments: Any) -> T:
        try:
            return await self._thread.run(function, *arguments)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(str(error)) from error

    def _connection(self, path: Path) -> Any:
        connection = self._connections.get(path)
        if connection is None:
            connection = self._connections[path] = open_file(path)
        return connection

    def _forget(self, path: Path) -> None:
        connection = self._connections.pop(path, None)
        if connection is not None:
            connection.close()

    def _select(self, codes: str) -> list[Found]:
        connection = self._connection(self._main)
        rows = connection.execute(f"{FIND} WHERE l.code IN (SELECT value FROM json_each(?))", (codes,))
        return [Found(*row)._replace(counted=bool(row[4]), gone=bool(row[5])) for row in rows]

    def _generation(self) -> int:
        return int(self._connection(self._main).execute(GENERATION).fetchone()[0])

    def _click_keys(self) -> dict[dt.date, bytes]:
        rows = self._connection(self._main).execute(CLICK_KEYS).fetchall()
        return {dt.date.fromisoformat(month): bytes(key) for month, key in rows}

    def _salt(self, day: str, proposal: bytes) -> bytes:
        connection = self._connection(self._clicks)
        connection.execute("INSERT OR IGNORE INTO links_daysalt (day, salt) VALUES (?, ?)", (day, proposal))
        stored: bytes = connection.execute("SELECT salt FROM links_daysalt WHERE day = ?", (day,)).fetchone()[0]
        return bytes(stored)
