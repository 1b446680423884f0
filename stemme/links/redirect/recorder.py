"""Makes clicks durable, many with one flush.

Natural group commit: what arrived in one turn of the loop is flushed before the next one, and whatever arrives
meanwhile is the next batch. No clock is involved: alone, a click waits for one flush; under load, dozens share one.

The loop itself waits for the flush. A thread would keep it free for a fraction of a millisecond and cost more: handing
Python's lock to and fro took half of the process's time (docs/decisions/0009-click-log.md has the figures).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Generator

from stemme.links.redirect.clicklog import ClickLog
from stemme.links.redirect.segments import Row

logger = logging.getLogger(__name__)


class Batch:
    """The clicks of one turn of the loop. Awaited by each of them: True once they are durable, else False.

    Waiting is giving up one turn and no more, without a future for each: the loop calls what it was asked for in that
    order, and it is asked to write before the first of the batch gives up its turn.
    """

    __slots__ = ("kept", "rows")

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.kept = False

    def __await__(self) -> Generator[None, None, bool]:
        yield
        return self.kept


class Recorder:
    """Collects the clicks of one turn of the loop and puts them into the click log.

    Never more clicks wait than requests are under way, which the server limits (Granian's back-pressure).
    """

    def __init__(self, log: ClickLog) -> None:
        self.last_flush: float | None = None
        #: True while the disk takes nothing.
        self.refused = False
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._batch: Batch | None = None

    def add(self, row: Row) -> Batch:
        """Await it at once: True when the click is durable, False when it could not be kept."""
        batch = self._batch
        if batch is None:
            batch = self._batch = Batch()
            self._loop.call_soon(self._write)  # After the other requests of this turn.
        batch.rows.append(row)
        return batch

    def _write(self) -> None:
        batch, self._batch = self._batch, None
        if batch is None:
            return
        try:
            self._log.append(batch.rows)
        except OSError as error:
            if not self.refused:
                logger.error("clicks could not be kept, their visitors were told: %s", error)
            self.refused = True
        except Exception:
            logger.exception("%d clicks could not be kept, their visitors were told", len(batch.rows))
            self.refused = True
        else:
            self.refused, batch.kept = False, True
            self.last_flush = time.monotonic()

    def prepare(self) -> None:
        """Have room on the disk before the next click comes."""
        try:
            self._log.prepare()
            self.refused = False
        except OSError as error:
            if not self.refused:
                logger.error("clicks cannot be kept: %s", error)
            self.refused = True

    def close(self) -> None:
        """Write what waits and end."""
        self._write()
        self._log.close()
