"""Countries whose public holidays somebody can have."""

from __future__ import annotations

from babel import Locale

_CODES = (
    "at", "be", "bg", "ca", "ch", "cz", "de", "dk", "ee", "es", "fi", "fr", "gb", "gr", "hr", "hu", "ie", "in", "is",
    "it", "lt", "lu", "lv", "nl", "no", "pl", "pt", "ro", "se", "si", "sk", "us",
)  # fmt: skip


def country_choices(language: str) -> list[tuple[str, str]]:
    """Code and name in this language, by name."""
    names = Locale.parse(language).territories
    return sorted(((code, names[code.upper()]) for code in _CODES), key=lambda entry: entry[1].casefold())
