"""Everything the funnel's page shows, from sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from stemme.funnel import ladder
from stemme.funnel.ladder import Line
from stemme.funnel.wording import channel_name
from stemme.kit.periods import Period, month_of
from stemme.landing.step_queries import Steps, added, steps
from stemme.library.attribute_queries import campaign_names, places_of
from stemme.library.queries import titles
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes import queries as goals
from stemme.outcomes.narrow_queries import narrow_goals
from stemme.outcomes.queries import GoalRow
from stemme.outcomes.tally_queries import Sum, sums, sums_by_month
from stemme.people import queries as people
from stemme.stats import queries as stats
from stemme.stats.analysis_queries import SharedIn, shared_in
from stemme.stats.buckets import STORY
from stemme.stats.involvement import shown
from stemme.stats.large_queries import large_channels, large_stories
from stemme.stats.turnout_queries import divisions_in

#: Ways to split the funnel.
BY = ("channel", "story", "campaign", "division")
MOST_LINES = 12
_MONTHS = 6
_STEPS_BY = {"channel": "channel", "story": "story", "campaign": "story", "division": "team"}
_NO_STEPS = Steps()


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
    def by_goal(self) -> dict[int, Sum]:
        """What was counted for each goal."""
        every = [row.id for row in self.all_goals]
        found = sums(self.organisation_id, self.period, goal_ids=every, model=self.model)
        return {goal: one for (goal, _key), one in found.items()}

    @cached_property
    def steps(self) -> Mapping[int | str, Steps]:
        """What visitors did on landing pages by what the lines are of: channel, story, or team of the sharer."""
        by = _STEPS_BY[self.by]
        return steps(self.organisation_id, self.period, by=by, goal_id=self.goal_id)

    def conversions(self, dimension: str, keys: Collection[int] | None = None) -> dict[int, float]:
        """Conversions of the chosen goals by key of a dimension; for lines those of ``split_ids``."""
        found: dict[int, float] = {}
        here = self.goal_ids if dimension == "voices" else self.split_ids
        rows = sums(self.organisation_id, self.period, dimension=dimension, goal_ids=here, model=self.model, keys=keys)
        for (_goal, key), one in rows.items():
            found[key] = found.get(key, 0.0) + one.conversions
        return found


def numbers_of(asked: Asked) -> dict[str, int]:
    """The steps of the funnel: by landing pages where there are some, else straight from visitors to conversions."""
    here = asked.organisation_id
    hits = stats.totals(here, asked.period)
    found = {ladder.CLICKS: hits.visitors}
    if asked.shared is not None:
        channels = {key: one.shares for key, one in asked.shared.groups.get("channel", {}).items()}
        if reach := ladder.reach_at_most(channels):
            found[ladder.REACH] = reach
    if asked.steps:
        taken = added(asked.steps.values())
        found |= {
            ladder.LANDING: taken.stayed or taken.seen, ladder.FORM: taken.form, ladder.LEADS: taken.confirmed,
            ladder.SALES: taken.sales, ladder.CUSTOMERS: taken.customers,
        }  # fmt: skip
        return {key: number for key, number in found.items() if number or key in (ladder.CLICKS, ladder.LEADS)}
    counted = round(sum(one.conversions for goal, one in asked.by_goal.items() if asked.goal_id in (None, goal)))
    return found | {ladder.CONVERSIONS: counted}


def robots_of(asked: Asked) -> int:
    """How many hits of robots were taken out."""
    return stats.totals(asked.organisation_id, asked.period).robots


def voices_of(asked: Asked) -> dict[int, float]:
    """Conversions that one, two, or three and more people's links led to."""
    return asked.conversions("voices")


def lines_of(asked: Asked) -> list[Line]:
    """The funnel by one of BY, the one with most conversions first; what is about few people is merged, and last."""
    lines = _LINES[asked.by](asked)
    if found := sum(asked.by_goal[goal].conversions for goal in asked.narrow & asked.by_goal.keys()):
        lines.append(Line(_("Goals of what few shared"), 0, 0, 0, found))
    return lines


def _steps(asked: Asked) -> Mapping[int | str, Steps]:
    """What visitors did on landing pages, for lines."""
    return {} if asked.goal_id in asked.narrow else asked.steps


def _by_channel(asked: Asked) -> list[Line]:
    here = asked.organisation_id
    visitors = {key: one.visitors for key, one in stats.by_channel(here, asked.period).items()}
    taken = _steps(asked)
    names = {number: key for key, number in CHANNEL_NUMBERS.items()}
    last = sums_by_month(
        here, _last_months(asked.period), dimension="channel", goal_ids=asked.split_ids, model=asked.model
    )
    monthly = [_named(month, names) for month in last]
    got = _named(asked.conversions("channel"), names)
    every = {*visitors, *got, *(str(key) for key in taken)}
    large = large_channels(here)

    def line(name: str, keys: Collection[str]) -> Line:
        return Line(
            name,
            sum(visitors.get(key, 0) for key in keys),
            sum(taken.get(key, _NO_STEPS).stayed for key in keys),
            sum(taken.get(key, _NO_STEPS).confirmed for key in keys),
            sum(got.get(key, 0.0) for key in keys),
            tuple(sum(month.get(key, 0.0) for key in keys) for month in monthly),
        )

    small = every - large
    lines = _sorted(line(str(channel_name(key)), {key}) for key in sorted(every & large))
    return [*lines, line(_("Other channels"), small)] if small else lines


