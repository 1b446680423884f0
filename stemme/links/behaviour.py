"""What several hits together tell: bursts of machines, one's own visits, one visitor again and again. Pure.

A user agent is a claim; mail scanners make it with a plain Chrome string. Behaviour is harder to fake. The rules are
published (/how/counting/, docs/algorithms/counting.md) with the numbers below; where they come from and where they
differ from security.md T-12 is in docs/decisions/0011-judging-after-a-few-seconds.md.

A verdict depends on hits up to a minute before and ten seconds after, and on nothing else: not on when, or in which
portions, the hits are read.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple

from stemme.links.hits import SELF, SUSPECT, Verdict

SCANNER_BURST, ROTATING_AGENTS, TOO_SOON = "scanner-burst", "rotating-agents", "too-soon"
REPEATED, NAMELESS_BURST, OWN_BROWSER = "repeated", "nameless-burst", "own-browser"

_SECOND = 1_000
#: A scanner opens every link of a mail within about ten seconds (algorithms.md 5.2).
BURST_MS = 10 * _SECOND
#: So many different tracked links from one browser within the burst: people read what they open.
BURST_LINKS_OF_A_BROWSER = 4
#: So many from one place, whatever the browsers: twice as many, since an IPv4/24 of a telephone company holds thousands
#: of people. At 0.4 clicks a second in all (10 million in two years, at noon), a tenth of them from one such network,
#: chance fills this window less than once in a hundred thousand hits.
BURST_LINKS_OF_A_PLACE = 8
#: The stretch over which repetition is judged (T-12: "> 30 in 60 s on one link").
MINUTE_MS = 60 * _SECOND
#: More different browsers than this from one place on one link within a minute: not an office that looks at the same
#: story, whose browsers are much alike (Chrome and Safari no longer tell devices apart), but one program with a list.
MOST_BROWSERS = 30
#: More hits than this by one visitor on one link within a minute are not reading any more.
MOST_REPEATS = 30
#: More hits than this without visitor and place ("do not track") on one link within a minute, if they are also more
#: than half of its hits: else the wish not to be tracked would be the way around every other rule.
MOST_NAMELESS = 30
#: Nobody receives, reads and opens a link so quickly after it was made (T-12, algorithms.md 2.5).
TOO_SOON_MS = 2 * _SECOND
#: How far from a hit others can change its verdict.
BEFORE_MS, AFTER_MS = MINUTE_MS, BURST_MS
#: A hit is judged when it is this old: what follows within a burst has then arrived and been stored.
SETTLING_MS = BURST_MS + 2 * _SECOND
#: A moment further ahead than this comes from a clock that jumped: waiting for it would hold everything up.
CLOCKS_DIFFER_MS = 5 * _SECOND


class Arrival(NamedTuple):
    """A hit that its own words made ``human``. Times are milliseconds since 1970.

    ``made`` is when the link was made, None when that is unknown or no longer matters; ``own`` is true when the
    visitor's browser is known to be that of the link's owner.
    """

    id: int
    at: int
    link: int
    visitor: int | None
    place: int | None
    made: int | None = None
    own: bool = False


def is_settled(at: int, *, now: int) -> bool:
    """May a hit of this moment be judged now? So if everything that could change it is there, or its clock is wrong."""
    return at <= now - SETTLING_MS or at > now + CLOCKS_DIFFER_MS


def judge(arrivals: Iterable[Arrival]) -> dict[int, Verdict]:
    """The verdicts, by id, of those that are not human after all. The order of the arrivals does not matter.

    Right for arrivals whose neighbours (``BEFORE_MS``, ``AFTER_MS``) are among them. The first rule that speaks gives
    the reason. One's own visits blame nobody else in the same office.
    """
    ordered = sorted(arrivals, key=lambda one: (one.at, one.id))
    verdicts = {one.id: Verdict(SELF, OWN_BROWSER) for one in ordered if one.own}
    others = [one for one in ordered if not one.own]
    for reason, found in (
        (SCANNER_BURST, _bursts(others)),
        (ROTATING_AGENTS, _rotating(others)),
        (TOO_SOON, _too_soon(others)),
        (REPEATED, _repeated(others)),
        (NAMELESS_BURST, _nameless(others)),
    ):
        for number in found:
            verdicts.setdefault(number, Verdict(SUSPECT, reason))
    return verdicts


def stretches(moments: Iterable[int], *, most: int = 8) -> list[tuple[int, int]]:
    """The stretches of time (both ends included), at most ``most``, that hold the neighbours of these moments."""
    ordered = sorted(set(moments))
    gaps = [(after - before, place) for place, (before, after) in enumerate(itertools.pairwise(ordered), 1)]
    cuts = sorted(place for gap, place in sorted(gaps, reverse=True)[: most - 1] if gap > BEFORE_MS + AFTER_MS)
    parts = [ordered[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(ordered)], strict=True)]
    return [(part[0] - BEFORE_MS, part[-1] + AFTER_MS) for part in parts if part]


def _bursts(ordered: Sequence[Arrival]) -> Iterator[int]:
    """Many different links at once: all hits of the burst, also its first."""
    by_browser = _together(ordered, lambda one: one.visitor)
    yield from _crowded(by_browser, lambda one: one.link, span=BURST_MS, least=BURST_LINKS_OF_A_BROWSER)
    by_place = _together(ordered, lambda one: one.place)
    yield from _crowded(by_place, lambda one: one.link, span=BURST_MS, least=BURST_LINKS_OF_A_PLACE)


def _rotating(ordered: Sequence[Arrival]) -> Iterator[int]:
    """Many different browsers in one place on one link: all hits of the last ten seconds and what follows."""
    groups = _together(ordered, lambda one: None if one.place is None else (one.place, one.link))
    yield from _crowded(groups, lambda one: one.visitor, span=MINUTE_MS, least=MOST_BROWSERS + 1)


def _too_soon(ordered: Sequence[Arrival]) -> Iterator[int]:
    return (one.id for one in ordered if one.made is not None and abs(one.at - one.made) <= TOO_SOON_MS)


def _repeated(ordered: Sequence[Arrival]) -> Iterator[int]:
    """Beyond the first of a minute by one visitor on one link."""
    for group in _together(ordered, lambda one: None if one.visitor is None else (one.visitor, one.link)):
        start = 0
        for place, one in enumerate(group):
            while one.at - group[start].at > MINUTE_MS:
                start += 1
            if place - start >= MOST_REPEATS:
                yield one.id


def _nameless(ordered: Sequence[Arrival]) -> Iterator[int]:
    """Beyond the first of a minute without visitor and place on one link, when they are most of its hits."""
    links = {one.link for one in ordered if _is_nameless(one)}
    for group in _together(ordered, lambda one: one.link if one.link in links else None):
        start = nameless = 0
        for place, one in enumerate(group):
            nameless += _is_nameless(one)
            while one.at - group[start].at > MINUTE_MS:
                nameless -= _is_nameless(group[start])
                start += 1
            if _is_nameless(one) and nameless > MOST_NAMELESS and 2 * nameless > place - start + 1:
                yield one.id


def _is_nameless(one: Arrival) -> bool:
    return one.visitor is None and one.place is None


def _together(ordered: Sequence[Arrival], key: Callable[[Arrival], Hashable | None]) -> Iterable[list[Arrival]]:
    """The arrivals by key, each group in the order of time; without those that have none."""
    groups: dict[Hashable, list[Arrival]] = defaultdict(list)
    for one in ordered:
        name = key(one)
        if name is not None:
            groups[name].append(one)
    return groups.values()


def _crowded(
    groups: Iterable[list[Arrival]], thing: Callable[[Arrival], Hashable], *, span: int, least: int
) -> Iterator[int]:
    """Hits in a stretch of ``span`` that holds at least ``least`` different things, if not older than a burst.

    Older hits of a longer stretch may have been judged, and counted, before the crowd was there.
    """
    for group in groups:
        if len(group) < least:
            continue
        counts: Counter[Hashable] = Counter()
        start = marked = 0
        for place, one in enumerate(group):
            counts[thing(one)] += 1
            while one.at - group[start].at > span:
                gone = thing(group[start])
                counts[gone] -= 1
                if not counts[gone]:
                    del counts[gone]
                start += 1
            if len(counts) >= least:
                recent = range(max(start, marked), place + 1)
                yield from (group[index].id for index in recent if one.at - group[index].at <= AFTER_MS)
                marked = place + 1
