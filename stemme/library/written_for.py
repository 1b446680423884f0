"""For which channel a starting point is written, and how much room it has there. Pure.

Channels and their counting stand above stories; the sharing side tells them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

#: The tabs of the editor, by the key of a channel; "" is any.
ANY = ""
WRITTEN_FOR = (ANY, "linkedin", "facebook", "x", "mail")
#: What is written for one channel also suits these: as short, or as personal.
_SUITS = {"x": frozenset({"x", "bluesky", "mastodon", "threads"})}


@dataclass(frozen=True, slots=True)
class Room:
    """How a channel counts. ``limit``: 0 is unlimited. ``counted_in``: for the page's script, see counting.js of ui."""

    limit: int = 0
    counted_in: str = "characters"
    length: Callable[[str], int] = len


Text = TypeVar("Text")
Source = Callable[[str], Room]
_sources: list[Source] = []


def tell_rooms(source: Source) -> None:
    """Say who knows the channels: the key of one → its room. Called once, when the program starts."""
    _sources[:] = [source]


def room_of(channel: str) -> Room:
    """The room of this channel; for any channel, that of LinkedIn, where most is shared."""
    return next((source(channel or "linkedin") for source in _sources), Room())


def suits(written_for: str, channel: str) -> bool:
    """Whether a text written for one channel can be offered on another.

    >>> suits("x", "bluesky"), suits("mail", "x"), suits("", "x")
    (True, False, True)
    """
    return written_for == ANY or channel in _SUITS.get(written_for, {written_for})


def for_channel(written: Iterable[tuple[str, Text]], channel: str) -> list[Text]:
    """Of (written for, text) those that can be offered there: the ones written for it first, the rest as they come.

    >>> for_channel([("", "a"), ("mail", "b"), ("x", "c"), ("", "d")], "x")
    ['c', 'a', 'd']
    """
    fitting = [(key, text) for key, text in written if suits(key, channel)]
    return [text for key, text in sorted(fitting, key=lambda pair: pair[0] == ANY)]
