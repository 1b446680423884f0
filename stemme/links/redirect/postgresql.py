"""The store on PostgreSQL, through asyncpg."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, TypeVar

import asyncpg

from stemme.links.redirect.stores import CLICK_KEYS, FIND, GENERATION, Found, StoreError

_SECONDS = 3.0
#: A connection that is cut at the wrong moment makes asyncpg stumble over its own state: InternalClientError.
_FAILURES = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError, TimeoutError)
T = TypeVar("T")


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
    """One connection, opened anew after it broke."""

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self._connection: asyncpg.Connection[Any] | None = None
        self._asking = asyncio.Lock()

    async def open(self) -> None:
        """Nothing to do: the connection is opened when it is first needed."""

    async def close(self) -> None:
        """Close the connection."""
        self._drop()

    async def find(self, codes: Collection[str]) -> list[Found]:
        """Look several codes up with one question."""

        async def select(connection: asyncpg.Connection[Any]) -> list[Found]:
            rows = await connection.fetch(f"{FIND} WHERE l.code = ANY($1::text[])", list(codes), timeout=_SECONDS)
            return [Found(*row) for row in rows]

        try:
            return await self._ask(select)
        except StoreError:  # The server was restarted since the last question: ask the new one before giving up.
            return await self._ask(select)

    async def generation(self) -> int:
        """How often links have changed."""

        async def select(connection: asyncpg.Connection[Any]) -> int:
            return int(await connection.fetchval(GENERATION, timeout=_SECONDS))

        return await self._ask(select)

    async def click_keys(self) -> dict[dt.date, bytes]:
        """The keys of click ids, by month."""

        async def select(connection: asyncpg.Connection[Any]) -> dict[dt.date, bytes]:
            return {row[0]: bytes(row[1]) for row in await connection.fetch(CLICK_KEYS, timeout=_SECONDS)}

        return await self._ask(select)

    async def salt(self, day: int, proposal: bytes) -> bytes:
        """The salt of the day; the first to come decides."""
        date = dt.date(1970, 1, 1) + dt.timedelta(days=day)

        async def agree(connection: asyncpg.Connection[Any]) -> bytes:
            await connection.execute(
                "INSERT INTO links_daysalt (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING", date, proposal
            )
            return bytes(await connection.fetchval("SELECT salt FROM links_daysalt WHERE day = $1", date))

        return await self._ask(agree)

    async def _ask(self, question: Callable[[asyncpg.Connection[Any]], Awaitable[T]]) -> T:
        async with self._asking:
            try:
                return await question(self._connection or await self._connect())
            except _FAILURES as error:
                self._drop()
                raise StoreError(f"{type(error).__name__}: {error}") from error

    async def _connect(self) -> asyncpg.Connection[Any]:
        # A code says no organisation, the row does: the redirect looks across all of them (docs/security/tenancy.md).
        said = {"synchronous_commit": "on", "application_name": "links", "stemme.across": "on"}
        self._connection = connection = await asyncpg.connect(**self._words, timeout=_SECONDS, server_settings=said)
        # A server that crashes closes the connection; asyncpg would go on refusing to use it for ever.
        connection.add_termination_listener(self._drop)
        return connection

    def _drop(self, only: Any = None) -> None:
        connection = self._connection
        if connection is not None and (only is None or connection is only):
            self._connection = None
            connection.terminate()
