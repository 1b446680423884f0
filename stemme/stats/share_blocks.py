"""What of the sums of shares is kept, so that no sum or difference of it is about a group of too few people. Pure.

Shares are cut once, into pieces of time (months, where enough is shared) and within each into blocks of at least the
floor's different people. Every row of every longer stretch is a sum of whole blocks, so whatever is added to or taken
from rows of one dimension, whole blocks remain (docs/decisions/0050-suppression.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Set

from stemme.stats import share_sums as by
from stemme.stats.buckets import EVER, MONTH, WEEK
from stemme.stats.share_rests import fit_beside, fit_stories
from stemme.stats.share_sums import (
    ALWAYS,
    OTHERS,
    QUARTER,
    TIME,
    UNCOUNTED,
    WHOLE,
    YEAR,
    Group,
    Stretch,
    Sum,
    Summed,
    Sums,
)
from stemme.stats.share_tables import fit_together

#: Everything, as the sum of what the pieces tell: what pages show. ALWAYS is cut by nothing and only steers.
TOLD = "told"
#: How long a piece may be, the finest first.
GRAINS = (MONTH, QUARTER, YEAR, ALWAYS)
#: Pieces are the finest of which blocks with a name of their own hold so much of what they would in one piece.
_NAMED = 2 / 3
#: Weekdays by part of the day are told where so much of the shares can be; else weekdays and parts each by itself.
_TIMES = 0.8
_TIMED = (by.WEEKDAY, by.PART)


def kept(shares: Summed, *, floor: int) -> dict[Stretch, Sums]:
    """What may be kept of every stretch; stretches of too few people, and those shorter than a piece, are missing."""
    sums = shares.sums
    found = {
        stretch: by.fit_to_be_kept(of, floor=floor) for stretch, of in sums.items() if stretch[0] in (WEEK, ALWAYS)
    }
    if ever := found.get((ALWAYS, EVER)):
        found[ALWAYS, EVER] = fit_stories(ever, shares, floor=floor)
    for (grain, start), blocks in _blocks(shares, found.get((ALWAYS, EVER), {}), floor=floor).items():
        for stretch in _stretches(grain, start):
            longer = found.setdefault(stretch, {})
            for group, part in blocks.items():
                longer.setdefault(group, Sum()).absorb(part, of_another_month=True)
    # All shares since ever would give those of a piece that is left out.
    steering = found.get((ALWAYS, EVER), {})
    for dimension in (WHOLE, UNCOUNTED):
        steering.pop((dimension, ""), None)
        if told := found.get((TOLD, EVER), {}).get((dimension, "")):
            steering[dimension, ""] = told
    return {stretch: of for stretch, of in found.items() if of}


def rows(shares: Summed, *, floor: int) -> Iterator[tuple[str, dt.date, str, str, int, int, int, int, int]]:
    """(grain, start, dimension, key, shares, visitors, squares, posted, visited) of everything that may be kept, in a
    fixed order."""
    for (grain, start), found in sorted(kept(shares, floor=floor).items()):
        for (dimension, key), total in sorted(found.items()):
            counts = total.shares, total.visitors, total.squares, total.posted, total.visited
            yield grain, start, dimension, key, *counts


def _blocks(shares: Summed, ever: Sums, *, floor: int) -> dict[Stretch, Sums]:
    """What each piece tells. ``ever``: groups that other pages tell of since ever."""
    found = {}
    for stretch, of in _pieces(shares.sums, floor=floor).items():
        made = {month: some for month, some in shares.made.items() if stretch in by.stretches_of(month)}
        found[stretch] = fit_together(_told(of, floor=floor), made, shares.stories, floor=floor)
    raw = {stretch: of for stretch, of in shares.sums.items() if stretch[0] in {grain for grain, _start in found}}
    channels = [group for group in sorted(ever) if group[0] == by.CHANNEL and group[1] != OTHERS]
    return fit_beside(found, raw, channels, floor=floor)


def _pieces(sums: Mapping[Stretch, Sums], *, floor: int) -> dict[Stretch, Sums]:
    """The sums of the finest pieces by which not too much loses its name, those of too few people left out."""
    named: dict[str, int] = dict.fromkeys(GRAINS, 0)
    cut: dict[str, dict[Stretch, Sums]] = {grain: {} for grain in GRAINS}
    for stretch, of in sums.items():
        if stretch[0] in named and (blocks := by.fit_to_be_kept(of, floor=floor)):
            cut[stretch[0]][stretch] = of
            named[stretch[0]] += sum(part.shares for group, part in blocks.items() if _counts(*group))
    fine = (cut[grain] for grain in GRAINS if cut[grain] and named[grain] >= _NAMED * named[ALWAYS])
    return next(fine, {})


def _counts(dimension: str, key: str) -> bool:
    """Whether it has a name that readers miss. Hours of single weekdays are too fine to decide for all others."""
    return key != OTHERS and dimension in by.DIMENSIONS and dimension != TIME


def _stretches(grain: str, start: dt.date) -> tuple[Stretch, ...]:
    """The stretches that a piece is part of, and itself."""
    if grain == ALWAYS:
        return ((TOLD, EVER),)
    longer = by.stretches_of(start)[GRAINS.index(grain) : -1]
    return (*longer, (TOLD, EVER))


def _told(piece: Sums, *, floor: int) -> Sums:
    """The blocks of a piece, of all dimensions but the stories'."""
    blocks = by.fit_to_be_kept({group: of for group, of in piece.items() if group[0] != by.STORY}, floor=floor)
    uncounted = piece.get((UNCOUNTED, ""))
    if uncounted and uncounted.different < floor:
        blocks.pop((UNCOUNTED, ""))
    hours = {(*key.split("-"),): of for (dimension, key), of in piece.items() if dimension == TIME}
    return _timed(blocks, hours, piece[WHOLE, ""], floor=floor)


