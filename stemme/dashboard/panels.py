"""The panels of the overview: one function each, from figures to what the template shows."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import gettext as _

from stemme.dashboard import worth
from stemme.dashboard.spans import Span, change_in_percent, whole_months
from stemme.kit.periods import Period, month_of
from stemme.library import queries as library
from stemme.people.queries import OrganisationRow
from stemme.stats import queries as stats
from stemme.stats.involvement import STORY_BENCHMARK, Group, Involvement, mean_rate, shown
from stemme.ui import charts
from stemme.ui.templatetags.ui import percent
from stemme.ui.windows import House

log = logging.getLogger(__name__)
STORIES = 12
MONTHS_OF_SPREAD = 6
#: Hours in which hardly anybody clicks are left out of the heat map.
HOURS = range(6, 23)


@dataclass(frozen=True, slots=True)
class Question:
    """Whose figures, of when. ``months`` are the whole months of the span, ``earlier`` those before."""

    organisation: OrganisationRow
    span: Span
    today: dt.date

    @property
    def period(self) -> Period:
        """The stretch that is shown."""
        assert self.span.period is not None
        return self.span.period

    @property
    def months(self) -> Period:
        """Its whole months: taking part is counted by month."""
        return whole_months(self.period)

    @property
    def earlier(self) -> Period:
        """The stretch it is compared with."""
        assert self.span.before is not None
        return self.span.before


def gather(question: Question, panels: dict[str, Callable[[Question], Any]]) -> dict[str, Any]:
    """Every panel's content, or None for one that failed: the others appear all the same."""
    found = {}
    for name, panel in panels.items():
        try:
            found[name] = panel(question)
        except Exception:
            log.exception("the panel %s failed", name)
            found[name] = None
    return found


def windows(q: Question) -> dict[str, Any]:
    """The quay: everybody invited is a window, lit for those who took part."""
    overall = stats.involvement(q.organisation.id, q.months)
    groups = _shown_groups(q)
    return {
        "overall": overall,
        "reached": overall.rate is not None and overall.rate >= q.organisation.involvement_goal,
        "houses": [House(g.name, g.people, min(g.took_part, g.people)) for g in groups],
        "goal": q.organisation.involvement_goal / 100,
        "seed": f"{q.organisation.slug} {q.today}",
    }


def ledger(q: Question) -> dict[str, Any]:
    """The key figures with their change."""
    org, now, before = q.organisation.id, q.period, q.earlier
    overall, overall_before = stats.involvement(org, q.months), stats.involvement(org, whole_months(before))
    hits, hits_before = stats.totals(org, now), stats.totals(org, before)
    story, story_before = _mean_of_recent(q, now.last), _mean_of_recent(q, before.last)
    first, first_before = stats.first_sharers(org, q.months), stats.first_sharers(org, whole_months(before))
    shares, shares_before = stats.shares(org, q.months), stats.shares(org, whole_months(before))
    return {
        "story": story,
        "story_change": _difference(story, story_before),
        "story_share": (story or 0.0) / 100,
        "benchmark_share": STORY_BENCHMARK / 100,
        "overall": overall,
        "overall_change": _difference(overall.rate, overall_before.rate),
        "goal_share": q.organisation.involvement_goal / 100,
        "first": first,
        "first_change": first - first_before,
        "hits": hits,
        "visitors_change": change_in_percent(hits.visitors, hits_before.visitors),
        "shares": shares,
        "shares_change": shares - shares_before,
    }


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else round(now - before, 1)


def _recent(q: Question, last: dt.date) -> list[library.StartedStory]:
    zone = ZoneInfo(q.organisation.time_zone)
    until = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    return library.started_stories(q.organisation.id, until=until, limit=STORIES)


def _mean_of_recent(q: Question, last: dt.date) -> float | None:
    figures = stats.story_involvement(q.organisation.id, [story.id for story in _recent(q, last)])
    return mean_rate(list(figures.values()))