def _named(numbers: Mapping[int, float], names: Mapping[int, str]) -> dict[str, float]:
    found: dict[str, float] = {}
    for number, value in numbers.items():
        key = names.get(number, "")
        found[key] = found.get(key, 0.0) + value
    return found


def _last_months(period: Period) -> list[Period]:
    found = [month_of(period.last)]
    while len(found) < _MONTHS:
        found.insert(0, found[0].before())
    return found


def _by_story(asked: Asked) -> list[Line]:
    here = asked.organisation_id
    visitors, taken, got = _of_stories(asked)
    ids = {*visitors, *taken, *got}
    told = titles(here, ids)
    groups = {(told[story][1] if story in told else _("A story that is gone"), story): {story} for story in ids}
    return _large_enough(asked, groups, visitors, taken, got, others=_("Other stories"))


def _by_campaign(asked: Asked) -> list[Line]:
    here = asked.organisation_id
    visitors, taken, got = _of_stories(asked)
    names = campaign_names(here)
    groups: dict[tuple[str, int], set[int]] = {}
    for story, (_stream, campaign) in places_of(here, {*visitors, *taken, *got}).items():
        name = names.get(campaign, "") if campaign else _("Without a campaign")
        groups.setdefault((name, campaign or 0), set()).add(story)
    return _large_enough(asked, groups, visitors, taken, got, others=_("Other campaigns"))


def _of_stories(asked: Asked) -> tuple[dict[int, int], dict[int, Steps], dict[int, float]]:
    hits = stats.by_key(asked.organisation_id, STORY, asked.period)
    visitors = {story: one.visitors for story, one in hits.items() if one.visitors}
    taken = {int(story or 0): one for story, one in _steps(asked).items()}
    return visitors, taken, asked.conversions("story")


def _large_enough(
    asked: Asked,
    groups: Mapping[tuple[str, int], Collection[int]],
    visitors: Mapping[int, int],
    taken: Mapping[int, Steps],
    got: Mapping[int, float],
    *,
    others: str,
) -> list[Line]:
    """Stories by group, each its stories that enough people shared; all others are one line, the same in every group
    and stretch, so that no difference tells of one of them. What there is no room for is in that line as well: what it
    holds more in one stretch than in another are whole groups that may be told."""
    large = large_stories(asked.organisation_id)

    def line(name: str, stories: Collection[int]) -> Line:
        return Line(
            name,
            sum(visitors.get(story, 0) for story in stories),
            sum(taken.get(story, _NO_STEPS).stayed for story in stories),
            sum(taken.get(story, _NO_STEPS).confirmed for story in stories),
            sum(got.get(story, 0.0) for story in stories),
        )

    told = {place: [story for story in ids if story in large] for place, ids in groups.items()}
    lines = {place: line(place[0], ids) for place, ids in told.items() if ids}
    order = sorted(lines, key=lambda place: _rank(lines[place]))
    shown = order if len(order) < MOST_LINES else order[: MOST_LINES - 1]
    rest = {*visitors, *taken, *got} - {story for place in shown for story in told[place]}
    found = [lines[place] for place in shown]
    return [*found, line(others, rest)] if rest else found


def _by_division(asked: Asked) -> list[Line]:
    here = asked.organisation_id
    groups = shown(
        divisions_in(here, asked.period, without_team=_("Without a division")), floor=asked.floor, others=_("Others")
    )
    got = asked.conversions("team", [key for group in groups for key in group.keys])
    taken = _steps_at_top(asked)
    return _sorted(
        Line(
            group.name,
            group.visitors,
            sum(taken.get(key, _NO_STEPS).stayed for key in group.keys),
            sum(taken.get(key, _NO_STEPS).confirmed for key in group.keys),
            sum(got.get(key, 0.0) for key in group.keys),
        )
        for group in groups
    )


def _steps_at_top(asked: Asked) -> dict[int, Steps]:
    """Steps by topmost team; 0 is those in none."""
    lines = people.team_lines(asked.organisation_id)
    found: dict[int, list[Steps]] = {}
    for team, one in _steps(asked).items():
        found.setdefault(lines.get(int(team or 0), (0,))[-1], []).append(one)
    return {top: added(many) for top, many in found.items()}


def _sorted(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=_rank)


def _rank(line: Line) -> tuple[float, int, str]:
    return -line.conversions, -line.visitors, line.name


_LINES: dict[str, Callable[[Asked], list[Line]]] = {
    "channel": _by_channel, "story": _by_story, "campaign": _by_campaign, "division": _by_division,
}  # fmt: skip


def began(organisation_id: int) -> dt.date | None:
    """The first day with figures."""
    return stats.began(organisation_id)