def _timed(blocks: Sums, hours: Mapping[tuple[str, ...], Sum], whole: Sum, *, floor: int) -> Sums:
    """A day less its hours that are told would be the one that is not: so days and parts of the day are sums of the
    hours that are told, or hours of single days are not told."""
    told = {group for group in blocks if group[0] == TIME and group[1] != OTHERS}
    rest = {group: of for group, of in blocks.items() if group[0] not in {TIME, *_TIMED}}
    if sum(blocks[group].shares for group in told) < _TIMES * whole.shares:
        named = [group for group in blocks if group[0] in _TIMED and group[1] != OTHERS]
        named.sort(key=lambda group: (blocks[group].different, blocks[group].shares, group))
        while any(of.different < floor for of in _crossed(hours, set(named)).values()):
            named.pop(0)
        found = _crossed(hours, set(named))
        rest |= {(TIME, OTHERS): whole} if hours else {}
    else:
        keys = [(TIME, OTHERS), *sorted(told)]
        found = {tuple(key.split("-")) if key else (OTHERS, OTHERS): blocks[TIME, key]
                 for _time, key in keys if (TIME, key) in blocks}  # fmt: skip
        rest |= {group: of for group, of in blocks.items() if group[0] == TIME}
    for places, of in found.items():
        for group in zip(_TIMED, places, strict=True):
            rest.setdefault(group, Sum()).absorb(of)
    return rest


def _crossed(hours: Mapping[tuple[str, ...], Sum], named: Set[Group]) -> dict[tuple[str, ...], Sum]:
    """The sums of the hours by day and part, those without a name of their own together."""
    found: dict[tuple[str, ...], Sum] = {}
    for places, of in hours.items():
        pair = tuple(
            place if (dimension, place) in named else OTHERS for dimension, place in zip(_TIMED, places, strict=True)
        )
        found.setdefault(pair, Sum()).absorb(of)
    return found
