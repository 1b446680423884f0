"""The panels of the overview: one function each, from figures to what the template shows."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from typing import Any

from django.utils import formats

from stemme.dashboard import worth
from stemme.dashboard.spans import change_in_percent
from stemme.dashboard.views.effect_panels import conversions_of, joined, outcomes
from stemme.dashboard.views.question import STORIES, Question
from stemme.library.started_queries import started_ids
from stemme.library.waiting_queries import waiting_for_a_look
from stemme.stats import ladder_queries
from stemme.stats import queries as stats
from stemme.stats.involvement import STORY_BENCHMARK, Group, Involvement, mean_rate
from stemme.stats.part_queries import story_interval
from stemme.ui import charts
from stemme.ui.templatetags.ui import percent
from stemme.ui.windows import House

__all__ = ["PANELS", "Question", "gather"]

log = logging.getLogger(__name__)
#: Hours of the heat map; the few who come at night are named below it.
HOURS = range(6, 23)
_A_MONDAY = dt.date(2024, 1, 1)
Content = dict[str, Any]


def gather(question: Question, panels: dict[str, Callable[[Question], Content]]) -> dict[str, Content]:
    """Every panel's content, with ``failed`` for one that broke: the others appear all the same."""
    found = {}
    for name, panel in panels.items():
        try:
            found[name] = {"failed": False, **panel(question)}
        except Exception:
            log.exception("the panel %s failed", name)
            found[name] = {"failed": True}
    return found


def windows(q: Question) -> Content:
    """The quay: everybody invited is a window, lit for those who took part."""
    overall, groups = (q.division.overall, [q.division]) if q.division else (q.overall, q.groups)
    rate, goal = overall.rate, q.organisation.involvement_goal
    return {
        "overall": overall,
        "reach": q.reach(division=True),
        "floor": q.organisation.group_floor,
        "too_few": q.overall.invited < q.organisation.group_floor or q.too_few_in(q.span.period),
        "grown": q.overall.invited >= q.organisation.group_floor,
        "reached": rate is not None and rate >= goal,
        "houses": [House(g.name, g.people, g.overall.lit) for g in groups],
        "goal": goal / 100,
        "seed": f"{q.organisation.slug} {q.now.date()}",
    }


def ledger(q: Question) -> Content:
    """The key figures, with their change when the stretch is over and there was one before."""
    org, now, before, compared = q.organisation.id, q.span.period, q.span.before, q.compared
    hits, story, here = q.hits, mean_rate(list(q.involvement.values())), q.attended.all
    found: Content = {
        "story": story,
        "story_share": (story or 0.0) / 100,
        "story_between": _as_shares(story_interval(org, q.involvement)),
        "overall_between": _as_shares(q.overall.interval),
        "benchmark_share": STORY_BENCHMARK / 100,
        "overall": q.overall,
        "goal_share": q.organisation.involvement_goal / 100,
        "first": here.first_sharers,
        "hits": hits,
        "visitors": hits.visitors,
        "clicks": hits.clicks,
        "shares": here.shares,
        "ladder": ladder_queries.ladder_of_all(org, q.span.key, now.first),
        "floor": q.organisation.group_floor,
        "story_reach": q.reach(stream=True),
        "reach": q.reach(division=True),
        "whole_reach": q.reach(),
    }
    if compared:
        found["story_change"] = _difference(story, _mean_until(q, before.last))
    if q.division:
        return found | _of_division(q, q.division)
    if not compared:
        return found
    then = q.attended_before
    visitors = change_in_percent(hits.visitors, stats.totals(org, before).visitors)
    return found | {
        "overall_change": _difference(q.overall.rate, then.overall.rate),
        "first_change": here.first_sharers - then.all.first_sharers,
        "visitors_change": visitors,
        "visitors_share": abs(visitors or 0) / 100,
        "shares_change": here.shares - then.all.shares,
    }


def _of_division(q: Question, group: Group) -> Content:
    """What the table of divisions says of one, and nothing besides: so a filter tells nothing that was not told."""
    change = group.change(q.organisation.group_floor) if q.compared else None
    return {
        "overall": group.overall,
        "overall_between": _as_shares(group.overall.interval),
        "overall_change": None if change is None else round(change, 1),
        "first": group.first_timers,
        "visitors": group.visitors,
        "clicks": None,
        "shares": group.shares,
    }


