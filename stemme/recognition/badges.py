"""One's own firsts and bests, each a question to one's own deeds. Pure; only the person sees the answers.

A badge is never about how many shares: the second share of a kind changes nothing.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

#: Before so many shares there is no usual to compare with.
SHARES_FOR_USUAL = 3


@dataclass(frozen=True, slots=True)
class ShareDeed:
    """One share: the day, where, in words of one's own or not, and how many visitors it brought."""

    day: dt.date
    channel: str
    own_words: bool
    visitors: int = 0


@dataclass(frozen=True, slots=True)
class Deeds:
    """What one person did, as far as it is kept (twelve months).

    ``from_the_start``: the first share ever is among them, so first days are first days.
    """

    shares: tuple[ShareDeed, ...] = ()
    first_read: dt.date | None = None
    #: Visitors by day, over all own shares.
    visitors_on: Mapping[dt.date, int] = field(default_factory=dict)
    helped_on: tuple[dt.date, ...] = ()
    from_the_start: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """A first: reached or open. ``day`` is None while it is open, and when it is longer ago than is kept."""

    key: str
    reached: bool
    day: dt.date | None


def _first_share(deeds: Deeds) -> dt.date | None:
    return min((share.day for share in deeds.shares), default=None)


def _own_words(deeds: Deeds) -> dt.date | None:
    return min((share.day for share in deeds.shares if share.own_words), default=None)


def _visitor(deeds: Deeds) -> dt.date | None:
    return min((day for day, visitors in deeds.visitors_on.items() if visitors > 0), default=None)


def _other_channel(deeds: Deeds) -> dt.date | None:
    first_on: dict[str, dt.date] = {}
    for share in sorted(deeds.shares, key=lambda share: share.day):
        first_on.setdefault(share.channel, share.day)
    return sorted(first_on.values())[1] if len(first_on) > 1 else None


def _helped(deeds: Deeds) -> dt.date | None:
    return min(deeds.helped_on, default=None)


#: In the order in which the page shows them. Each gives the day on which it came true, or None.
BADGES: Mapping[str, Callable[[Deeds], dt.date | None]] = {
    "first_share": _first_share,
    "own_words": _own_words,
    "visitor": _visitor,
    "other_channel": _other_channel,
    "helped": _helped,
}
#: Known by its own fact, so its day is certain however long ago the first share was.
_ALWAYS_DATED = frozenset({"helped"})


def badges_of(deeds: Deeds) -> list[Badge]:
    """All firsts, reached or open."""
    found = []
    for key, question in BADGES.items():
        day = question(deeds)
        dated = deeds.from_the_start or key in _ALWAYS_DATED
        found.append(Badge(key, day is not None, day if dated else None))
    return found


def steps_since(deeds: Deeds, first: dt.date) -> int:
    """How many firsts came true on or after ``first``: what the board of first steps counts. At most one of a kind.

    Of somebody whose beginning is not kept any more, only what is dated for certain counts.
    """
    return sum(1 for badge in badges_of(deeds) if badge.day is not None and badge.day >= first)


@dataclass(frozen=True, slots=True)
class Best:
    """The most visitors that one share brought, and what is usual for this person (the median of the others)."""

    visitors: int
    usual: float


def personal_best(deeds: Deeds) -> Best | None:
    """One's best share against one's own usual; None before there is a usual, or when it is no better."""
    if len(deeds.shares) < SHARES_FOR_USUAL:
        return None
    counts = sorted(share.visitors for share in deeds.shares)
    usual = float(statistics.median(counts[:-1]))
    return Best(counts[-1], usual) if counts[-1] > usual else None
