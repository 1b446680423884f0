"""Whose figures a panel of the overview asks for, of when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.kit.periods import Period, midnight, month_of
from stemme.kit.spans import Span
from stemme.library.started_queries import StartedStory, started_stories
from stemme.outcomes import queries as goals
from stemme.outcomes import tally_queries as tallies
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.stats import queries as stats
from stemme.stats import size_queries as sizes
from stemme.stats import spread_queries as spreads
from stemme.stats import turnout_queries as turnout
from stemme.stats.involvement import Group, Involvement, Overall, Spread, shown
from stemme.stats.turnout_queries import Attendance

STORIES = 12
MONTHS_OF_SPREAD = 6


@dataclass(frozen=True)
class Question:
    """Whose figures, of when. What several panels need is read once."""

    organisation: OrganisationRow
    span: Span
    now: dt.datetime

    began: dt.date | None = None

    @cached_property
    def names(self) -> dict[int, str]:
        """The divisions."""
        return people.division_names(self.organisation.id)

    @cached_property
    def attended(self) -> Attendance:
        """Who took part in the stretch."""
        return turnout.attendance(self.organisation.id, self.span.period, self.names)

    @cached_property
    def attended_before(self) -> Attendance:
        """Who took part in the one before."""
        return turnout.attendance(self.organisation.id, self.span.before, self.names)

    @cached_property
    def overall(self) -> Overall:
        """Overall involvement of the stretch."""
        return self.attended.overall

    @cached_property
    def involvement(self) -> dict[int, Involvement]:
        """Of the recent stories that were offered to enough people."""
        return self.enough(stats.story_involvement(self.organisation.id, [story.id for story in self.recent]))

    def enough(self, found: dict[int, Involvement]) -> dict[int, Involvement]:
        """Those that were offered to no fewer people than the floor: a rate of a few would say what each did."""
        return {story: row for story, row in found.items() if row.offered >= self.organisation.group_floor}

    @cached_property
    def days(self) -> dict[dt.date, int]:
        """How many were invited on each day of all that the page shows."""
        first = min(self.months[0].first, self.span.before.first)
        return sizes.invited_each_day(self.organisation.id, Period(first, self.span.period.last))

    def too_few_in(self, period: Period) -> bool:
        """On a day of it fewer were invited than may be shown: a longer stretch less a shorter one would show them."""
        return any(day in period and number < self.organisation.group_floor for day, number in self.days.items())

    @cached_property
    def compared(self) -> bool:
        """Whether the stretch may be compared with the one before it."""
        return self.span.compared and not self.too_few_in(self.span.before)

    @cached_property
    def groups(self) -> list[Group]:
        """The divisions that may be shown."""
        span = self.span
        found = turnout.divisions(
            self.organisation.id, span.period, self.attended, self.attended_before, self.names,
            without_team=_("Without a division"),
        )  # fmt: skip
        return shown(found, floor=self.organisation.group_floor, others=_("Others"))

    @cached_property
    def recent(self) -> list[StartedStory]:
        """The most recent stories at the end of the stretch, oldest first."""
        until = self.end_of(self.span.period.last)
        return started_stories(self.organisation.id, until=until, limit=STORIES)[::-1]

    def end_of(self, last: dt.date) -> dt.datetime:
        """The end of a day; now when it is not over."""
        zone = ZoneInfo(self.organisation.time_zone)
        return min(midnight(last + dt.timedelta(days=1), zone), self.now)

    @cached_property
    def spreads(self) -> list[Spread]:
        """Through whom the visitors came in the stretch, and in the months up to it, the oldest first."""
        return spreads.other_97(self.organisation.id, [self.span.period, *self.months], began=self.began)

    @cached_property
    def months(self) -> list[Period]:
        """The last month of the stretch and those before it, the oldest first."""
        found = [month_of(self.span.period.last)]
        while len(found) < MONTHS_OF_SPREAD:
            found.insert(0, found[0].before())
        return found

    @cached_property
    def goals(self) -> list[GoalRow]:
        """The goals that there are or were."""
        return goals.goals(self.organisation.id)

    @cached_property
    def goals_sum(self) -> dict[tuple[int, int], Sum] | None:
        """What was credited in the stretch, by goal; None when there are no goals."""
        return tallies.sums(self.organisation.id, self.span.period) if self.goals else None
