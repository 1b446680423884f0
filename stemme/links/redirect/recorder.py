"""Makes clicks durable, many with one flush.

Natural group commit: what arrived in one turn of the loop is flushed at its end, and whatever arrives meanwhile is the
next batch. No clock is involved: alone, a click waits for one flush; under load, dozens share one.

The loop itself waits for the flush. A thread would keep it free for a fraction of a millisecond and cost more: handing
Python's lock to and fro took half of the process's time (docs/decisions/0009-click-log.md has the figures).
"""

from __future__ import annotations

import asyncio
import logging
import time

from stemme.links.redirect.clicklog import ClickLog
from stemme.links.redirect.segments import Row

logger = logging.getLogger(__name__)


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
        self._rows: list[Row] = []
        self._answers: list[asyncio.Future[bool]] = []

    def add(self, row: Row) -> asyncio.Future[bool]:
        """True once the click is durable; False when it could not be kept."""
        answer: asyncio.Future[bool] = self._loop.create_future()
        if not self._rows:
            self._loop.call_soon(self._write)  # After the other requests of this turn.
        self._rows.append(row)
        self._answers.append(answer)
        return answer

    def _write(self) -> None:
        rows, answers = self._rows, self._answers
        self._rows, self._answers = [], []
        try:
            self._log.append(rows)
        except OSError as error:
            if not self.refused:
                logger.error("clicks could not be kept, their visitors were told: %s", error)
            self.refused = True
        except Exception:
            logger.exception("%d clicks could not be kept, their visitors were told", len(rows))
            self.refused = True
        else:
            self.refused = False
            self.last_flush = time.monotonic()
        for answer in answers:
            if not answer.done():
                answer.set_result(not self.refused)

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
        if self._rows:
            self._write()
        self._log.close()
