"""My impact: what one person's shares did, for that person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.dashboard.spans import Span
from stemme.kit.periods import Period
from stemme.library import queries as library
from stemme.people.viewer import Viewer
from stemme.sharing import queries as sharing
from stemme.stats import queries as stats
from stemme.stats.queries import Figures
from stemme.ui import charts

WEEKS = 12


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One share with what came of it since."""

    title: str
    language: str
    channel: str
    shared_at: dt.datetime
    figures: Figures


def impact(viewer: Viewer, span: Span, *, now: dt.datetime) -> dict[str, Any]:
    """Everything the page shows. A constant number of questions, however many shares there are."""
    org, person = viewer.organisation_id, viewer.person_id
    today = viewer.today(now)
    shares = sharing.shares_of(org, person)
    zone = ZoneInfo(viewer.time_zone)
    days = [(share, share.shared_at.astimezone(zone).date()) for share in shares]
    chosen = [share for share, day in days if span.period is None or day in span.period]
    earlier = sum(day in span.before for _share, day in days) if span.before else None
    figures = stats.person_figures(org, person, span.period)
    before = stats.person_figures(org, person, span.before) if span.before else None
    return {
        "figures": figures,
        "clicks_change": figures.clicks - before.clicks if before else None,
        "visitors_change": figures.visitors - before.visitors if before else None,
        "shares": len(chosen),
        "shares_change": len(chosen) - earlier if earlier is not None else None,
        "ever_shared": bool(shares),
        "lines": _lines(org, chosen),
        "chart": _weeks(viewer, today, [day for _share, day in days]),
    }


def _lines(organisation_id: int, shares: list[sharing.ShareRow]) -> list[ShareLine]:
    titles = library.titles(organisation_id, {share.story_id for share in shares})
    totals = stats.link_totals(organisation_id, [share.link_id for share in shares])
    return [
        ShareLine(
            title=titles.get(share.story_id, ("", ""))[1],
            language=titles.get(share.story_id, ("", ""))[0],
            channel=share.channel_name,
            shared_at=share.shared_at,
            figures=totals.get(share.link_id, stats.NOTHING),
        )
        for share in shares
    ]


def _weeks(viewer: Viewer, today: dt.date, shared_on: list[dt.date]) -> dict[str, Any] | None:
    weeks = stats.person_weeks(viewer.organisation_id, viewer.person_id, today=today, weeks=WEEKS)
    if not any(visitors for _monday, visitors in weeks):
        return None
    names = [_("w%(week)s") % {"week": monday.isocalendar().week} for monday, _visitors in weeks]
    marked = [any(day in Period(monday, monday + dt.timedelta(days=6)) for day in shared_on) for monday, _v in weeks]
    best = max(range(len(weeks)), key=lambda place: weeks[place][1])
    return {
        "chart": charts.line_chart(names, [visitors for _monday, visitors in weeks], marked=marked),
        "first": names[0],
        "last": names[-1],
        "best": names[best],
        "most": weeks[best][1],
    }
