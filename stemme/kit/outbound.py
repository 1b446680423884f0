"""The one guarded door to foreign hosts: nothing else in Stemme opens a connection (security.md T-13).

Names are resolved once, inside the connection; every answer must be allowed; then that very address is connected
to, so there is no moment in which a name could point elsewhere. Redirects are followed by hand, each through the
same checks. Everything has a ceiling: bytes on the wire, bytes unpacked, seconds in all.
"""

from __future__ import annotations

import functools
import json
import logging
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import certifi
import httpcore
import httpx
from django.conf import settings

from stemme.kit.addresses import OPEN_PORTS, Exemption, ipv4_meant, is_literal, is_name, is_public, read_exemptions
from stemme.kit.connecting import Backend, ForbiddenAddressError, Resolver, resolve

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
#: Ceilings of T-13: on the wire, and unpacked as a multiple of it.
MAX_BYTES = 5 * MEGABYTE
UNPACKED_FACTOR = 2
DEADLINE_SECONDS = 10.0
CONNECT_SECONDS = 5.0
MAX_REDIRECTS = 4
USER_AGENT = "Stemme/1.0 (feed reader and link preview)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})

ADDRESS, REFUSED, UNREACHABLE, TOO_LARGE, REDIRECTS, BROKEN = (
    "address",
    "refused",
    "unreachable",
    "too_large",
    "redirects",
    "broken",
)


class OutboundError(Exception):
    """Nothing was fetched. ``kind`` is all that a person may learn; ``detail`` is for the operator's log.

    ``address``: not an address we open (scheme, password, port, strange characters) · ``refused``: written as an
    address outside the open internet · ``unreachable``: no such host, a name that points inward, no answer, no valid
    certificate, too slow; these look alike on purpose, or the door would map the inner network · ``too_large`` ·
    ``redirects``: too many · ``broken``: the answer cannot be unpacked.

    ``left``: something of the request was written, so nobody knows what became of it there.
    """

    def __init__(self, kind: str, detail: str = "", *, left: bool = False) -> None:
        super().__init__(f"{kind}: {detail}" if detail else kind)
        self.kind = kind
        self.detail = detail
        self.left = left


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``url`` is the last one after redirects; header names are lower case; the body is unpacked.

    ``moved``: where this has moved for good, if it has: as far as all redirects from the beginning were permanent ones.
    """

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved: str = ""


def fetch(
    url: str,
    *,
    accept: str,
    max_bytes: int = MAX_BYTES,
    deadline: float = DEADLINE_SECONDS,
    headers: Mapping[str, str] | None = None,
    also: tuple[Exemption, ...] = (),
    redirects: int = MAX_REDIRECTS,
) -> Fetched:
    """Get a foreign address. ``max_bytes`` on the wire (twice that unpacked), ``deadline`` in seconds for everything.

    ``also``: exemptions besides the operator's. ``redirects``: so many are followed. Any status is an answer. Raises
    OutboundError for everything that keeps us from an answer.
    """
    door = Door(exemptions=read_exemptions(settings.INTRANET_HOSTS) + also)
    sent = {"Accept": accept, **(headers or {})}
    try:
        return door.fetch(url, headers=sent, max_bytes=max_bytes, deadline=deadline, redirects=redirects)
    except OutboundError as error:
        logger.info("not fetched, %s", error)
        raise


def send_form(
    url: str,
    fields: Mapping[str, str],
    *,
    accept: str,
    max_bytes: int,
    headers: Mapping[str, str] | None = None,
    also: tuple[Exemption, ...] = (),
) -> Fetched:
    """Post a form to a foreign address, as ``fetch`` gets one. No redirect is followed: what is sent is for there only.

    Raises OutboundError.
    """
    sent = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded", **(headers or {})}
    return _send(url, urlencode(fields).encode(), sent, max_bytes, also)


def send_json(
    url: str,
    document: Any,
    *,
    max_bytes: int,
    headers: Mapping[str, str] | None = None,
    also: tuple[Exemption, ...] = (),
) -> Fetched:
    """Post a JSON document to a foreign address, as ``send_form`` posts a form. Raises OutboundError."""
    sent = {"Accept": "*/*", "Content-Type": "application/json; charset=utf-8", **(headers or {})}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return _send(url, body, sent, max_bytes, also)


def _send(url: str, body: bytes, headers: Mapping[str, str], max_bytes: int, also: tuple[Exemption, ...]) -> Fetched:
    door = Door(exemptions=read_exemptions(settings.INTRANET_HOSTS) + also)
    try:
        return door.send(url, body, headers=headers, max_bytes=max_bytes, deadline=DEADLINE_SECONDS)
    except OutboundError as error:
        logger.info("not sent, %s", error)
        raise


@dataclass(frozen=True, slots=True)
class Door:
    """The door with the operator's exemptions. ``resolver`` gives all addresses of a host."""

    exemptions: tuple[Exemption, ...] = ()
    resolver: Resolver = resolve

    def fetch(
        self,
        url: str,
        *,
        headers: Mapping[str, str],
        max_bytes: int,
        deadline: float,
        redirects: int = MAX_REDIRECTS,
    ) -> Fetched:
        """See the function ``fetch``."""
        until = time.monotonic() + deadline
        here = self.checked(url)
        moved, for_good = "", True
        for _ in range(redirects + 1):
            fetched = self._once(here, headers, max_bytes, until)
            location = fetched.headers.get("location")
            if fetched.status not in _REDIRECTS or not location:
                return replace(fetched, moved=moved)
            here = self.checked(_joined(here, location))
            for_good = for_good and fetched.status in _FOR_GOOD
            moved = str(here) if for_good else moved
        raise OutboundError(REDIRECTS, str(here))

    def send(self, url: str, body: bytes, *, headers: Mapping[str, str], max_bytes: int, deadline: float) -> Fetched:
        """Post the body, once; see the function ``send_form``."""
        return self._once(self.checked(url), headers, max_bytes, time.monotonic() + deadline, body)

    def checked(self, url: str) -> httpx.URL:
        """The address as it will be asked for. Raises OutboundError when it is none that we open."""
        text = url.strip()
        if "\\" in text or any(c.isspace() or not c.isprintable() for c in text):
            raise OutboundError(ADDRESS, "space, control character or backslash")
        try:
            parsed = httpx.URL(text)
        except (httpx.InvalidURL, ValueError, TypeError) as error:
            raise OutboundError(ADDRESS, str(error)) from error
        if parsed.scheme not in {"http", "https"} or not parsed.raw_host or parsed.userinfo:
            raise OutboundError(ADDRESS, "scheme, host or password")
        # Not ``parsed.host``: that reads the name back from its ASCII form and breaks on one that never had another.
        host, port = parsed.raw_host.decode("ascii").strip("[]"), _port(parsed)
        opened = any(exemption.opens(host, port) for exemption in self.exemptions)
        if port not in OPEN_PORTS and not opened:
            raise OutboundError(ADDRESS, f"port {port}")
        if not opened:
            _check_host(host)
        return parsed

    def _once(
        self, url: httpx.URL, headers: Mapping[str, str], max_bytes: int, until: float, body: bytes | None = None
    ) -> Fetched:
        backend = Backend(self.exemptions, self.resolver, until)
        transport = httpx.HTTPTransport(verify=_certificates(), trust_env=False)
        transport._pool = httpcore.ConnectionPool(ssl_context=_certificates(), network_backend=backend)
        request = httpx.Request(
            "GET" if body is None else "POST",
            url.copy_with(fragment=None),
            content=body,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, identity", "Connection": "close", **headers},
            extensions={"timeout": httpx.Timeout(DEADLINE_SECONDS, connect=CONNECT_SECONDS).as_dict()},
        )
        try:
            with transport:
                response = transport.handle_request(request)
                response.request = request
                names = {name.lower(): value for name, value in response.headers.items()}
                chunks = _within(response.iter_raw(), max_bytes, until)
                read = b"".join(_unpacked(chunks, names.get("content-encoding", ""), max_bytes * UNPACKED_FACTOR))
                return Fetched(str(url), response.status_code, names, read)
        except ForbiddenAddressError as error:
            raise OutboundError(UNREACHABLE, f"points inward: {error}") from error
        except OutboundError as error:
            error.left = True  # There was an answer, only none that we could take in.
            raise
        except (httpx.HTTPError, httpcore.NetworkError, OSError, ValueError) as error:
            raise OutboundError(UNREACHABLE, f"{type(error).__name__}: {error}", left=backend.wrote) from error