def _as_shares(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return None if interval is None else (interval[0] / 100, interval[1] / 100)


def _difference(now: float | None, before: float | None) -> float | None:
    return None if now is None or before is None else round(now - before, 1)


def _mean_until(q: Question, last: dt.date) -> float | None:
    ids = started_ids(q.organisation.id, until=q.end_of(last), limit=STORIES, stream_id=q.stream)
    return mean_rate(list(q.enough(stats.story_involvement(q.organisation.id, ids)).values()))


def stories(q: Question) -> Content:
    """Involvement of the twelve most recent stories, oldest first, against the benchmark."""
    nothing = Involvement(0, 0)
    told = [(s.title, rate) for s in q.recent if (rate := q.involvement.get(s.id, nothing).rate) is not None]
    if not told:
        return {"reach": q.reach(stream=True), "floor": q.organisation.group_floor}
    chart = charts.bar_chart(
        [title for title, _rate in told],
        [rate for _title, rate in told],
        benchmark=STORY_BENCHMARK,
        write=lambda value: percent(value / 100),
        write_axis=lambda value: percent(value / 100, 0 if value == int(value) else 1),
        write_short=lambda value: formats.number_format(round(value, 1), decimal_pos=1),
    )
    return {"chart": chart, "above": chart.above, "number": len(told), "reach": q.reach(stream=True)}


def spread(q: Question) -> Content:
    """The other 97 %: is the voice spread wide, or carried by a few?"""
    found = q.spreads[0]
    floor = q.organisation.group_floor
    if found.share_of_others is None or not found.may_be_shown(floor):
        return {"reach": q.reach()}
    line = _trend(q)
    return {
        "found": found,
        "reach": q.reach(),
        "outside_wider": found.outside_wider if found.wider_may_be_shown(floor) else None,
        "split": charts.split_bar(found.by_most_active, found.by_others),
        "line": line,
        "first": line.rows[0] if line else None,
        "last": line.rows[-1] if line else None,
    }


def _trend(q: Question) -> charts.LineChart | None:
    floor = q.organisation.group_floor
    shares = [
        None if not found.may_be_shown(floor) or q.too_few_in(month) else found.share_of_others
        for found, month in zip(q.spreads[1:], q.months, strict=True)
    ]
    known = [(month.first, share) for month, share in zip(q.months, shares, strict=True) if share is not None]
    if len(known) < 2:
        return None
    return charts.line_chart(
        [formats.date_format(first, "YEAR_MONTH_FORMAT") for first, _share in known],
        [share for _first, share in known],
        short_labels=[formats.date_format(first, "M") for first, _share in known],
        write=lambda value: percent(value / 100, 0),
        top=80,
        steps=2,
        show_peak=False,
    )


def divisions(q: Question) -> Content:
    """Figures by division; groups below the floor are merged."""
    floor = q.organisation.group_floor
    changes = [group.change(floor) if q.compared else None for group in q.groups]
    rows = [
        {
            "group": group,
            "change": None if change is None else round(change, 1),
            "chosen": group is q.division,
            "conversions": conversions_of(group, q.by_team),
        }
        for group, change in zip(q.groups, changes, strict=True)
    ]
    goal = q.organisation.involvement_goal
    return {"rows": rows, "goal": goal, "goal_share": goal / 100, "floor": floor, "all": _all(q) if rows else None}


def _all(q: Question) -> Content:
    """The last line of the table: everybody."""
    here, then = q.attended.all, q.attended_before.overall if q.compared else None
    return {
        "overall": q.overall,
        "first": here.first_sharers,
        "visitors": q.hits.visitors,
        "conversions": sum(row.conversions for row in (q.goals_sum or {}).values()),
        "change": _difference(q.overall.rate, then.rate) if then else None,
    }


def hours(q: Question) -> Content:
    """When visitors come, by weekday and hour of the organisation's own time; and when the digest goes out."""
    found = stats.busiest_hours(q.organisation.id, q.span.period)
    if not found:
        return {"reach": q.reach()}
    rows = {_weekday(day, "D"): [found.get((day, hour), 0) for hour in HOURS] for day in range(7)}
    day, hour = max(found, key=lambda key: (found[key], key))
    row = q.organisation
    return {
        "heat": charts.heat([f"{h:02}" for h in HOURS], rows, write=lambda value: formats.number_format(int(value))),
        "reach": q.reach(),
        "day": _weekday(day, "l"),
        "hour": dt.time(hour),
        "at_night": sum(number for (_day, hour), number in found.items() if hour not in HOURS),
        "digest_day": _weekday(row.digest_weekday, "l"),
        "digest_time": dt.time(row.digest_hour, row.digest_minute),
    }


def _weekday(day: int, form: str) -> str:
    return str(formats.date_format(_A_MONDAY + dt.timedelta(days=day), form))


def worth_a_look(q: Question) -> Content:
    """Remarks that follow from the figures."""
    ids = [story.id for story in q.recent]
    sharers = stats.sharers_by_story(q.organisation.id, ids)
    facts = [
        worth.StoryFacts(
            s.title, s.language, s.languages, q.involvement.get(s.id, Involvement(0, 0)), sharers.get(s.id, 0)
        )
        for s in q.recent
    ]
    row = q.organisation
    groups = [q.division] if q.division else q.groups
    number, since = waiting_for_a_look(row.id)
    waiting = (number, (q.now - since).days if since else 0)
    found = worth.remarks(
        groups, facts, goal=row.involvement_goal, floor=row.group_floor, compared=q.compared, waiting=waiting
    )
    return {"remarks": found, "reach": q.reach(division=True, stream=True)}


PANELS: dict[str, Callable[[Question], Content]] = {
    "windows": windows,
    "ledger": ledger,
    "outcomes": outcomes,
    "stories": stories,
    "spread": spread,
    "divisions": divisions,
    "joined": joined,
    "hours": hours,
    "worth": worth_a_look,
}
