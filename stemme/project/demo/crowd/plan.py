"""Who works there, what there is to share, who shared what when. Pure: numbers only, no rows."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate

from stemme.project.demo.crowd.size import CHANNELS, DEPARTMENT, DIVISION, TEAM, Size, log_normal, zipf

LANGUAGES = ("en", "nb", "da", "sv", "de")
PLACES = ("Bergen", "Oslo", "Aarhus", "Hamburg", "Luleå", "Tromsø", "London", "Rotterdam")
STREAMS = 12
TOPICS = 12
#: Days a story can be read; one of twenty-five stays for good. Of 3,000 in two years about 250 are live at a time, as
#: many as benchmarks/bench_feed.py ranks.
LIVE_DAYS, EVERGREEN_SHARE = 30, 0.04
#: Mean days from a story's beginning to its being shared.
_SHARED_AFTER = 6.0
_TRIES = 4


@dataclass(frozen=True, slots=True)
class PlannedTeam:
    """A team; ``above`` is the place of the one above it in the list."""

    name: str
    above: int | None


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody; ``invited`` is a day counted from the first one, or None for who was not invited yet."""

    team: int
    language: str
    place: str
    invited: int | None
    joined: bool


@dataclass(frozen=True, slots=True)
class PlannedStory:
    """A story; ``first`` is a day counted from the first one, ``last`` is None for one that stays."""

    first: int
    last: int | None
    stream: int
    topics: tuple[int, ...]
    kind: str
    language: str


@dataclass(frozen=True, slots=True)
class PlannedShare:
    """Who shared what, where, on which day; people and stories by their places in the lists."""

    person: int
    story: int
    channel: str
    day: int


@dataclass
class Plan:
    """Everything but the clicks, for ``size`` up to ``today`` (the organisation's day)."""

    size: Size
    today: dt.date
    teams: list[PlannedTeam] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.teams = _teams(self.size.people)

    def day(self, number: int) -> dt.date:
        """The date of a day counted from the first one."""
        return self.today - dt.timedelta(days=self.size.days - 1 - number)

    @property
    def last(self) -> int:
        """The number of today."""
        return self.size.days - 1

    @cached_property
    def people(self) -> list[PlannedPerson]:
        """Everybody; teams by lot. Nine of ten are invited, most of them in the first half. The first
        person, who runs the programme, has been in from the first day."""
        chance, leaves = self.size.chance("people"), self.leaves
        weights = log_normal(chance, len(leaves), 0.5)
        teams = chance.choices(leaves, weights, k=self.size.people)
        found = [self._person(chance, team) for team in teams]
        return [replace(found[0], invited=0, joined=True), *found[1:]]

    def _person(self, chance: random.Random, team: int) -> PlannedPerson:
        invited = int(self.last * chance.random() ** 2) if chance.random() < 0.9 else None
        joined = invited is not None and chance.random() < 0.8
        return PlannedPerson(team, chance.choice(LANGUAGES), chance.choice(PLACES), invited, joined)

    @cached_property
    def leaves(self) -> list[int]:
        """Teams that have none below them."""
        above = {team.above for team in self.teams}
        return [number for number in range(len(self.teams)) if number not in above]

    @cached_property
    def stories(self) -> list[PlannedStory]:
        """Evenly over the days, the oldest first."""
        chance = self.size.chance("stories")
        return [self._story(chance, number) for number in range(self.size.stories)]

    def _story(self, chance: random.Random, number: int) -> PlannedStory:
        first = number * self.last // self.size.stories
        stays = chance.random() < EVERGREEN_SHARE
        topics = tuple(sorted(chance.sample(range(TOPICS), chance.randint(1, 2))))
        outside = chance.random() < 0.15
        kind = "outside" if outside else chance.choice(("article", "article", "article", "job", "event", "video"))
        last = None if stays else first + LIVE_DAYS
        return PlannedStory(first, last, chance.randrange(STREAMS), topics, kind, chance.choice(LANGUAGES))

    @cached_property
    def shares(self) -> list[PlannedShare]:
        """Who shared what: people and stories with heavy tails. Nobody shares a story twice on a channel, nor before
        they were invited; such draws are dropped."""
        size, chance = self.size, self.size.chance("shares")
        voices = list(accumulate(log_normal(chance, size.people, 1.5)))
        pull = list(accumulate(log_normal(chance, size.stories, 1.0)))
        stories = chance.choices(range(size.stories), cum_weights=pull, k=size.shares)
        channels = chance.choices(CHANNELS, zipf(len(CHANNELS)), k=size.shares)
        taken: set[tuple[int, int, str]] = set()
        found = []
        for story, channel in zip(stories, channels, strict=True):
            person, day = self._sharer(chance, voices, self.stories[story])
            if person is not None and (person, story, channel) not in taken:
                taken.add((person, story, channel))
                found.append(PlannedShare(person, story, channel, day))
        return found

    def _sharer(self, chance: random.Random, voices: list[float], story: PlannedStory) -> tuple[int | None, int]:
        wait = (
            chance.random() * (self.last - story.first) if story.last is None else chance.expovariate(1 / _SHARED_AFTER)
        )
        day = min(story.first + int(wait), self.last, self.last if story.last is None else story.last)
        for _ in range(_TRIES):
            person = chance.choices(range(len(voices)), cum_weights=voices)[0]
            invited = self.people[person].invited
            if invited is not None and invited <= day:
                return person, day
        return None, day

    def lines(self) -> list[tuple[int, ...]]:
        """For each team its place and those of the teams above it, the nearest first."""
        found: list[tuple[int, ...]] = []
        for number, team in enumerate(self.teams):
            found.append((number, *(found[team.above] if team.above is not None else ())))
        return found


def _teams(people: int) -> list[PlannedTeam]:
    """Divisions, their departments, and teams for all these people. Whoever is above stands before."""
    leaves = max(4, people // TEAM)
    departments = max(2, leaves // DEPARTMENT)
    divisions = max(2, departments // DIVISION)
    found = [PlannedTeam(f"Division {number + 1}", None) for number in range(divisions)]
    found += [PlannedTeam(f"Department {n + 1}", n % divisions) for n in range(departments)]
    return found + [PlannedTeam(f"Team {n + 1}", divisions + n % departments) for n in range(leaves)]
