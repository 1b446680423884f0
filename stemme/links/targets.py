"""Where a tracked link may lead. Pure.

Browsers read addresses by the WHATWG URL standard and mend a great deal: tabs, backslashes, missing slashes, numbers
as hosts. Whatever needs mending is refused here, so that what was checked is what a browser opens (security.md T-10).
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import quote

import idna

#: Longest address, in characters: what the column holds and every network passes on.
LONGEST = 2000
_DEFAULT_PORTS = {"http": "80", "https": "443"}
_SHAPE = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[^/?#@:\[\]\\%<>|^\s]+)(?::(?P<port>[0-9]{1,5}))?(?P<rest>(?:[/?#].*)?)",
    re.IGNORECASE | re.DOTALL,
)
_FORBIDDEN = re.compile(
    r"[\x00-\x20\x7f-\x9f\\\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\uffff]"
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LOOKS_NUMERIC = re.compile(r"[0-9]+|0x[0-9a-f]*")
#: Kept as they are in path, query and fragment; everything else is percent-encoded.
_KEPT = "!$&'()*+,-./:;=?@_~%[]"


class TargetError(ValueError):
    """An address no link may lead to. ``reason`` is a key: empty, long, characters, scheme, shape, host, port, own."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked_target(written: str, *, own_hosts: Collection[str] = ()) -> str:
    """The address as ASCII, as a browser would open it.

    ``own_hosts`` are hosts with port, as in ``links.example`` or ``127.0.0.1:8001``, that would send visitors in
    circles. Raises TargetError.
    """
    address = written.strip(" \t\r\n")
    if not address:
        raise TargetError("empty")
    if len(address) > LONGEST:
        raise TargetError("long")
    if _FORBIDDEN.search(address):
        raise TargetError("characters")
    match = _SHAPE.fullmatch(address)
    if match is None:
        raise TargetError("shape" if re.match(r"https?:", address, re.IGNORECASE) else "scheme")
    scheme = match["scheme"].lower()
    host = _checked_host(match["host"])
    place = host + _checked_port(match["port"], scheme)
    # ``links.example.`` is ``links.example`` to every browser.
    if host.removesuffix(".") + place[len(host) :] in {own.lower() for own in own_hosts}:
        raise TargetError("own")
    target = f"{scheme}://{place}{_encoded_rest(match['rest'])}"
    if len(target) > LONGEST:
        raise TargetError("long")
    return target


def _checked_host(written: str) -> str:
    if written.startswith("["):
        try:
            return f"[{ipaddress.IPv6Address(written[1:-1]).compressed}]"
        except ValueError:
            raise TargetError("host") from None
    try:
        host = written.lower() if written.isascii() else idna.encode(written, uts46=True, transitional=False).decode()
        if "xn--" in host:
            idna.decode(host)
    except (idna.IDNAError, UnicodeError):
        raise TargetError("host") from None
    labels = host.removesuffix(".").split(".")
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise TargetError("host")
    if _LOOKS_NUMERIC.fullmatch(labels[-1]):
        return _plain_ipv4(host)
    return host


def _plain_ipv4(host: str) -> str:
    """Browsers read ``0x7f.1`` and ``2130706433`` as addresses; only four plain numbers are let through."""
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError:
        raise TargetError("host") from None


def _checked_port(written: str | None, scheme: str) -> str:
    if written is None:
        return ""
    number = int(written)
    if not 0 < number < 65_536:
        raise TargetError("port")
    return "" if str(number) == _DEFAULT_PORTS[scheme] else f":{number}"


def _encoded_rest(rest: str) -> str:
    if not rest.startswith("/"):
        rest = "/" + rest
    before, mark, fragment = rest.partition("#")
    encoded = quote(before, safe=_KEPT)
    return f"{encoded}#{quote(fragment, safe=_KEPT + '#')}" if mark else encoded
