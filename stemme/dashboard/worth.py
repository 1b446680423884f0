"""What is worth a look: short remarks that follow from the figures by rule. Pure; words are put in at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.stats.involvement import STORY_BENCHMARK, Group, Involvement

#: A change of fewer points than this is not worth a remark.
POINTS = 1.0
MOST = 4


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A recent story as the rules see it."""

    title: str
    languages: int
    teams: frozenset[int]
    involvement: Involvement
    sharers: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark: ``kind`` chooses the sentence, the rest fills it in."""

    kind: str
    good: bool
    name: str = ""
    points: float = 0.0
    number: int = 0
    of: int = 0


def remarks(groups: Sequence[Group], stories: Sequence[StoryFacts], *, goal: float) -> list[Remark]:
    """At most four remarks, what needs care before what went well."""
    found = [*_fallen(groups), *_one_language(stories), *_nobody_shared(stories), *_below_goal(groups, goal)]
    return (found + _risen(groups))[:MOST]


def _points(group: Group) -> float | None:
    """The change in percentage points. The number of invited people is taken as it is now."""
    if group.before is None or not group.people or group.overall.rate is None:
        return None
    return group.overall.rate - 100 * group.before / group.people


def _fallen(groups: Sequence[Group]) -> list[Remark]:
    changes = [(points, group) for group in groups if (points := _points(group)) is not None and points <= -POINTS]
    return [Remark("fell", False, group.name, -points) for points, group in sorted(changes, key=lambda c: c[0])[:2]]


def _risen(groups: Sequence[Group]) -> list[Remark]:
    changes = [(points, group) for group in groups if (points := _points(group)) is not None and points >= POINTS]
    return [Remark("rose", True, group.name, points) for points, group in sorted(changes, key=lambda c: -c[0])[:1]]


def _below_goal(groups: Sequence[Group], goal: float) -> list[Remark]:
    low = [g for g in groups if g.overall.rate is not None and g.overall.rate < goal]
    worst = sorted(low, key=lambda g: g.overall.rate or 0.0)[:1]
    return [Remark("below", False, g.name, goal - (g.overall.rate or 0.0)) for g in worst]


def _one_language(stories: Sequence[StoryFacts]) -> list[Remark]:
    low = [s for s in stories if s.involvement.rate is not None and s.involvement.rate < STORY_BENCHMARK]
    single = [s for s in low if s.languages == 1]
    return [Remark("one_language", False, number=len(single), of=len(low))] if len(single) > 1 else []


def _nobody_shared(stories: Sequence[StoryFacts]) -> list[Remark]:
    silent = [s for s in stories if s.involvement.offered and not s.sharers]
    return [Remark("nobody_shared", False, silent[0].title, number=len(silent))] if silent else []
