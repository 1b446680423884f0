"""What is usual for one person: their last share against their own earlier ones, their bests. Pure.

A median, since one share that went far would lift a mean over everything that came after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

#: People go on coming for about a week; a younger share is compared with the words "so far".
SETTLED_DAYS = 7
#: Fewer shares than this have no usual.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Brought:
    """One share: how many days ago, where, and how many people came through it."""

    share_id: int
    channel: str
    days: int
    visitors: int


@dataclass(frozen=True, slots=True)
class Last:
    """The newest share against the usual of those before it; ``usual`` is None while there is none."""

    share_id: int
    visitors: int
    usual: int | None
    settled: bool


def last_share(shares: Sequence[Brought]) -> Last | None:
    """The newest of these shares (newest first) against the median of the settled ones before it.

    >>> shares = [Brought(4, "x", 2, 14), Brought(3, "x", 20, 9), Brought(2, "x", 30, 2), Brought(1, "x", 40, 11)]
    >>> last_share(shares)
    Last(share_id=4, visitors=14, usual=9, settled=False)
    """
    if not shares:
        return None
    newest, earlier = shares[0], [share.visitors for share in shares[1:] if share.days >= SETTLED_DAYS]
    usual = _middle(earlier) if len(earlier) >= FEWEST else None
    return Last(newest.share_id, newest.visitors, usual, settled=newest.days >= SETTLED_DAYS)


def best_share(shares: Sequence[Brought]) -> Brought | None:
    """The share that brought most people, the earliest of equals, or None when none brought anybody."""
    found = max(reversed(shares), key=lambda share: share.visitors, default=None)
    return found if found and found.visitors else None


def by_channel(shares: Sequence[Brought]) -> list[tuple[str, int, int]]:
    """(channel, shares, their median of visitors) of channels with enough settled shares, the liveliest first."""
    found: dict[str, list[int]] = {}
    for share in shares:
        if share.days >= SETTLED_DAYS:
            found.setdefault(share.channel, []).append(share.visitors)
    rows = [(channel, len(all_), _middle(all_)) for channel, all_ in found.items() if len(all_) >= FEWEST]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _middle(visitors: Sequence[int]) -> int:
    """The median, halves rounded up: nobody has half a visitor."""
    return int(median(visitors) + 0.5)
