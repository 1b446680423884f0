"""Addresses of landing pages, made from their names. Pure."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "đ": "d"})
_LONGEST = 80
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")


def slug_of(name: str, *, number: int = 1) -> str:
    """A name as a part of an address, "" when it has no letter or digit of ours; ``number`` tells the second apart.

    >>> slug_of("Wärme aus dem Hafenbecken"), slug_of("Søk jobb!", number=2)
    ('waerme-aus-dem-hafenbecken', 'sok-jobb-2')
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", name).lower().translate(_LETTERS))
    words = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-")
    end = f"-{number}" if number > 1 else ""
    return words[: _LONGEST - len(end)].strip("-") + end if words else ""


def is_slug(text: str) -> bool:
    """Small letters, digits and hyphens between them, at most 80."""
    return len(text) <= _LONGEST and _SLUG.fullmatch(text) is not None
