"""The feed as it was read, before anything in it is believed. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class RawItem:
    """An entry's own words. ``html`` is the longest text there is, ``short`` the summary."""

    id: str = ""
    title: str = ""
    link: str = ""
    short: str = ""
    html: str = ""
    author: str = ""
    image: str = ""
    language: str = ""
    published: str = ""
    kind: str = ""
    place: str = ""
    #: Until when one may apply.
    expires: str = ""


@dataclass(slots=True)
class RawFeed:
    """The feed's own words and its entries."""

    title: str = ""
    link: str = ""
    language: str = ""
    #: How often it wants to be asked, in minutes; 0 when it does not say.
    every: int = 0
    entries: list[RawItem] = field(default_factory=list)
