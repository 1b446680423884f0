"""One thread that does blocking work for the event loop, in order."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class LoopThread:
    """Runs functions one after the other and hands their results back to the loop."""

    def __init__(self, name: str, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._work: SimpleQueue[tuple[Callable[..., Any], tuple[Any, ...], asyncio.Future[Any]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._thread.start()

    def run(self, function: Callable[..., T], *arguments: Any) -> asyncio.Future[T]:
        """The function's result, or its exception, as soon as its turn has come."""
        answer: asyncio.Future[T] = self._loop.create_future()
        self._work.put((function, arguments, answer))
        return answer

    @property
    def alive(self) -> bool:
        """False once the thread has ended."""
        return self._thread.is_alive()

    def end(self) -> None:
        """Finish what is queued, then stop."""
        self._work.put(None)
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while (task := self._work.get()) is not None:
            function, arguments, answer = task
            try:
                result, error = function(*arguments), None
            except Exception as raised:  # Handed to whoever awaits the answer.
                result, error = None, raised
            with contextlib.suppress(RuntimeError):  # The loop has been closed: nobody waits any more.
                self._loop.call_soon_threadsafe(_settle, answer, result, error)


def _settle(answer: asyncio.Future[Any], result: Any, error: Exception | None) -> None:
    if answer.done():
        return
    if error is None:
        answer.set_result(result)
    else:
        answer.set_exception(error)
