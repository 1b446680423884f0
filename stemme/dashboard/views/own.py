"""My impact: what one person's shares did, for that person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.dashboard.spans import OwnSpan
from stemme.kit.periods import Period, last_days, midnight, week_of
from stemme.library import queries as library
from stemme.people.viewer import Viewer
from stemme.sharing import queries as sharing
from stemme.stats import queries as stats
from stemme.stats.queries import Figures
from stemme.ui import charts

WEEKS = 12
#: More shares than this are counted, but not listed one by one.
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share with what came of it since."""

    story_id: int
    title: str
    language: str
    #: Its key; ``channel`` is its name.
    channel_key: str
    channel: str
    day: dt.date
    figures: Figures
    #: The link answers no more: its owner stopped it.
    stopped: bool


def impact(viewer: Viewer, span: OwnSpan, *, now: dt.datetime) -> dict[str, Any]:
    """Everything the page shows. A constant number of questions, however many shares there are."""
    org, person = viewer.organisation_id, viewer.person_id
    zone = ZoneInfo(viewer.time_zone)
    here, before = _moments(span.period, zone), _moments(span.before, zone)
    ever, chosen, earlier = sharing.share_counts(org, person, [None, here, before])
    listed = sharing.shares_of(org, person, within=here, limit=MOST_LINES)
    today = viewer.today(now)
    first_day = last_days(today, 7 * WEEKS).first
    recent = sharing.moments_of_shares(org, person, since=midnight(first_day, zone))
    figures = stats.person_figures(org, person, span.period)
    found = {
        "figures": figures,
        "shares": chosen,
        "ever_shared": ever > 0,
        "lines": _lines(org, [(share, share.shared_at.astimezone(zone).date()) for share in listed]),
        "unlisted": chosen - len(listed),
        "weeks": _weeks(viewer, today, {week_of(at.astimezone(zone).date()).first for at in recent}),
    }
    if span.before is None:
        return found
    past = stats.person_figures(org, person, span.before)
    return found | {
        "clicks_change": figures.clicks - past.clicks,
        "visitors_change": figures.visitors - past.visitors,
        "shares_change": chosen - earlier,
    }


def _moments(period: Period | None, zone: ZoneInfo) -> sharing.Within | None:
    """The beginning of the first day and of the day after the last."""
    if period is None:
        return None
    first, after = period.first, period.last + dt.timedelta(days=1)
    return midnight(first, zone), midnight(after, zone)


def _lines(organisation_id: int, shares: list[tuple[sharing.ShareRow, dt.date]]) -> list[ShareLine]:
    titles = library.titles(organisation_id, {share.story_id for share, _day in shares})
    totals = stats.link_totals(organisation_id, [share.link_id for share, _day in shares])
    return [
        ShareLine(
            language=titles.get(share.story_id, ("", ""))[0],
            title=titles.get(share.story_id, ("", ""))[1],
            story_id=share.story_id,
            channel_key=share.channel,
            channel=share.channel_name,
            stopped=share.stopped,
            day=day,
            figures=totals.get(share.link_id, stats.NOTHING),
        )
        for share, day in shares
    ]


def _weeks(viewer: Viewer, today: dt.date, shared_in: set[dt.date]) -> dict[str, Any] | None:
    """The last twelve weeks, or None when nobody came in them."""
    weeks = stats.person_weeks(viewer.organisation_id, viewer.person_id, today=today, weeks=WEEKS)
    visitors = [number for _monday, number in weeks]
    if not any(visitors):
        return None
    names = [_("w%(week)s") % {"week": monday.isocalendar().week} for monday, _visitors in weeks]
    best = max(range(len(weeks)), key=lambda place: visitors[place])
    marked = [monday in shared_in for monday, _visitors in weeks]
    return {
        "chart": charts.line_chart(names, visitors, marked=marked),
        "first": names[0],
        "last": names[-1],
        "best": names[best],
        "most": visitors[best],
    }
