"""An invented house with stories that live for days: what films cannot show. The same seed gives the same house.

240 people in six departments, eight topics, 150 days. A person has tastes: their department's, and some of their own.
Seven stories come a day: news (a third of its worth is left after six days, and it is over after 21), jobs (until a
deadline some weeks away) and stories that keep (90 days). A story has a worth of its own that nobody can read off it.
People look at what is there at random, some daily, most now and then, open some and share some: that is what the
ranking knows. A fifth arrives at the very end and has done nothing; half of all follow topics, not always the ones they
like most.

What somebody is *going* to like is drawn from the same tastes, for every story that is live and they have not shared,
so no ranking makes its own truth. The chance is a product of taste, worth and freshness; the product's score is a sum
of other things, and knows neither tastes nor worth.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from dataclasses import dataclass, replace

from stemme.feed.items import Item, Reader
from stemme.feed.likeness import About
from stemme.feed.popularity import Faded, Seen, faded
from stemme.feed.ranking import OPENED, SHARED, memory
from stemme.library.audience import Audience
from tests.evaluation.measures import RECENT_DAYS, Moment, Occasion

PEOPLE, DEPARTMENTS, DAYS, A_DAY = 240, 6, 150, 7
TOPICS = ("wind", "grid", "heat", "people", "safety", "research", "customers", "sea")
#: The days at which lists are made: the last fifth of the time.
MOMENTS = (121, 128, 135, 142, 149)
#: Who arrives so late has done nothing before the first list.
COLD_FROM = 0.8
_START = dt.datetime(2026, 1, 5, 7, tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
_SYLLABLES = (
    "kraft",
    "vind",
    "mast",
    "kabel",
    "skip",
    "lys",
    "ring",
    "verk",
    "dal",
    "fjord",
    "strøm",
    "hav",
    "bru",
    "nett",
)
_NEWS, _JOB, _KEEPS = "news", "job", "keeps"


@dataclass(frozen=True, slots=True)
class _Story:
    item: Item
    about: About
    kind: str
    topics: tuple[str, ...]
    born: int
    ends: int
    worth: float


@dataclass(frozen=True, slots=True)
class _Person:
    id: int
    department: int
    tastes: dict[str, float]
    follows: frozenset[str]
    #: Chance to look on a day.
    looks: float
    arrives: int


class House:
    """Everything that happened; ``moments`` are the lists to be made."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = {topic: [self._word() for _ in range(30)] for topic in TOPICS}
        self._plain = [self._word() for _ in range(120)]
        self.stories = [self._story(number) for number in range(DAYS * A_DAY)]
        self.people = [self._person(number) for number in range(PEOPLE)]
        #: (person, story) → day; shown is what they looked at.
        self.shown: dict[tuple[int, int], int] = {}
        self.opened: dict[tuple[int, int], int] = {}
        self.shared: dict[tuple[int, int], int] = {}
        for day in range(DAYS):
            self._live(day)

    def _word(self) -> str:
        return "".join(self._chance.sample(_SYLLABLES, self._chance.choice((2, 2, 3))))

    def _story(self, number: int) -> _Story:
        chance, born = self._chance, number // A_DAY
        kind = chance.choices((_NEWS, _JOB, _KEEPS), (70, 15, 15))[0]
        ends = born + {_NEWS: 21, _JOB: chance.randint(14, 42), _KEEPS: 90}[kind]
        topics = tuple(chance.sample(TOPICS, chance.choice((1, 1, 2))))
        words = [chance.choice(self._words[topic]) for topic in topics for _ in range(3)]
        title = " ".join(chance.sample([*words, *chance.sample(self._plain, 4)], len(words) + 4))
        department = chance.randrange(DEPARTMENTS) if chance.random() < 0.15 else None
        stream = chance.randrange(7)
        item = Item(
            id=number + 1,
            stream=f"stream {stream}",
            outside=stream == 0,
            job=kind == _JOB,
            evergreen=kind == _KEEPS,
            priority=0,
            audience=Audience(frozenset() if department is None else frozenset({department + 1})),
            languages=("nb",),
            topics=frozenset(topics),
            starts_at=_START + born * _DAY,
            ends_at=_START + ends * _DAY,
        )
        worth = chance.lognormvariate(-0.4, 0.9)
        return _Story(item, About(item.id, tuple(sorted(topics)), (title,)), kind, topics, born, ends, worth)

    def _person(self, number: int) -> _Person:
        chance, department = self._chance, number % DEPARTMENTS
        tastes = {topic: chance.gammavariate(0.35, 1.0) for topic in TOPICS}
        for near in (department, department + 1):
            tastes[TOPICS[near % len(TOPICS)]] += 0.7
        whole = sum(tastes.values())
        tastes = {topic: value / whole for topic, value in tastes.items()}
        liked = sorted(TOPICS, key=lambda topic: -tastes[topic] * chance.uniform(0.5, 1.5))
        follows = frozenset(liked[: chance.randint(1, 2)]) if chance.random() < 0.5 else frozenset()
        arrives = MOMENTS[0] if chance.random() > COLD_FROM else 0
        return _Person(number, department, tastes, follows, min(chance.lognormvariate(-1.9, 0.8), 0.9), arrives)

    def likes(self, person: _Person, story: _Story, day: int) -> float:
        """The chance that the person shares the story on this day, once they look at it."""
        age = day - story.born
        fresh = {_NEWS: 2 ** (-age / 4), _JOB: 1.0, _KEEPS: 0.7}[story.kind]
        taste = max(person.tastes[topic] for topic in story.topics)
        return min(0.6 * taste * story.worth * fresh, 0.9)

    def _live(self, day: int) -> None:
        live = self._live_on(day)
        for person in self.people:
            if self._chance.random() < person.looks:
                for story in self._chance.sample(live, min(12, len(live))):
                    key = (person.id, story.item.id)
                    if key in self.shown or not self._reaches(person, story):
                        continue
                    self.shown[key] = day
                    wish = self.likes(person, story, day)
                    if person.arrives <= day and self._chance.random() < min(2.5 * wish, 1.0):
                        self.opened[key] = day
                        if self._chance.random() < 0.4:
                            self.shared[key] = day

    def _live_on(self, day: int) -> list[_Story]:
        return [story for story in self.stories if story.born <= day < story.ends]

    @staticmethod
    def _reaches(person: _Person, story: _Story) -> bool:
        line = (person.department + 1,)
        return story.item.audience.reaches(team_line=line, language="nb", place="")

    def moments(self) -> list[Moment]:
        """The lists of the last fifth; who looks at all on that day or the next gets one."""
        return [self._moment(day) for day in MOMENTS]

    def _moment(self, day: int) -> Moment:
        live = self._live_on(day)
        known = {story.item.id for story in live}
        sums = _Sums(self, day, known)
        chance = random.Random(day)
        occasions = []
        for person in self.people:
            done = frozenset(s for (who, s), on in self.shared.items() if who == person.id and on < day)
            relevant = frozenset(
                story.item.id
                for story in live
                if self._reaches(person, story)
                and story.item.id not in done
                and chance.random() < self.likes(person, story, day)
            )
            if relevant and chance.random() < 0.5:
                acts = sums.acts.get(person.id, [])
                reader = Reader(
                    language="nb",
                    place="",
                    team_line=(person.department + 1,),
                    topics=person.follows,
                    history=memory(acts),
                    done=done,
                    division=sums.divisions[person.department],
                )
                occasions.append(Occasion(reader, relevant, bool(acts), day * PEOPLE + person.id))
        return Moment(
            now=_START + day * _DAY,
            items=[sums.item(story) for story in live],
            about=[story.about for story in live],
            past=[story.about for story in self.stories if story.born < day and story.item.id not in known],
            shares=sums.shares,
            recent=sums.recent,
            occasions=occasions,
        )


