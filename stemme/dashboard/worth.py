"""What is worth a look: short remarks that follow from the figures by rule. Pure; words are put in at the edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.stats.involvement import STORY_BENCHMARK, Group, Involvement

#: A change of fewer points than this is not worth a remark.
POINTS = 1.0
MOST = 5


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """A recent story as the rules see it."""

    title: str
    language: str
    languages: int
    involvement: Involvement
    sharers: int


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark: ``kind`` chooses the sentence, the rest fills it in."""

    kind: str
    good: bool
    name: str = ""
    language: str = ""
    points: float = 0.0
    number: int = 0
    of: int = 0


def remarks(
    groups: Sequence[Group], stories: Sequence[StoryFacts], *, goal: float, floor: int, compared: bool,
    waiting: tuple[int, int] = (0, 0),
) -> list[Remark]:  # fmt: skip
    """At most five remarks, what needs care before what went well. ``compared``: changes may be spoken of.
    ``waiting``: how many stories wait for a colleague's look, and the longest for how many days."""
    changes = [(points, g) for g in groups if compared and (points := g.change(floor)) is not None]
    fallen = sorted((c for c in changes if c[0] <= -POINTS), key=lambda c: c[0])[:2]
    risen = sorted((c for c in changes if c[0] >= POINTS), key=lambda c: -c[0])[:1]
    return [
        *(Remark("fell", False, group.name, points=-points) for points, group in fallen),
        *([Remark("waiting", False, number=waiting[0], of=waiting[1])] if waiting[0] else []),
        *_below_goal(groups, goal),
        *_one_language(stories),
        *_nobody_shared(stories),
        *(Remark("rose", True, group.name, points=points) for points, group in risen),
    ][:MOST]


def _below_goal(groups: Sequence[Group], goal: float) -> list[Remark]:
    """The group furthest under the goal."""
    low = sorted((rate, g.name) for g in groups if (rate := g.overall.rate) is not None and rate < goal)
    return [Remark("below", False, name, points=goal - rate) for rate, name in low[:1]]


def _one_language(stories: Sequence[StoryFacts]) -> list[Remark]:
    """Stories below the benchmark that many colleagues could not read in their language."""
    low = [s for s in stories if s.involvement.rate is not None and s.involvement.rate < STORY_BENCHMARK]
    single = [s for s in low if s.languages == 1]
    return [Remark("one_language", False, number=len(single), of=len(low))] if single else []


def _nobody_shared(stories: Sequence[StoryFacts]) -> list[Remark]:
    silent = [s for s in stories if s.involvement.offered and not s.sharers]
    if not silent:
        return []
    return [Remark("nobody_shared", False, silent[0].title, silent[0].language, number=len(silent))]
