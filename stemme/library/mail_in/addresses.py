"""The secret address of a stream: ``stream+KEY@in.company.com``, from the installation's one address. Pure."""

from __future__ import annotations

import re

_KEY = re.compile(r"[0-9a-z]{8,40}")


def address_of(key: str, base: str) -> str:
    """The address of the stream with this key; "" when it takes no mail or the installation has no address for it.

    >>> address_of("0123456789ab", "stream@in.company.com")
    'stream+0123456789ab@in.company.com'
    """
    local, at, domain = base.rpartition("@")
    return f"{local}+{key}@{domain}" if key and at else ""


def key_of(address: str, base: str) -> str:
    """The key in an address, "" when it is none of ours.

    >>> key_of("Stream+0123456789AB@In.Company.com", "stream@in.company.com")
    '0123456789ab'
    >>> key_of("stream+0123456789ab@elsewhere.com", "stream@in.company.com")
    ''
    """
    local, at, domain = base.lower().rpartition("@")
    theirs, _, there = address.strip().lower().rpartition("@")
    name, _, key = theirs.partition("+")
    return key if at and there == domain and name == local and _KEY.fullmatch(key) else ""