def stories(q: Question) -> dict[str, Any] | None:
    """Involvement of the twelve most recent stories, oldest first, against the benchmark."""
    recent = list(reversed(_recent(q, q.today)))
    figures = stats.story_involvement(q.organisation.id, [story.id for story in recent])
    told = [
        (story.title, rate) for story in recent if (rate := figures.get(story.id, Involvement(0, 0)).rate) is not None
    ]
    if not told:
        return None
    chart = charts.bar_chart(
        [title for title, _rate in told],
        [rate for _title, rate in told],
        benchmark=STORY_BENCHMARK,
        write=lambda value: percent(value / 100),
        write_axis=lambda value: percent(value / 100, 0 if value == int(value) else 1),
        write_short=lambda value: formats.number_format(round(value, 1), decimal_pos=1),
    )
    return {"chart": chart, "above": chart.above, "number": len(told)}


def spread(q: Question) -> dict[str, Any] | None:
    """The other 97 %: is the voice spread wide, or carried by a few?"""
    found = stats.other_97(q.organisation.id, q.months)
    if found.share_of_others is None or found.most_active + found.others < q.organisation.group_floor:
        return None
    months = [month_of(q.months.last)]
    while len(months) < MONTHS_OF_SPREAD:
        months.append(months[-1].before())
    trend = [(month, stats.other_97(q.organisation.id, month).share_of_others) for month in reversed(months)]
    known = [(month, share) for month, share in trend if share is not None]
    line = None
    if len(known) > 1:
        line = charts.line_chart(
            [formats.date_format(month.first, "F Y") for month, _share in known],
            [share for _month, share in known],
            short_labels=[formats.date_format(month.first, "M") for month, _share in known],
            write=lambda value: percent(value / 100, 0),
            top=80,
            steps=2,
            show_peak=False,
        )
    return {"found": found, "split": charts.split_bar(found.by_most_active, found.by_others), "line": line}


def divisions(q: Question) -> dict[str, Any]:
    """Figures by division; groups below the floor are merged."""
    groups = _shown_groups(q)
    rows = [
        {
            "group": group,
            "rate": group.overall.rate,
            "change": None if group.before is None or not group.people
            else round((group.overall.rate or 0.0) - 100 * group.before / group.people, 1),
        }
        for group in groups
    ]  # fmt: skip
    return {"rows": rows, "goal": q.organisation.involvement_goal, "floor": q.organisation.group_floor}


def _shown_groups(q: Question) -> list[Group]:
    groups = stats.divisions(q.organisation.id, q.months)
    return shown(groups, floor=q.organisation.group_floor, others=_("Others"))


def hours(q: Question) -> dict[str, Any] | None:
    """When visitors come, by weekday and hour of the organisation's own time."""
    found = stats.busiest_hours(q.organisation.id, q.period)
    if not found:
        return None
    monday = dt.date(2024, 1, 1)
    rows = {
        formats.date_format(monday + dt.timedelta(days=day), "D"): [found.get((day, hour), 0) for hour in HOURS]
        for day in range(7)
    }
    day, hour = max(found, key=lambda key: (found[key], key))
    return {
        "heat": charts.heat(
            [f"{hour:02}" for hour in HOURS], rows, write=lambda value: formats.number_format(int(value))
        ),
        "day": formats.date_format(monday + dt.timedelta(days=day), "l"),
        "hour": dt.time(hour),
    }


def worth_a_look(q: Question) -> list[worth.Remark]:
    """Remarks that follow from the figures."""
    recent = _recent(q, q.today)
    ids = [story.id for story in recent]
    figures, sharers = stats.story_involvement(q.organisation.id, ids), stats.sharers_by_story(q.organisation.id, ids)
    facts = [
        worth.StoryFacts(s.title, s.languages, s.team_ids, figures.get(s.id, Involvement(0, 0)), sharers.get(s.id, 0))
        for s in recent
    ]
    return worth.remarks(_shown_groups(q), facts, goal=q.organisation.involvement_goal)


PANELS: dict[str, Callable[[Question], Any]] = {
    "windows": windows,
    "ledger": ledger,
    "stories": stories,
    "spread": spread,
    "divisions": divisions,
    "hours": hours,
    "worth": worth_a_look,
}
