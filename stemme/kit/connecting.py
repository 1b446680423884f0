"""How the guarded door connects: one look at the name, every answer allowed, one deadline for all reads and writes."""

from __future__ import annotations

import socket
import ssl
import threading
import time
import typing
from collections.abc import Callable, Iterable

import httpcore

from stemme.kit.addresses import Exemption, may_connect

#: Gives all addresses of a host; raises OSError when there are none.
Resolver = Callable[[str, int], list[str]]


class ForbiddenAddressError(Exception):
    """The name has an address that may not be connected to."""


def resolve(host: str, port: int) -> list[str]:
    """All addresses of a host, as the system's resolver gives them. Raises OSError when it knows none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def _resolved_within(resolver: Resolver, host: str, port: int, seconds: float) -> list[str]:
    """The system's resolver has no time limit of its own, so it runs beside us and is given up."""
    found: list[str] = []
    failure: list[Exception] = []

    def look() -> None:
        try:
            found.extend(resolver(host, port))
        except (OSError, UnicodeError) as error:
            failure.append(error)

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(max(0.0, seconds))
    if failure or not found:
        raise httpcore.ConnectError(f"no address for {host}: {failure[0] if failure else 'no answer'}")
    return list(found)


class Backend(httpcore.NetworkBackend):
    """Connects to allowed addresses only. ``until`` is the moment (monotonic) at which everything is over."""

    def __init__(self, exemptions: tuple[Exemption, ...], resolver: Resolver, until: float) -> None:
        self.exemptions = exemptions
        self.resolver = resolver
        self.until = until
        self.inner = httpcore.SyncBackend()
        #: Something of the request was written: from then on it may have been understood there.
        self.wrote = False

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve once, check every answer, connect to the first that answers."""
        seconds = _left(self.until, timeout)
        answers = _resolved_within(self.resolver, host, port, seconds)
        for address in answers:
            if not may_connect(host, port, address, exemptions=self.exemptions):
                raise ForbiddenAddressError(f"{host} is {address}")
        failure: Exception = httpcore.ConnectError("no address")
        for address in answers[:3]:
            try:
                stream = self.inner.connect_tcp(
                    address, port, _left(self.until, timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream, self)
        raise failure

    def sleep(self, seconds: float) -> None:
        """Never asked for: nothing is tried again."""
        time.sleep(min(seconds, _left(self.until, None)))


def _left(until: float, timeout: float | None) -> float:
    """Seconds left, at most ``timeout``. Raises ReadTimeout when there are none."""
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("deadline")
    return left if timeout is None else min(left, timeout)


class _Stream(httpcore.NetworkStream):
    """A stream that never waits past the deadline, so that a server cannot hold us by sending a byte at a time."""

    def __init__(self, inner: httpcore.NetworkStream, backend: Backend) -> None:
        self.inner = inner
        self.backend = backend
        self.until = backend.until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, _left(self.until, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _left(self.until, timeout)
        self.backend.wrote = True
        self.inner.write(buffer, left)

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self.until, timeout)
        return _Stream(self.inner.start_tls(ssl_context, server_hostname, left), self.backend)

    def get_extra_info(self, info: str) -> typing.Any:
        return self.inner.get_extra_info(info)
