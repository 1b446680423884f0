"""Whose figures a panel of the overview asks for, of when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.kit.periods import Period, midnight, month_of
from stemme.kit.spans import Span
from stemme.library.attribute_queries import stream_names
from stemme.library.started_queries import StartedStory, started_stories
from stemme.outcomes import queries as goals
from stemme.outcomes import tally_queries as tallies
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.stats import queries as stats
from stemme.stats import size_queries as sizes
from stemme.stats import spread_queries as spreads
from stemme.stats import turnout_queries as turnout
from stemme.stats.involvement import Group, Involvement, Overall, Spread, shown
from stemme.stats.queries import Figures
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
    #: Of which division and stream, as the address says; empty: of all (filters.py).
    asked_division: str = ""
    asked_stream: str = ""

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
    def hits(self) -> Figures:
        """All hits of the stretch."""
        return stats.totals(self.organisation.id, self.span.period)

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
        return started_stories(self.organisation.id, until=until, limit=STORIES, stream_id=self.stream)[::-1]

    @cached_property
    def division(self) -> Group | None:
        """The group that was asked for, if it may be shown by itself."""
        return next((group for group in self.groups if group_key(group) == self.asked_division), None)

    @cached_property
    def streams(self) -> dict[int, str]:
        """All streams by name."""
        found = stream_names(self.organisation.id)
        return {key: found[key] for key in sorted(found, key=lambda key: (found[key].casefold(), key))}

    @cached_property
    def stream(self) -> int | None:
        """The stream that was asked for, if there is one."""
        return next((key for key in self.streams if str(key) == self.asked_stream), None) if self.asked_stream else None

    @property
    def refused(self) -> bool:
        """What was asked for is too small to be shown, or not there: which of the two is not told."""
        return bool((self.asked_division and self.division is None) or (self.asked_stream and self.stream is None))

    def reach(self, *, division: bool = False, stream: bool = False) -> str:
        """Whose figures a tile or panel has that follows these filters; empty while nothing is filtered."""
        words = []
        if self.division:
            words.append(self.division.name if division else _("all divisions"))
        if self.stream is not None:
            words.append(self.streams[self.stream] if stream else _("all streams"))
        return ", ".join(words)

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
        return self.credited(self.span.period) if self.goals else None

    @cached_property
    def goals_sum_before(self) -> dict[tuple[int, int], Sum]:
        """The same of the stretch before."""
        return self.credited(self.span.before) if self.goals else {}

    @cached_property
    def by_team(self) -> dict[tuple[int, int], Sum]:
        """The same of the stretch by topmost team; 0 is those in none. Without goals tied to what few shared."""
        if not self.goals:
            return {}
        narrow = narrow_goals(self.organisation.id)
        rows = self.credited(self.span.period, dimension="team", keys=[*self.names, 0])
        return {(goal, team): row for (goal, team), row in rows.items() if goal not in narrow}

    def credited(self, period: Period, **more: Any) -> dict[tuple[int, int], Sum]:
        """Named goals: without them SQLite walks through the sums of all time."""
        ids = [goal.id for goal in self.goals]
        return tallies.sums(self.organisation.id, period, goal_ids=ids, **more)


def group_key(group: Group) -> str:
    """What an address calls a group: a division by its id, 0 those in none, and what was merged."""
    return str(group.keys[0]) if len(group.keys) == 1 else "others"
