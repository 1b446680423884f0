"""The store on PostgreSQL, through asyncpg."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import asyncpg

from stemme.links.locks import INBOX_LOCK
from stemme.links.redirect.batches import Batch
from stemme.links.redirect.stores import FIND, Found, StoreError

_SECONDS = 3.0
_COLUMNS = "organisation_id, link_id, at, hit, reason, visitor, referrer, place"
#: Whole columns as one text each: asyncpg looks at every element of an array four times, and that cost more CPU than
#: all the rest. No text of ours holds the separator.
_SEPARATOR = "\x1f"
_NUMBERS = "{}::text::bigint[]"
_TEXTS = f"string_to_array({{}}::text, '{_SEPARATOR}')"
_ARRAYS = ", ".join(
    kind.format(f"${place}")
    for place, kind in enumerate([_NUMBERS] * 3 + [_TEXTS] * 2 + [_NUMBERS, _TEXTS, _NUMBERS], 1)
)
#: One round trip: take the lock that the reader of the inbox waits for (locks.py), move the writer's mark, insert.
#: One empty text alone arrives as an empty array, hence coalesce.
_INSERT = f"""WITH held AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared({INBOX_LOCK})),
    moved AS (INSERT INTO links_batchmark (writer, last, at) VALUES ($9, $10, $11)
        ON CONFLICT (writer) DO UPDATE SET last = excluded.last, at = excluded.at)
    INSERT INTO links_clickinbox ({_COLUMNS})
    SELECT organisation_id, link_id, at, hit, coalesce(reason, ''), visitor, coalesce(referrer, ''), place
    FROM held, unnest({_ARRAYS}) AS click ({_COLUMNS})"""
_MOVE_MARK = """INSERT INTO links_batchmark AS mark (writer, last, at) VALUES ($1, $2, $3)
    ON CONFLICT (writer) DO UPDATE SET last = excluded.last, at = excluded.at WHERE mark.last < excluded.last
    RETURNING 1"""
#: A connection that is cut at the wrong moment makes asyncpg stumble over its own state: InternalClientError.
_FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)


def connection_words(database: Mapping[str, Any]) -> dict[str, Any]:
    """asyncpg's arguments for one of Django's DATABASES."""
    words = {
        "user": database.get("USER"),
        "password": database.get("PASSWORD"),
        "database": database.get("NAME"),
        "host": database.get("HOST"),
        "port": int(database["PORT"]) if database.get("PORT") else None,
        "ssl": dict(database.get("OPTIONS") or {}).get("sslmode"),
    }
    return {name: value for name, value in words.items() if value}


class PostgresStore:
    """Two connections that write, one that reads; each is opened anew after it broke."""

    parallel = 2
    _READER = parallel

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self._connections: dict[int, asyncpg.Connection[Any]] = {}
        self._reading = asyncio.Lock()

    async def open(self) -> None:
        """Nothing to do: connections are opened when they are first needed."""

    async def close(self) -> None:
        """Close all connections."""
        for connection in list(self._connections.values()):
            connection.terminate()
        self._connections.clear()

    async def store(self, lane: int, batch: Batch) -> None:
        """Commit the batch. After a failure nobody knows whether it was committed: ``store_again`` will."""
        now = time.time_ns() // 1_000_000
        try:
            connection = self._connections.get(lane) or await self._connect(lane)
            await connection.fetchval(_INSERT, *_columns(batch), batch.writer, batch.number, now, timeout=_SECONDS)
        except _FAILURES as error:
            self._drop(lane)
            raise StoreError(f"{type(error).__name__}: {error}") from error

    async def store_again(self, batch: Batch) -> bool:
        """Commit a spooled batch unless its mark says that it is there already."""
        now = time.time_ns() // 1_000_000

        async def once(connection: asyncpg.Connection[Any]) -> bool:
            async with connection.transaction():
                if await connection.fetchval(_MOVE_MARK, batch.writer, batch.number, now, timeout=_SECONDS) is None:
                    return False
                await connection.fetchval(_INSERT, *_columns(batch), batch.writer, batch.number, now, timeout=_SECONDS)
            return True

        return bool(await self._with_reader(once))

    async def find(self, codes: Collection[str]) -> list[Found]:
        """Look several codes up with one question."""

        async def select(connection: asyncpg.Connection[Any]) -> list[Found]:
            rows = await connection.fetch(f"{FIND} WHERE l.code = ANY($1::text[])", list(codes), timeout=_SECONDS)
            return [Found(*row) for row in rows]

        try:
            found: list[Found] = await self._with_reader(select)
        except StoreError:  # The server was restarted since the last question: ask the new one before giving up.
            found = await self._with_reader(select)
        return found

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of the day; the first to come decides."""
        date = dt.date(1970, 1, 1) + dt.timedelta(days=day)

        async def agree(connection: asyncpg.Connection[Any]) -> bytes:
            await connection.execute(
                "INSERT INTO links_daysalt (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING", date, proposal
            )
            return bytes(await connection.fetchval("SELECT salt FROM links_daysalt WHERE day = $1", date))

        return bytes(await self._with_reader(agree))

    async def _with_reader(self, use: Any) -> Any:
        async with self._reading:
            try:
                connection = self._connections.get(self._READER) or await self._connect(self._READER)
                return await use(connection)
            except _FAILURES as error:
                self._drop(self._READER)
                raise StoreError(f"{type(error).__name__}: {error}") from error

    async def _connect(self, lane: int) -> asyncpg.Connection[Any]:
        connection = await asyncpg.connect(
            **self._words, timeout=_SECONDS, server_settings={"synchronous_commit": "on", "application_name": "links"}
        )
        # A server that crashes closes the connection; asyncpg would go on refusing to use it for ever.
        connection.add_termination_listener(lambda gone: self._drop(lane, gone))
        self._connections[lane] = connection
        return connection

    def _drop(self, lane: int, only: Any = None) -> None:
        connection = self._connections.get(lane)
        if connection is not None and (only is None or connection is only):
            del self._connections[lane]
            connection.terminate()


def _columns(batch: Batch) -> list[str]:
    organisations, links, moments, hits, reasons, visitors, referrers, places = zip(*batch.rows, strict=True)
    return [
        _numbers(map(str, organisations)),
        _numbers(map(str, links)),
        _numbers(map(str, moments)),
        _SEPARATOR.join(hits),
        _SEPARATOR.join(reasons),
        _numbers(map(_known, visitors)),
        _SEPARATOR.join(referrers),
        _numbers(map(_known, places)),
    ]


def _known(number: int | None) -> str:
    return "NULL" if number is None else str(number)


def _numbers(written: Iterable[str]) -> str:
    return "{" + ",".join(written) + "}"
