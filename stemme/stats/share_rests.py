"""What is kept back, beside the pages that count visitors when they came. Pure.

The overview, funnel and reports tell what everything and each large channel brought since ever. Less what the pieces
tell of the same, that is what the pieces keep back; and less the stories that have a name there, a stream, domain or
channel is its other stories. Both must be of nobody or of enough people, too (docs/decisions/0050-suppression.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stemme.stats.buckets import EVER
from stemme.stats.combinations import People, Who, different
from stemme.stats.share_sums import (
    ALWAYS,
    CHANNEL,
    LANGUAGE,
    OTHERS,
    STORY,
    WHOLE,
    Group,
    Stretch,
    Sum,
    Summed,
    Sums,
    groups_of_story,
)  # fmt: skip
from stemme.stats.share_tables import merged


@dataclass(slots=True)
class _Part:
    """Of a story, what was shared in a group."""

    shares: int = 0
    people: People = field(default_factory=set)


def fit_beside(
    pieces: Mapping[Stretch, Sums], raw: Mapping[Stretch, Sums], large: Iterable[Group], *, floor: int
) -> dict[Stretch, Sums]:
    """The pieces, of which the smallest is left out, or keeps back a group, while what is kept back is of too few.

    ``raw``: all that was shared in pieces and stretches of their length. ``large``: groups that other pages tell.
    """
    found = dict(pieces)
    while found and _too_few((WHOLE, ""), found, raw, floor):
        del found[_smallest((WHOLE, ""), found)]
    waiting = [*large]
    while waiting:
        group = waiting.pop()
        while _too_few(group, found, raw, floor):
            # Alone in its table it would be everything, which is told.
            places = {stretch: of for stretch, of in found.items() if group in of and _beside(group, of)}
            if not places:
                break
            stretch = _smallest(group, places)
            less = merged(found[stretch], group)
            waiting += [other for other in large if other in found[stretch] and other not in less and other != group]
            found[stretch] = less
    return found


def fit_stories(ever: Sums, shares: Summed, *, floor: int) -> Sums:
    """The sums since ever, in which the smallest story of a group has no name if the group's rest is of too few people.

    A story with a name is of enough people, so one is enough for each of its groups.
    """
    kept, every = dict(ever), shares.sums[ALWAYS, EVER]
    for stories in _stories_of_groups(shares).values():
        rest, inside = set[Who](), list[Group]()
        for story, part in stories.items():
            if (STORY, story) in kept and part.shares == every[STORY, story].shares:
                inside.append((STORY, story))
            else:
                rest |= part.people
        if inside and 0 < different(rest) < floor:
            kept = merged(kept, min(inside, key=lambda story: (every[story].different, every[story].shares, story)))
    return kept


def _stories_of_groups(shares: Summed) -> dict[Group, dict[str, _Part]]:
    """Of each group how often each story was shared in it, and by whom."""
    found: dict[Group, dict[str, _Part]] = {}
    for (dimension, story), of in shares.sums[ALWAYS, EVER].items():
        for group in groups_of_story(shares.stories[int(story)]) if dimension == STORY else ():
            people: People = {*of.people, *((0, number) for number in of.nameless)}
            found.setdefault(group, {})[story] = _Part(of.shares, people)
    for month, made in shares.made.items():
        for number, (channel, language, _time), who in made:
            for group in ((CHANNEL, channel), (LANGUAGE, language)):
                part = found.setdefault(group, {}).setdefault(str(number), _Part())
                part.shares += 1
                part.people.add(who if who >= 0 else (month.toordinal(), who))
    return found


def _too_few(group: Group, pieces: Mapping[Stretch, Sums], raw: Mapping[Stretch, Sums], floor: int) -> bool:
    rest = Sum()
    for stretch, of in raw.items():
        if group in of and group not in pieces.get(stretch, {}):
            rest.absorb(of[group], of_another_month=True)
    return 0 < rest.different < floor


def _smallest(group: Group, pieces: Mapping[Stretch, Sums]) -> Stretch:
    """Where few shares lose their name, first of those where only they lose it."""
    others = group[0], OTHERS
    return min(pieces, key=lambda at: (others not in pieces[at], pieces[at][group].shares, at))


def _beside(group: Group, piece: Sums) -> bool:
    return any(other[0] == group[0] and other != group for other in piece)
