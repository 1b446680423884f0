"""Makes clicks durable, many with one commit.

Natural group commit: the first click is committed at once, and whatever arrives meanwhile is the next batch. No clock
is involved: alone, a click waits for one flush; under load, hundreds share one (research/stack.md 1).
"""

from __future__ import annotations

import asyncio
import logging
import time

from stemme.links.redirect.batches import LARGEST_BATCH, Batch, Row, Writer
from stemme.links.redirect.spool import Spool
from stemme.links.redirect.stores import Store, StoreError
from stemme.links.redirect.threads import LoopThread

logger = logging.getLogger(__name__)

#: How long the database is left alone after a failure; clicks go to the spool meanwhile.
_PAUSE_SECONDS = 1.0


class Overloaded(Exception):  # noqa: N818 - a state of the service, not a mistake of anybody
    """Too many clicks wait already."""


class Recorder:
    """Collects clicks and writes them through the store's lanes, or into the spool when the database is away."""

    def __init__(self, store: Store, spool: Spool, *, limit: int = 5_000) -> None:
        self.store, self.spool, self.limit = store, spool, limit
        self.last_commit: float | None = None
        self.refused = False
        self._loop = asyncio.get_running_loop()
        self._rows: list[Row] = []
        self._answers: list[asyncio.Future[bool]] = []
        self._lanes = [(lane, Writer()) for lane in range(store.parallel)]
        self._woken = False
        self._retry_at = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._spooler = LoopThread("clicks-spool", self._loop)

    @property
    def waiting(self) -> int:
        """How many clicks wait for a commit to begin."""
        return len(self._rows)

    @property
    def spooling(self) -> bool:
        """True while the database is left alone after a failure."""
        return self._loop.time() < self._retry_at

    def add(self, row: Row) -> asyncio.Future[bool]:
        """True once the click is durable; False when it could not be kept anywhere. Raises Overloaded."""
        if len(self._rows) >= self.limit:
            raise Overloaded
        answer: asyncio.Future[bool] = self._loop.create_future()
        self._rows.append(row)
        self._answers.append(answer)
        if self._lanes and not self._woken:
            self._woken = True
            self._loop.call_soon(self._launch)  # After the other requests that arrived in this turn of the loop.
        return answer

    def _launch(self) -> None:
        self._woken = False
        while self._rows and self._lanes:
            lane, writer = self._lanes.pop()
            rows, self._rows = self._rows[:LARGEST_BATCH], self._rows[LARGEST_BATCH:]
            answers, self._answers = self._answers[:LARGEST_BATCH], self._answers[LARGEST_BATCH:]
            task = self._loop.create_task(self._write(lane, writer, rows, answers))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _write(self, lane: int, writer: Writer, rows: list[Row], answers: list[asyncio.Future[bool]]) -> None:
        kept = False
        try:
            kept = await self._keep(lane, writer, rows)
        finally:
            self._lanes.append((lane, writer))
            self._launch()  # The next batch is on its way before the answers of this one go out.
            for answer in answers:
                if not answer.done():
                    answer.set_result(kept)

    async def _keep(self, lane: int, writer: Writer, rows: list[Row]) -> bool:
        batch = writer.next(rows)
        if not self.spooling:
            try:
                await self.store.store(lane, batch)
                self.last_commit = time.monotonic()
                self.refused = False
                return True
            except Exception as error:  # Whatever it was: the visitors wait, and their clicks must go somewhere.
                expected = isinstance(error, StoreError)
                logger.warning("the database did not take %d clicks (%s)", len(rows), error, exc_info=not expected)
                self._retry_at = self._loop.time() + _PAUSE_SECONDS
        writer.give_up_name()
        return await self._spool(batch)

    async def _spool(self, batch: Batch) -> bool:
        try:
            await self._spooler.run(self.spool.append, batch)
        except OSError as error:
            self.refused = True
            logger.error("%d clicks could not be spooled either (%s); their visitors were told", len(batch.rows), error)
            return False
        self.refused = False
        return True

    async def replay(self) -> int:
        """Store what is in the spool. How many batches; stops at the first failure, to go on another time."""
        if self.spooling or not await self._spooler.run(self.spool.waiting):
            return 0
        stored = 0
        files = self.spool.take()
        try:
            while (taken := await self._spooler.run(next, files, None)) is not None:
                path, batches = taken
                for batch in batches:
                    await self.store.store_again(batch)
                    stored += 1
                await self._spooler.run(self.spool.drop, path)
        except (StoreError, OSError) as error:
            logger.warning("the spool waits: %s", error)
            self._retry_at = self._loop.time() + _PAUSE_SECONDS
        finally:
            await self._spooler.run(files.close)
        if stored:
            logger.warning("%d batches from the spool are stored", stored)
        return stored

    async def drain(self) -> None:
        """Wait until nothing is waiting any more."""
        while self._tasks or self._rows:
            self._launch()
            await asyncio.gather(*self._tasks)

    async def close(self) -> None:
        """Write what waits and end."""
        await self.drain()
        await self._spooler.run(self.spool.close)
        self._spooler.end()

    @property
    def alive(self) -> bool:
        """False when a thread that clicks depend on has ended."""
        return self._spooler.alive