def _check_host(host: str) -> None:
    """Raise OutboundError for a host that is an address of no public place, or that nothing can be called."""
    if is_literal(host):
        if not is_public(host):
            raise OutboundError(REFUSED, host)
        return
    try:
        meant = ipv4_meant(host)
    except ValueError as error:
        raise OutboundError(ADDRESS, str(error)) from error
    if meant is not None:
        # Written so that it is not seen at once: nobody who means well does that, wherever it leads.
        raise OutboundError(ADDRESS if is_public(meant) else REFUSED, f"{host} means {meant}")
    if not is_name(host):
        raise OutboundError(ADDRESS, f"no name: {host!r}")


def _port(url: httpx.URL) -> int:
    return url.port if url.port is not None else (443 if url.scheme == "https" else 80)


def _joined(here: httpx.URL, location: str) -> str:
    try:
        return str(here.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise OutboundError(ADDRESS, f"redirected to {location[:100]!r}") from error


@functools.cache
def _certificates() -> ssl.SSLContext:
    """The machine's certificate authorities (where an operator adds the company's own) and Mozilla's."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _within(chunks: Iterator[bytes], max_bytes: int, until: float) -> Iterator[bytes]:
    """The chunks as they come, as long as size and time allow."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > max_bytes:
            raise OutboundError(TOO_LARGE, f"more than {max_bytes} bytes")
        if time.monotonic() > until:
            raise OutboundError(UNREACHABLE, "deadline")
        yield chunk


def _unpacked(chunks: Iterator[bytes], encoding: str, ceiling: int) -> Iterator[bytes]:
    """The chunks without their gzip packing; at most ``ceiling`` bytes come out, however small they went in."""
    if encoding.strip().lower() in {"", "identity"}:
        yield from chunks
        return
    if encoding.strip().lower() not in {"gzip", "x-gzip"}:
        raise OutboundError(BROKEN, f"encoding {encoding[:40]!r}")
    unpacker = zlib.decompressobj(wbits=31)
    size = 0
    for chunk in chunks:
        try:
            out = unpacker.decompress(chunk, ceiling - size + 1)
        except zlib.error as error:
            raise OutboundError(BROKEN, str(error)) from error
        size += len(out)
        if size > ceiling:
            raise OutboundError(TOO_LARGE, f"unpacks to more than {ceiling} bytes")
        yield out
    if not unpacker.eof:
        raise OutboundError(BROKEN, "packed answer ends early")
