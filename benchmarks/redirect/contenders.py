"""Who answers: the durable links as ``stemme serve`` runs them, and those they are compared with."""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.redirect import client, processes
from benchmarks.redirect.client import Pressed
from benchmarks.redirect.installation import Installation
from stemme.links.tests import server

#: Until a client that keeps the machine busy has begun.
_WARM_SECONDS = 0.7


@dataclass
class Contender:
    """Something that answers, and what came of each press."""

    installation: Installation
    address: str
    pid: int
    #: Presses that compete, and the CPU milliseconds of its processes an answer meanwhile.
    presses: list[Pressed] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    #: Cores that programs which have no part in this kept busy during each of them.
    others: list[float] = field(default_factory=list)

    def press(self, *, seconds: int, connections: int) -> Pressed:
        """Press its links; not remembered."""
        one = self.installation
        return client.press(self.address, one.codes, one.data, seconds=seconds, connections=connections)

    def compete(self, *, seconds: int, connections: int) -> None:
        """Press its links and remember what came of it."""
        before, watch = processes.cpu_seconds([self.pid]), processes.Watch([self.pid])
        pressed = self.press(seconds=seconds, connections=connections)
        self.others.append(watch.others())
        self.presses.append(pressed)
        self.cpu.append((processes.cpu_seconds([self.pid]) - before) * 1000 / pressed.answers)

    @property
    def rate(self) -> float:
        """Median of the presses, answers per second."""
        return statistics.median(one.rate for one in self.presses)

    @property
    def p99(self) -> float:
        """Median of the presses, milliseconds."""
        return statistics.median(one.p99 for one in self.presses)


@dataclass(frozen=True)
class Aftermath:
    """What one press cost until its last click was in the inbox."""

    #: Clicks that were not in the inbox when the press ended, and how long the ingest took for them (seconds).
    left: int
    seconds: float
    #: CPU milliseconds a click: of everybody while pressing, then of each until the last click had arrived.
    pressing: float
    links: float
    ingest: float
    database: float

    @property
    def cpu(self) -> float:
        """All CPU milliseconds a click."""
        return self.links + self.ingest + self.database


@dataclass
class Durable(Contender):
    """The links with everything that belongs to them. Nobody else's turn begins before the inbox has all clicks."""

    ingest: int = 0
    answered: int = 0
    in_flight: int = 0
    #: Of the presses that compete.
    aftermaths: list[Aftermath] = field(default_factory=list)
    #: Clicks answered so far, and the resident memory of the links' and the ingest's processes in MiB.
    memory: list[tuple[int, float, float]] = field(default_factory=list)

    def compete(self, *, seconds: int, connections: int) -> None:
        """Press its links and remember what came of it and what it cost."""
        watch = processes.Watch([self.pid, self.ingest, *self.installation.database_pids()])
        pressed, aftermath = self._press(seconds=seconds, connections=connections)
        self.others.append(watch.others())
        self.presses.append(pressed)
        self.aftermaths.append(aftermath)
        self.cpu.append(aftermath.cpu)

    def press(self, *, seconds: int, connections: int) -> Pressed:
        """Press its links. Raises ClicksMissingError when they do not all arrive in the inbox."""
        return self._press(seconds=seconds, connections=connections)[0]

    def remember_memory(self) -> None:
        """Note what the processes hold now."""
        sizes = processes.resident_mib(self.pid), processes.resident_mib(self.ingest)
        self.memory.append((self.answered, *sizes))

    def _press(self, *, seconds: int, connections: int) -> tuple[Pressed, Aftermath]:
        """Press, then wait until the ingest has moved everything."""
        one = self.installation
        families = [[self.pid], [self.ingest], one.database_pids()]
        began, first = [processes.cpu_seconds(pids) for pids in families], one.newest()
        pressed = super().press(seconds=seconds, connections=connections)
        ended, newest = sum(processes.cpu_seconds(pids) for pids in families), one.newest()
        waited = one.wait_for(first + pressed.answers)
        spent = [processes.cpu_seconds(pids) - before for pids, before in zip(families, began, strict=True)]
        links, ingest, database, everybody = (cpu * 1000 / pressed.answers for cpu in (*spent, ended - sum(began)))
        self.answered += pressed.answers
        self.in_flight += connections
        self.remember_memory()
        return pressed, Aftermath(one.newest() - newest, waited, everybody, links, ingest, database)


@contextlib.contextmanager
def constant(installation: Installation, workers: int) -> Iterator[Contender]:
    """The same server and nothing else."""
    with _process(installation, "benchmarks.redirect.constant:application", "asgi", workers, "/s/x") as (pid, address):
        yield Contender(installation, address, pid)


@contextlib.contextmanager
def plain_view(installation: Installation, workers: int) -> Iterator[Contender]:
    """A Django view that inserts."""
    with _process(installation, "benchmarks.redirect.plain_view:application", "wsgi", workers) as (pid, address):
        yield Contender(installation, address, pid)


@contextlib.contextmanager
def pages(installation: Installation) -> Iterator[str]:
    """The pages' process of ``stemme serve``. Gives its address."""
    with _process(installation, "stemme.project.wsgi:application", "wsgi", 1) as (_pid, address):
        yield address


@contextlib.contextmanager
def durable(installation: Installation, workers: int) -> Iterator[Durable]:
    """The tracked links and the ingest."""
    with _process(installation, "stemme.links.redirect.asgi:application", "asgi", workers) as (pid, address):
        ingest = server.start_ingest(installation.url, installation.data)
        try:
            yield Durable(installation, address, pid, ingest=ingest.pid)
        finally:
            server.stop(ingest)


@contextlib.contextmanager
def busy_pages(address: str, *, seconds: int) -> Iterator[None]:
    """Four readers who ask for a page that the templates and the database take part in, without a pause."""
    with _until_ended(client.start_reading(f"{address}/sign-in/", seconds=seconds, readers=4)):
        yield


@contextlib.contextmanager
def busy_stranger(*, seconds: int) -> Iterator[None]:
    """A process that burns one core and shares nothing else with the links."""
    words = [sys.executable, "-m", "benchmarks.redirect.burning", str(seconds)]
    with _until_ended(subprocess.Popen(words, cwd=server.PROJECT)):
        yield


@contextlib.contextmanager
def _until_ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        time.sleep(_WARM_SECONDS)
        yield
        if process.poll() is None:
            process.terminate()
        elif process.returncode:
            raise RuntimeError(f"what should have kept the machine busy ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def _process(
    installation: Installation, application: str, interface: str, workers: int, health: str = "/healthz"
) -> Iterator[tuple[int, str]]:
    process, address = server.start(
        installation.url,
        installation.data,
        application=application,
        interface=interface,
        workers=workers,
        health=health,
    )
    try:
        yield process.pid, address
    finally:
        server.stop(process)
