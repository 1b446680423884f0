"""What is kept back, beside the pages that count visitors when they came. Pure.

The overview, funnel and reports tell what everything and each large channel brought since ever. Less what the pieces
tell of the same, that is what the pieces keep back; and less the stories that have a name there, a stream or domain is
its other stories. Both must be of nobody or of enough people, too (docs/decisions/0050-suppression.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stemme.stats.share_sums import OTHERS, STORY, WHOLE, Attributes, Group, Stretch, Sum, Sums, groups_of_story
from stemme.stats.share_tables import merged


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


def fit_stories(ever: Sums, raw: Sums, stories: Mapping[int, Attributes], *, floor: int) -> Sums:
    """The sums since ever, in which the smallest story of a group has no name if the rest is of too few people.

    ``raw``: the same of every story. A story with a name is enough people, so one is enough for all its groups.
    """
    kept, inside = dict(ever), dict[Group, list[Group]]()
    for dimension, key in sorted(raw):
        for group in groups_of_story(stories[int(key)]) if dimension == STORY else ():
            inside.setdefault(group, []).append((dimension, key))
    for some in inside.values():
        rest, named = Sum(), [story for story in some if story in kept]
        for story in some:
            if story not in kept:
                rest.absorb(raw[story], of_another_month=True)
        if named and 0 < rest.different < floor:
            kept = merged(kept, min(named, key=lambda story: (raw[story].different, raw[story].shares, story)))
    return kept


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
