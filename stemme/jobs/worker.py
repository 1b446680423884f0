"""The worker: a loop that looks at the clock, claims jobs and keeps their leases, and a few lanes that run them."""

from __future__ import annotations

import datetime as dt
import logging
import os
import socket
import threading
import time
import uuid
from collections.abc import Sequence
from queue import SimpleQueue

from django.db import Error as DatabaseError
from django.db import connections
from django.utils import timezone

from stemme.jobs import actions, queries
from stemme.jobs.models import Job
from stemme.jobs.running import run
from stemme.jobs.schedule import Slot, due_slots

logger = logging.getLogger(__name__)


class Worker:
    """Runs jobs until told to stop.

    ``slots`` are enqueued when their time comes; ``lanes`` jobs run at once (they wait for mail servers and feeds most
    of the time); ``lease`` is how long a killed worker's job stays untouched; ``grace`` is how many seconds running
    jobs get to finish after the stop. A job that does not make it is taken over by another worker when its lease ends.
    """

    def __init__(
        self,
        *,
        slots: Sequence[Slot] = (),
        stop: threading.Event | None = None,
        lanes: int = 3,
        lease: dt.timedelta = actions.LEASE,
        idle: float = 0.2,
        grace: float = 25.0,
    ) -> None:
        self.slots = slots
        self.stop = stop or threading.Event()
        self.lanes = lanes
        self.lease = lease
        self.idle = idle
        self.grace = grace
        self.name = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._running: set[int] = set()
        self._lock = threading.Lock()
        self._freed = threading.Event()
        self._renewed = time.monotonic()
        #: The newest key of each slot that is known to be in the table: spares a look at the database.
        self._settled: dict[str, str] = {}

    def run(self) -> None:
        """Work until ``stop`` is set; then finish what runs and come back."""
        threads = [threading.Thread(target=self._lane, name=f"lane-{n}", daemon=True) for n in range(self.lanes)]
        for thread in threads:
            thread.start()
        logger.info("worker %s begins with %d lanes and %d slots", self.name, self.lanes, len(self.slots))
        while not self.stop.is_set():
            if not self._step():
                self._freed.wait(self.idle)
                self._freed.clear()
        self._wind_down(threads)
        logger.info("worker %s ends", self.name)

    def _step(self) -> bool:
        """Look at clock, leases and queue once; True if there may be more to do at once."""
        try:
            self._enqueue_slots()
            self._renew()
            return self._claim()
        except DatabaseError as error:
            # The database is away or busy: running jobs keep their leases for a while, and we ask again.
            logger.warning("the database does not answer the worker: %s", error)
            connections.close_all()
            self.stop.wait(1.0)
            return False

    def _enqueue_slots(self) -> None:
        now = timezone.now()
        due = [item for item in due_slots(now, self.slots) if self._settled.get(item.slot.name) != item.key]
        if due:
            settled = actions.enqueue_due(due, now=now)
            self._settled.update({item.slot.name: item.key for item in settled})

    def _claim(self) -> bool:
        with self._lock:
            free = self.lanes - len(self._running)
        now = timezone.now()
        if free < 1 or not queries.anything_due(now):
            return False
        jobs = actions.claim(worker=self.name, limit=free, now=now, lease=self.lease)
        for job in jobs:
            with self._lock:
                self._running.add(job.pk)
            self._waiting.put(job)
        return bool(jobs)

    def _renew(self) -> None:
        if time.monotonic() - self._renewed < self.lease.total_seconds() / 4:
            return
        with self._lock:
            running = set(self._running)
        if running:
            actions.keep_alive(worker=self.name, job_ids=running, now=timezone.now(), lease=self.lease)
        self._renewed = time.monotonic()

    def _lane(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                run(job)
            except DatabaseError:
                logger.exception("job %s (%s): its end could not be written; the lease will run out", job.pk, job.task)
            finally:
                _let_go_of_connections()
                with self._lock:
                    self._running.discard(job.pk)
                self._freed.set()

    def _wind_down(self, threads: list[threading.Thread]) -> None:
        for _ in threads:
            self._waiting.put(None)
        end = time.monotonic() + self.grace
        while any(thread.is_alive() for thread in threads) and time.monotonic() < end:
            try:
                self._renew()
            except DatabaseError as error:
                logger.warning("leases could not be renewed while stopping: %s", error)
            time.sleep(0.02)
        connections.close_all()


def _let_go_of_connections() -> None:
    """Give connections back to PostgreSQL's pool, drop broken ones, keep an embedded database's for the next job."""
    for connection in connections.all(initialized_only=True):
        if connection.vendor != "sqlite" or connection.errors_occurred:
            connection.close()


def run_worker(stop_event: threading.Event, *, slots: Sequence[Slot] = (), lanes: int = 3) -> None:
    """Work until the event is set. The command sets it on SIGTERM and SIGINT."""
    Worker(slots=slots, stop=stop_event, lanes=lanes).run()


def run_everything_due(*, now: dt.datetime | None = None, limit: int = 10_000) -> int:
    """Run what is due, in this thread, one after the other; how many jobs. For commands and tests."""
    name = f"inline:{os.getpid()}:{uuid.uuid4().hex[:8]}"
    for count in range(limit):
        jobs = actions.claim(worker=name, limit=1, now=now or timezone.now())
        if not jobs:
            return count
        run(jobs[0])
    return limit
