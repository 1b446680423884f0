"""Which addresses a link is for: the company's mail domains, written by a person, read here. Pure."""

from __future__ import annotations

from collections.abc import Collection

from stemme.people.mail_address import AddressError, normal_address

MOST = 20
_PUBLIC = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com aol.com proton.me "
    "protonmail.com gmx.de gmx.net web.de t-online.de freenet.de online.no yahoo.no hotmail.no live.no mail.dk "
    "hotmail.dk live.dk yahoo.dk telia.com hotmail.se live.se yahoo.se bredband.net"
)
#: Where anybody gets a mailbox: an address there says nothing about who somebody works for.
PUBLIC: frozenset[str] = frozenset(_PUBLIC.split())


class DomainError(ValueError):
    """No usable domain. ``kind``: bad, public or many; ``shown`` is what was written."""

    def __init__(self, kind: str, shown: str = "") -> None:
        super().__init__(kind)
        self.kind, self.shown = kind, shown


def read(written: str) -> tuple[str, ...]:
    """The domains in a text, in ASCII, each once. Raises DomainError.

    >>> read("Nordlys.example, @nordlys-wind.example")
    ('nordlys.example', 'nordlys-wind.example')
    """
    words = written.replace(",", " ").replace(";", " ").split()
    if len(words) > MOST:
        raise DomainError("many")
    found = list(dict.fromkeys(_domain(word) for word in words))
    for domain in found:
        if domain in PUBLIC:
            raise DomainError("public", domain)
    return tuple(found)


def _domain(word: str) -> str:
    try:
        return normal_address(f"x@{word.rpartition('@')[2]}").partition("@")[2]
    except AddressError:
        raise DomainError("bad", word[:80]) from None


def is_work(address: str, domains: Collection[str]) -> bool:
    """Whether a normal address belongs to one of the domains themselves. What lies below a domain may be anybody's."""
    return address.rpartition("@")[2] in domains
