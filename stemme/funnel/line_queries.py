"""The funnel's lines: by channel, story, campaign or division, what is about few people merged."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.translation import gettext as _

from stemme.funnel.ladder import Line
from stemme.funnel.queries import Asked
from stemme.funnel.wording import channel_name
from stemme.kit.periods import Period, month_of
from stemme.landing.step_queries import Steps, added
from stemme.library.attribute_queries import campaign_names, places_of
from stemme.library.queries import titles
from stemme.links.channel_numbers import CHANNEL_NUMBERS
from stemme.outcomes.tally_queries import sums_by_month
from stemme.people import queries as people
from stemme.stats import queries as stats
from stemme.stats.buckets import STORY
from stemme.stats.involvement import shown
from stemme.stats.large_queries import large_channels, large_stories
from stemme.stats.turnout_queries import divisions_in

MOST_LINES = 12
_MONTHS = 6
_NO_STEPS = Steps()


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
    groups = {story: {story} for story in {*visitors, *taken, *got}}

    def names(stories: Collection[int]) -> dict[int, str]:
        told = titles(here, stories)
        return {story: told[story][1] if story in told else _("A story that is gone") for story in stories}

    return _large_enough(asked, groups, visitors, taken, got, names=names, others=_("Other stories"))


def _by_campaign(asked: Asked) -> list[Line]:
    here = asked.organisation_id
    visitors, taken, got = _of_stories(asked)
    groups: dict[int, set[int]] = {}
    places = places_of(here)  # Of all: thousands of named stories would take longer.
    for story in {*visitors, *taken, *got} & places.keys():
        groups.setdefault(places[story][1] or 0, set()).add(story)

    def names(_campaigns: Collection[int]) -> dict[int, str]:
        return {**campaign_names(here), 0: _("Without a campaign")}

    return _large_enough(asked, groups, visitors, taken, got, names=names, others=_("Other campaigns"))


def _of_stories(asked: Asked) -> tuple[dict[int, int], dict[int, Steps], dict[int, float]]:
    visitors = stats.visitors_by_key(asked.organisation_id, STORY, asked.period)
    taken = {int(story or 0): one for story, one in _steps(asked).items()}
    return visitors, taken, asked.conversions("story")


def _large_enough(
    asked: Asked,
    groups: Mapping[int, Collection[int]],
    visitors: Mapping[int, int],
    taken: Mapping[int, Steps],
    got: Mapping[int, float],
    *,
    names: Callable[[Collection[int]], Mapping[int, str]],
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

    told = {group: [story for story in ids if story in large] for group, ids in groups.items()}
    order = sorted(
        (group for group, stories in told.items() if stories),
        key=lambda group: (
            -sum(got.get(story, 0.0) for story in told[group]),
            -sum(visitors.get(story, 0) for story in told[group]),
            group,
        ),
    )
    shown = order if len(order) < MOST_LINES else order[: MOST_LINES - 1]
    rest = {*visitors, *taken, *got} - {story for group in shown for story in told[group]}
    name = names(shown)
    found = [line(name.get(group, ""), told[group]) for group in shown]
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
