"""Everything the funnel's page shows, from sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from stemme.funnel import ladder
from stemme.kit.periods import Period
from stemme.landing.step_queries import Steps, steps
from stemme.outcomes import queries as goals
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum, conversions_by_key, sums
from stemme.stats import queries as stats
from stemme.stats.analysis_queries import SharedIn, shared_in
from stemme.stats.queries import Figures

#: Ways to split the funnel.
BY = ("channel", "story", "campaign", "division")
_STEPS_BY = {"channel": "channel", "story": "story", "campaign": "story", "division": "team"}


@dataclass(frozen=True)
class Asked:
    """Whose funnel, of when; for one goal or all; ``model``: how outcomes are credited, None: as each goal says."""

    organisation_id: int
    #: month, quarter or year.
    kind: str
    period: Period
    floor: int
    goal_id: int | None = None
    model: str | None = None
    #: One of BY: what the lines are of.
    by: str = "channel"

    @property
    def goal_ids(self) -> list[int]:
        """For the sums of conversions: with their ids they are found by the index."""
        return [row.id for row in self.all_goals] if self.goal_id is None else [self.goal_id]

    @cached_property
    def narrow(self) -> frozenset[int]:
        """Of these goals those tied to what few shared: no line tells what of them is its own."""
        found = narrow_goals(self.organisation_id, by_story=self.by in ("story", "campaign"))
        return found & frozenset(self.goal_ids)

    @cached_property
    def split_ids(self) -> list[int]:
        """The goals that lines are of."""
        return [goal for goal in self.goal_ids if goal not in self.narrow]

    @cached_property
    def shared(self) -> SharedIn | None:
        """The shares of the period, channels of few people merged."""
        return shared_in(self.organisation_id, self.kind, self.period.first)

    @cached_property
    def all_goals(self) -> list[GoalRow]:
        """Goals of the period, archived ones only where something was counted."""
        return goals.goals(self.organisation_id)

    @cached_property
    def hits(self) -> Figures:
        """All hits of the period."""
        return stats.totals(self.organisation_id, self.period)

    @cached_property
    def credited(self) -> dict[tuple[int, int], Sum]:
        """What was counted for each goal, as a whole (key 0)."""
        every = [row.id for row in self.all_goals]
        return sums(self.organisation_id, self.period, goal_ids=every, model=self.model)

    @property
    def by_goal(self) -> dict[int, Sum]:
        """The same by goal alone."""
        return {goal: one for (goal, _key), one in self.credited.items()}

    @cached_property
    def steps(self) -> Mapping[int | str, Steps]:
        """What visitors did on landing pages by what the lines are of: channel, story, or team of the sharer."""
        by = _STEPS_BY[self.by]
        return steps(self.organisation_id, self.period, by=by, goal_id=self.goal_id, only=("stayed", "confirmed"))

    def conversions(self, dimension: str, keys: Collection[int] | None = None) -> dict[int, float]:
        """Conversions of the chosen goals by key of a dimension; for lines those of ``split_ids``."""
        return conversions_by_key(
            self.organisation_id, self.period, dimension=dimension, model=self.model, keys=keys,
            goal_ids=self.goal_ids if dimension == "voices" else self.split_ids,
        )  # fmt: skip


def numbers_of(asked: Asked) -> dict[str, int]:
    """The steps of the funnel: by landing pages where there are some, else straight from visitors to conversions."""
    here = asked.organisation_id
    found = {ladder.CLICKS: asked.hits.visitors}
    if asked.shared is not None:
        channels = {key: one.shares for key, one in asked.shared.groups.get("channel", {}).items()}
        if reach := ladder.reach_at_most(channels):
            found[ladder.REACH] = reach
    if taken := steps(here, asked.period, goal_id=asked.goal_id).get(0):
        found |= {
            ladder.LANDING: taken.stayed or taken.seen, ladder.FORM: taken.form, ladder.LEADS: taken.confirmed,
            ladder.SALES: taken.sales, ladder.CUSTOMERS: taken.customers,
        }  # fmt: skip
        return {key: number for key, number in found.items() if number or key in (ladder.CLICKS, ladder.LEADS)}
    counted = round(sum(one.conversions for goal, one in asked.by_goal.items() if asked.goal_id in (None, goal)))
    return found | {ladder.CONVERSIONS: counted}


def robots_of(asked: Asked) -> int:
    """How many hits of robots were taken out."""
    return asked.hits.robots


def voices_of(asked: Asked) -> dict[int, float]:
    """Conversions that one, two, or three and more people's links led to."""
    return asked.conversions("voices")


def began(organisation_id: int) -> dt.date | None:
    """The first day with figures."""
    return stats.began(organisation_id)
