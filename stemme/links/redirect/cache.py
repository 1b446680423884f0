"""Tracked links that were asked for lately, ready to be answered.

Ten times a second each process asks whether links have changed (change_actions.py); if so, each is looked up again
before it is answered. Look-ups that arrive together share one question to the database. When the database does not
answer, what is known goes on being used: nobody can withdraw anything meanwhile.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from typing import Any

from stemme.links.campaign import tagged
from stemme.links.redirect.messages import redirect_to
from stemme.links.redirect.stores import Found, Store, StoreError

logger = logging.getLogger(__name__)

#: Also without a change a link is looked up again after this time: a net under the net.
FRESH_SECONDS = 10.0
_MOST_LINKS = 50_000
_MOST_UNKNOWN = 10_000
_PAUSE_SECONDS = 1.0


class Entry:
    """A link as it is answered. ``start`` is the whole head of the redirect, made once."""

    __slots__ = ("asked", "card", "found", "measured", "offices", "start")

    def __init__(self, found: Found, asked: float, *, strict: bool) -> None:
        self.found = found
        #: When the database was asked, in seconds of the monotonic clock.
        self.asked = asked
        self.start: dict[str, Any] = redirect_to(tagged(found.url, channel=found.channel), strict=strict)
        #: Networks whose visits are internal.
        self.offices = found.office_networks
        #: Whether visitors bring a click id along, so that no two heads are alike.
        self.measured = found.measured
        #: The page for previews, made when the first one comes.
        self.card: bytes | None = None


class LinkCache:
    """The most recently used links, and codes that do not exist."""

    def __init__(self, store: Store, *, strict: bool) -> None:
        self._store = store
        #: Whether redirects come from a host with a certificate.
        self._strict = strict
        self._loop = asyncio.get_running_loop()
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._unknown: OrderedDict[str, float] = OrderedDict()
        self._asked: dict[str, list[asyncio.Future[Entry | None]]] = {}
        self._busy = False
        self._retry_at = 0.0
        self._task: asyncio.Task[None] | None = None
        self._generation: int | None = None
        #: What was asked before this moment may be out of date.
        self._changed_at = float("-inf")

    async def look_for_changes(self) -> None:
        """Ask the database whether links have changed since the last time. Raises StoreError."""
        generation = await self._store.generation()
        if generation != self._generation:
            self._generation = generation
            self._changed_at = time.monotonic()

    def _is_fresh(self, asked: float) -> bool:
        return asked > self._changed_at and time.monotonic() - asked < FRESH_SECONDS

    def fresh(self, code: str) -> Entry | None:
        """The link, if it was looked up lately and nothing has changed since."""
        entry = self._entries.get(code)
        if entry is None or not self._is_fresh(entry.asked):
            return None
        self._entries.move_to_end(code)
        return entry

    async def find(self, code: str) -> Entry | None:
        """The link, or None when there is none with this code. Raises StoreError when nobody can tell."""
        since = self._unknown.get(code)
        if since is not None and self._is_fresh(since):
            return None
        if time.monotonic() < self._retry_at:
            return self._known(code, StoreError("the database has just failed"))
        answer: asyncio.Future[Entry | None] = self._loop.create_future()
        self._asked.setdefault(code, []).append(answer)
        if not self._busy:
            self._busy = True
            self._task = self._loop.create_task(self._ask())
        return await answer

    def _known(self, code: str, error: StoreError) -> Entry:
        entry = self._entries.get(code)
        if entry is None:
            raise error
        return entry

    async def _ask(self) -> None:
        try:
            while self._asked:
                asked, self._asked = self._asked, {}
                await self._answer(asked)
        finally:
            self._busy = False

    async def _answer(self, asked: dict[str, list[asyncio.Future[Entry | None]]]) -> None:
        now = time.monotonic()  # Before the question: a change that comes while it is answered must outdate it.
        try:
            found = {row.code: row for row in await self._store.find(asked.keys())}
        except Exception as error:  # Whatever it was: visitors are waiting for an answer.
            expected = isinstance(error, StoreError)
            logger.warning("links could not be looked up: %s", error, exc_info=not expected)
            self._retry_at = time.monotonic() + _PAUSE_SECONDS
            self._fail(asked, StoreError(str(error)))
            return
        for code, answers in asked.items():
            entry = self._keep(code, found.get(code), now)
            for answer in answers:
                if not answer.done():
                    answer.set_result(entry)

    def _fail(self, asked: dict[str, list[asyncio.Future[Entry | None]]], error: StoreError) -> None:
        for code, answers in asked.items():
            entry = self._entries.get(code)
            for answer in answers:
                if answer.done():
                    continue
                if entry is not None:
                    answer.set_result(entry)
                else:
                    answer.set_exception(error)

    def _keep(self, code: str, found: Found | None, now: float) -> Entry | None:
        if found is None:
            self._entries.pop(code, None)
            self._unknown[code] = now
            self._unknown.move_to_end(code)
            if len(self._unknown) > _MOST_UNKNOWN:
                self._unknown.popitem(last=False)
            return None
        entry = self._entries.get(code)
        if entry is not None and entry.found == found:
            entry.asked = now
        else:
            entry = self._entries[code] = Entry(found, now, strict=self._strict)
        self._entries.move_to_end(code)
        self._unknown.pop(code, None)
        if len(self._entries) > _MOST_LINKS:
            self._entries.popitem(last=False)
        return entry
