"""What the fillers hand to each other: the plan on paper and the rows made from it."""

from __future__ import annotations

import datetime as dt
import random
from zoneinfo import ZoneInfo

from stemme.links.models import TrackedLink
from stemme.people.models import Organisation, Person, Team
from stemme.project.demo.history import DemoShare, History
from stemme.project.demo.people import DemoPerson, everybody
from stemme.project.demo.stories import DemoStory, all_stories

SLUG = "nordlys"
ZONE = ZoneInfo("Europe/Oslo")
BATCH = 2000


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A time of day in Bergen."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


class Stage:
    """The demo in the making."""

    organisation: Organisation
    #: (division, team or "") → row
    teams: dict[tuple[str, str], Team]
    #: number of the plan → row
    person_of: dict[int, Person]
    #: address before the @ → row
    by_address: dict[str, Person]
    history: History
    links: list[tuple[DemoShare, TrackedLink]]

    def __init__(self, now: dt.datetime) -> None:
        self.now = now
        self.today = now.astimezone(ZONE).date()
        self.draw = random.Random(3)  # noqa: S311 - invented hours, not secrets
        self.plan: list[DemoPerson] = everybody()
        self.stories: list[DemoStory] = all_stories(self.today)

    def time_on(self, day: dt.date, first: int = 7, last: int = 20) -> dt.datetime:
        """Some moment of that day, never later than now."""
        return min(moment(day, self.draw.randint(first, last), self.draw.randint(0, 59)), self.now)
