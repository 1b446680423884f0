"""What a browser calls itself, in two short words: enough to recognise one's own device, and nothing more. Pure."""

from __future__ import annotations

from dataclasses import dataclass

#: The first that is found counts: most browsers name others as well. (mark in the User-Agent, what people call it)
_BROWSERS = (
    ("Edg/", "Edge"),
    ("EdgA/", "Edge"),
    ("EdgiOS/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True, slots=True)
class Device:
    """Names of a browser and a system; empty for what is not known."""

    browser: str
    system: str


def device_of(user_agent: str) -> Device:
    """The device behind a User-Agent. No version, no model: those would be a fingerprint.

    >>> device_of("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    Device(browser='Firefox', system='Windows')
    """
    return Device(_first(user_agent, _BROWSERS), _first(user_agent, _SYSTEMS))


def _first(text: str, marks: tuple[tuple[str, str], ...]) -> str:
    return next((name for mark, name in marks if mark in text), "")
