"""Who was shown what and opened it, and what that and the shares make of taking part. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from stemme.kit.periods import month_start, week_of
from stemme.project.demo.crowd.plan import Plan
from stemme.project.demo.crowd.size import READ_OF_OFFERED
from stemme.stats.buckets import MONTH, WEEK

#: A story is shown within so many days of its beginning.
_SHOWN_WITHIN = 7
#: (grain, first day, place of the person)
Part = tuple[str, dt.date, int]


@dataclass(frozen=True, slots=True)
class StoryDeeds:
    """What happened to one story: who was shown it and who opened it, with the day; who shared it."""

    story: int
    offered: dict[int, int]
    read: dict[int, int]
    sharers: set[int]

    @property
    def involved(self) -> set[int]:
        """Who did anything with it."""
        return self.sharers | self.read.keys()

    def shown_on(self, person: int) -> int:
        """The day a person was shown it; for who came by it otherwise, the last day anybody was."""
        return self.offered.get(person, max(self.offered.values(), default=0))


@dataclass
class TakingPartSums:
    """Reads, saves, shares and first shares of each person in each week and month."""

    sums: dict[Part, list[int]] = field(default_factory=dict)

    def add(self, day: dt.date, person: int, column: int, number: int = 1) -> None:
        """Count a deed of this day."""
        for grain, start in ((MONTH, month_start(day)), (WEEK, week_of(day).first)):
            self.sums.setdefault((grain, start, person), [0, 0, 0, 0])[column] += number


READS, SAVES, SHARES, FIRST_SHARES = range(4)


def story_deeds(plan: Plan) -> Iterator[StoryDeeds]:
    """Each story with what people did. Whoever shared it was shown it, on that day or before."""
    chance, size = plan.size.chance("deeds"), plan.size
    sharing: dict[int, dict[int, int]] = {}
    for share in plan.shares:
        days = sharing.setdefault(share.story, {})
        days[share.person] = min(share.day, days.get(share.person, share.day))
    for number, story in enumerate(plan.stories):
        offered = dict(sharing.get(number, {}))
        read: dict[int, int] = {}
        for person in chance.sample(range(size.people), size.offers_per_story):
            invited = plan.people[person].invited
            day = min(story.first + int(chance.random() * _SHOWN_WITHIN), plan.last)
            if invited is None or invited > day:
                continue
            offered[person] = min(day, offered.get(person, day))
            if chance.random() < READ_OF_OFFERED:
                read[person] = day
        yield StoryDeeds(number, offered, read, set(sharing.get(number, ())))


def count_shares(plan: Plan, sums: TakingPartSums) -> None:
    """Count all shares, and each person's first one."""
    first: dict[int, int] = {}
    for share in plan.shares:
        sums.add(plan.day(share.day), share.person, SHARES)
        first[share.person] = min(share.day, first.get(share.person, share.day))
    for person, day in first.items():
        sums.add(plan.day(day), person, FIRST_SHARES)
