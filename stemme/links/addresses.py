"""On which host tracked links live, and which names an organisation may take for them. Pure."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection
from urllib.parse import urlsplit

import idna

#: As long as the column (people.models.Organisation.link_host).
LONGEST_HOST = 120
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
#: Ends that never lead anywhere in the internet (RFC 2606, RFC 6761, RFC 6762, RFC 8375 and common practice).
_INNER_ENDS = frozenset({"localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "invalid"})

EMPTY, WRITTEN_OUT, LETTERS, INNER, LONG, OWN, TAKEN, LED_TO = (
    "empty",
    "written-out",
    "letters",
    "inner",
    "long",
    "own",
    "taken",
    "led-to",
)


class HostError(ValueError):
    """A name that cannot be a domain for links. ``reason`` is one of the keys above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def link_base(link_url: str, link_host: str) -> str:
    """What stands before ``/s/<code>``: the installation's address, or the organisation's own host in its place.

    Scheme and port stay those of the installation: the same server answers, behind the same proxy.
    """
    if not link_host:
        return link_url
    place = urlsplit(link_url)
    return f"{place.scheme}://{link_host}" + (f":{place.port}" if place.port else "")


def checked_host(written: str) -> str:
    """A host name as it is stored: small letters, ASCII (IDN as punycode). Raises HostError."""
    name = written.strip().lower()
    if not name:
        raise HostError(EMPTY)
    if re.search(r"[/:@?#\\\s]", name):
        raise HostError(WRITTEN_OUT)
    name = name.rstrip(".")
    if not name.isascii():
        try:
            name = idna.encode(name, uts46=True, transitional=False).decode()
        except idna.IDNAError:
            raise HostError(LETTERS) from None
    labels = name.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels) or not _decodable(name):
        raise HostError(LETTERS)
    if len(name) > LONGEST_HOST:
        raise HostError(LONG)
    if len(labels) < 2 or labels[-1] in _INNER_ENDS or labels[-1].isdigit() or _is_address(name):
        raise HostError(INNER)
    return name


def _decodable(name: str) -> bool:
    """Punycode that means nothing is a name nobody can register."""
    try:
        if "xn--" in name:
            idna.decode(name)
    except (idna.IDNAError, UnicodeError):
        return False
    return True


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def hosts_of(*, link_url: str, public_url: str, link_hosts: Collection[str]) -> tuple[str, ...]:
    """Hosts no link may lead to: the links' own first, the pages' (behind the door), and the organisations' own.

    With port where the installation has one, and without, because a proxy may stand before it.
    """
    own = [urlsplit(link_url).netloc, urlsplit(public_url).netloc]
    for host in link_hosts:
        own += dict.fromkeys([urlsplit(link_base(link_url, host)).netloc, host])
    return tuple(own)


def dns_record(link_url: str) -> str:
    """What an own domain's DNS entry says to lead here, as in a zone file. An address of numbers cannot be a CNAME."""
    host = urlsplit(link_url).hostname or ""
    if _is_address(host):
        return f"{'AAAA' if ':' in host else 'A'} {host}"
    return f"CNAME {host}."


def readable(host: str) -> str:
    """The name as people write it, for showing beside the ASCII form; the same where that is all there is."""
    try:
        return idna.decode(host) if "xn--" in host else host
    except (idna.IDNAError, UnicodeError):
        return host
