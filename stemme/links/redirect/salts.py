"""The secret of the day, always at hand."""

from __future__ import annotations

import logging
import time

from stemme.links.redirect.stores import Store, StoreError
from stemme.links.visitors import DAY_MILLISECONDS, day_number, forget_salts, new_salt

logger = logging.getLogger(__name__)

_AHEAD_MILLISECONDS = 120_000
_ASSURE_SECONDS = 60.0


class Salts:
    """Today's salt and, shortly before midnight UTC, tomorrow's. All processes agree through the database.

    No click waits for a salt: while the database cannot be asked, one made here serves, and is offered to the database
    as soon as it answers. At worst a visitor is then counted twice on that day.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._salts: dict[int, bytes] = {}
        self._assured = float("-inf")

    def at(self, moment: int) -> bytes:
        """The salt for a moment in milliseconds since 1970."""
        day = moment // DAY_MILLISECONDS
        salt = self._salts.get(day)
        if salt is None:
            salt = self._salts[day] = new_salt()
            self._assured = float("-inf")
        return salt

    async def look_after(self) -> None:
        """Fetch what is needed next and forget yesterday. Call every second or so."""
        now = time.time_ns() // 1_000_000
        today, soon = day_number(now), day_number(now + _AHEAD_MILLISECONDS)
        if soon in self._salts and time.monotonic() - self._assured < _ASSURE_SECONDS:
            return
        try:
            for day in {today, soon}:
                self._salts[day] = await self._store.salt(day, self._salts.get(day) or new_salt())
            self._assured = time.monotonic()
        except StoreError as error:
            logger.warning("the salt of the day could not be stored: %s", error)
        for day in [day for day in self._salts if day < day_number(now - DAY_MILLISECONDS // 24)]:
            del self._salts[day]
            forget_salts()
