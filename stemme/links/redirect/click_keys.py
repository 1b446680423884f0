"""The key of the month, for click ids. Made by a job (click_key_actions.py); only read here."""

from __future__ import annotations

import datetime as dt
import logging
import time

from stemme.links.click_ids import Sealer, month_of, sealer
from stemme.links.redirect.stores import Store, StoreError

logger = logging.getLogger(__name__)

_ASSURE_SECONDS = 60.0


class ClickKeys:
    """No click waits for a key: without one, visitors go on without a click id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[dt.date, bytes] = {}
        self._sealers: dict[dt.date, Sealer] = {}
        self._assured = float("-inf")

    def click_id(self, link_id: int) -> str:
        """A click id for a click of this moment; "" when there is no key."""
        now = int(time.time())
        seal = self._sealers.get(_month(now))
        return seal(link_id, now) if seal else ""

    async def look_after(self) -> None:
        """Fetch what there is, once a minute; without this month's key each time. Call every second or so."""
        if _month(int(time.time())) in self._keys and time.monotonic() - self._assured < _ASSURE_SECONDS:
            return
        try:
            keys = await self._store.click_keys()
        except StoreError as error:
            logger.warning("the keys of click ids could not be read: %s", error)
            return
        self._assured = time.monotonic()
        if keys != self._keys:
            self._keys, self._sealers = keys, {month: sealer(key) for month, key in keys.items()}


def _month(seconds: int) -> dt.date:
    return month_of(dt.datetime.fromtimestamp(seconds, tz=dt.UTC))
