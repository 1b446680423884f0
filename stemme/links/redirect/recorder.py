"""Makes clicks durable, many with one flush.

Natural group commit: the first click is written at once, and whatever arrives meanwhile is the next batch. No clock is
involved: alone, a click waits for one flush; under load, hundreds share one (research/stack.md 1).
"""

from __future__ import annotations

import asyncio
import logging
import time

from stemme.links.redirect.clicklog import ClickLog
from stemme.links.redirect.segments import Row
from stemme.links.redirect.threads import LoopThread

logger = logging.getLogger(__name__)

#: Clicks that may wait: a second of the fastest machine. More are told to come again, so that memory never grows.
MOST_WAITING = 5_000
_LARGEST_BATCH = 1_000


class Overloaded(Exception):  # noqa: N818 - a state of the service, not a mistake of anybody
    """Too many clicks wait already."""


class Recorder:
    """Collects clicks and puts them into the click log, one batch after the other."""

    def __init__(self, log: ClickLog, *, limit: int = MOST_WAITING) -> None:
        self.limit = limit
        self.last_commit: float | None = None
        #: True while the disk takes nothing.
        self.refused = False
        self._log = log
        self._loop = asyncio.get_running_loop()
        self._rows: list[Row] = []
        self._answers: list[asyncio.Future[bool]] = []
        self._busy = False
        self._thread = LoopThread("clicks-writer", self._loop)

    @property
    def waiting(self) -> int:
        """How many clicks wait for their batch to begin."""
        return len(self._rows)

    def add(self, row: Row) -> asyncio.Future[bool]:
        """True once the click is durable; False when it could not be kept. Raises Overloaded."""
        if len(self._rows) >= self.limit:
            raise Overloaded
        answer: asyncio.Future[bool] = self._loop.create_future()
        self._rows.append(row)
        self._answers.append(answer)
        if not self._busy:
            self._busy = True
            self._loop.call_soon(self._write)  # After the other requests that arrived in this turn of the loop.
        return answer

    def _write(self) -> None:
        rows, self._rows = self._rows[:_LARGEST_BATCH], self._rows[_LARGEST_BATCH:]
        answers, self._answers = self._answers[:_LARGEST_BATCH], self._answers[_LARGEST_BATCH:]
        writing = self._thread.run(self._log.append, rows)
        writing.add_done_callback(lambda done: self._written(done, answers))

    def _written(self, done: asyncio.Future[None], answers: list[asyncio.Future[bool]]) -> None:
        if self._rows:
            self._write()  # The next batch is on its way before the answers of this one go out.
        else:
            self._busy = False
        error = done.exception()
        if error is None:
            self.last_commit = time.monotonic()
        elif not self.refused or not isinstance(error, OSError):
            logger.error("%d clicks could not be kept (%s); their visitors were told", len(answers), error)
        self.refused = error is not None
        for answer in answers:
            if not answer.done():
                answer.set_result(error is None)

    async def prepare(self) -> None:
        """Have room on the disk before the first click comes."""
        try:
            await self._thread.run(self._log.prepare)
            self.refused = False
        except OSError as error:
            if not self.refused:
                logger.error("clicks cannot be kept: %s", error)
            self.refused = True

    async def close(self) -> None:
        """Write what waits and end."""
        while self._busy:
            await asyncio.sleep(0.01)
        await self._thread.run(self._log.close)
        self._thread.end()

    @property
    def alive(self) -> bool:
        """False when the thread that clicks depend on has ended."""
        return self._thread.alive
