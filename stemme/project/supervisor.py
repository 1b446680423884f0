"""One parent over several OS processes: starts them, waits until they answer, restarts what dies, stops them all.

Pages and links are separate processes because one busy page slows redirects in the same process 41 to 77 times
(research/stack.md 1).
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

#: Linux: the kernel ends a child when its parent dies, however the parent dies.
_PR_SET_PDEATHSIG = 1
_STOP_SECONDS = 10.0
_LONGEST_PAUSE = 30.0


class PortTakenError(Exception):
    """Something else already listens there."""


@dataclass
class Child:
    """A process to keep alive. ``health`` is an address that answers 200 once it is ready."""

    name: str
    command: Sequence[str]
    health: str = ""
    #: What is different in its environment.
    differently: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = field(default=0)
    #: When it may be started again, since its end was seen.
    again_at: float | None = None

    def start(self) -> None:
        """Start, or start again."""
        self.started, self.again_at = time.monotonic(), None
        environment = {**os.environ, **self.differently}
        self.process = subprocess.Popen(self.command, env=environment, preexec_fn=_die_with_parent)  # noqa: S603, PLW1509


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    os.setpgrp()


def python(*words: str) -> list[str]:
    """The command line of a Python module in this environment."""
    return [sys.executable, "-m", *words]


def granian(application: str, *, interface: str, host: str, port: int, threads: int = 1, workers: int = 1) -> list[str]:
    """The command line of a Granian server without an access log (paths hold tokens, T-03)."""
    words = ["granian", "--interface", interface, "--host", host, "--port", str(port), "--no-ws", "--http", "1"]
    words += ["--log-level", "warning"]
    words += ["--workers", str(workers), "--respawn-failed-workers", "--workers-kill-timeout", "5"]
    if interface == "wsgi":
        words += ["--blocking-threads", str(threads)]
    return python(*words, application)


def refuse_taken_port(host: str, port: int) -> None:
    """Raises PortTakenError with a sentence when something listens on the port."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTakenError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Stop what uses it, or choose another port."
            ) from error


class Supervisor:
    """Runs the children until it is told to stop (SIGTERM, SIGINT)."""

    def __init__(self, children: Sequence[Child], *, say: Callable[[str], None]) -> None:
        self.children = list(children)
        self.say = say
        self.stopping = False

    def run(self, *, when_ready: Callable[[], None]) -> int:
        """Start everything, call ``when_ready`` once all answer, and watch. Returns an exit code."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        try:
            if not self._wait_until_ready(seconds=60):
                return 0 if self.stopping else 1
            when_ready()
            while not self.stopping:
                self._restart_the_dead()
                time.sleep(0.2)
            return 0
        finally:
            self._end_children()

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True

    def _wait_until_ready(self, *, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        waiting = [child for child in self.children if child.health]
        while waiting and not self.stopping:
            for child in list(waiting):
                if child.process is not None and child.process.poll() is not None:
                    self.say(f"{child.name} ended while starting (exit code {child.process.returncode}).")
                    return False
                if _answers(child.health):
                    waiting.remove(child)
            if time.monotonic() > deadline:
                self.say(f"{waiting[0].name} does not answer on {waiting[0].health} after {seconds:.0f} seconds.")
                return False
            time.sleep(0.1)
        return not self.stopping

    def _restart_the_dead(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            now = time.monotonic()
            if child.again_at is None:  # Each end counts once, however often it is looked at during the pause.
                child.failures = 0 if now - child.started > 60 else child.failures + 1
                child.again_at = child.started + min(0.5 * 2**child.failures, _LONGEST_PAUSE)
            if now < child.again_at:
                continue
            self.say(f"{child.name} ended (exit code {child.process.returncode}); starting it again.")
            child.start()

    def _end_children(self) -> None:
        for child in self.children:
            if child.process and child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + _STOP_SECONDS
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.process.pid, signal.SIGKILL)
                child.process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:  # noqa: S310 - our own health page
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError, ValueError):
        return False