class _Sums:
    """What the product would know on the morning of a day."""

    def __init__(self, house: House, day: int, live: set[int]) -> None:
        self.shares: dict[int, float] = defaultdict(float)
        self.recent: dict[int, float] = defaultdict(float)
        self.acts: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
        views: dict[int, int] = defaultdict(int)
        parts: dict[tuple[int, int, str], float] = defaultdict(float)
        for what, deeds in (("views", house.shown), ("shares", house.shared)):
            for (person, story), on in deeds.items():
                if on < day and story in live:
                    for group in (-1, house.people[person].department):
                        parts[group, story, what] += faded(day - on)
                    if what == "shares":
                        self.shares[story] += 1
                        self.recent[story] += 2 ** (-(day - on) / RECENT_DAYS)
                    else:
                        views[story] += 1
        for weight, deeds in ((OPENED, house.opened), (SHARED, house.shared)):
            for (person, story), on in deeds.items():
                if on < day:
                    self.acts[person].append((story, weight, float(day - on)))
        self._views = views
        self._lately = {s: Faded(parts[-1, s, "views"], parts[-1, s, "shares"]) for s in live}
        self.divisions = [
            {s: Faded(parts[d, s, "views"], parts[d, s, "shares"]) for s in live} for d in range(DEPARTMENTS)
        ]

    def item(self, story: _Story) -> Item:
        """The story with its figures."""
        seen = Seen(self._views.get(story.item.id, 0), int(self.shares.get(story.item.id, 0)))
        return replace(story.item, seen=seen, lately=self._lately[story.item.id])
