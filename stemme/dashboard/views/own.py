"""My impact: what one person's shares did, for that person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from stemme.dashboard import usual
from stemme.dashboard.spans import OwnSpan
from stemme.dashboard.usual import Brought
from stemme.kit.periods import Period, last_days, midnight, month_start, week_of
from stemme.landing.leads.queries import thanks_for
from stemme.library import queries as library
from stemme.outcomes import queries as goals
from stemme.outcomes import tally_queries as tallies
from stemme.people.viewer import Viewer
from stemme.reactions import queries as reactions
from stemme.reactions.queries import Fetched
from stemme.scores import queries as scores
from stemme.sharing import queries as sharing
from stemme.sharing import reaction_queries
from stemme.sharing.channels import BY_KEY
from stemme.sharing.queries import ShareRow
from stemme.sharing.reaction_queries import Reported
from stemme.stats import ladder_queries
from stemme.stats import queries as stats
from stemme.stats.queries import Figures
from stemme.ui import charts

WEEKS = 12
#: No figure is older than the product.
_EARLIEST = dt.date(2020, 1, 1)
#: More shares than this are counted, but not listed one by one.
MOST_LINES = 100
#: So many of the newest shares say what is usual, and which was the best.
REMEMBERED = 200


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
    #: Whether its owner says that they posted it; None when they have not said.
    posted: bool | None
    #: What its owner typed in about it.
    reported: Reported | None
    #: What the network says about it in public, which then counts instead.
    fetched: Fetched | None


def impact(viewer: Viewer, span: OwnSpan, *, now: dt.datetime) -> dict[str, Any]:
    """Everything the page shows. A constant number of questions, however many shares there are."""
    org, person = viewer.organisation_id, viewer.person_id
    zone = ZoneInfo(viewer.time_zone)
    here, before = _moments(span.period, zone), _moments(span.before, zone)
    ever, chosen, earlier = sharing.share_counts(org, person, [None, here, before])
    newest = sharing.shares_of(org, person, limit=REMEMBERED)
    # Every span ends today, so what it lists is among the newest.
    listed = [share for share in newest if here is None or here[0] <= share.shared_at < here[1]][:MOST_LINES]
    today = viewer.today(now)
    first_day = last_days(today, 7 * WEEKS).first
    recent = sharing.moments_of_shares(org, person, since=midnight(first_day, zone))
    figures = stats.person_figures(org, person, span.period)
    found = {
        "figures": figures,
        "shares": chosen,
        "ever_shared": ever > 0,
        "ladder": ladder_queries.ladder_of(org, person, since=here[0] if here else None),
        "unlisted": chosen - len(listed),
        **_shares(viewer, listed, newest, now=now),
        "weeks": _weeks(viewer, today, {week_of(at.astimezone(zone).date()).first for at in recent}),
        "card": scores.card_of(org, person),
        "outcomes": _led_to(org, person, span.period or Period(_EARLIEST, today)),
        "thanks": thanks_for(person, org, here[0] if here else midnight(_EARLIEST, zone), now=now),
    }
    if span.before is None:
        return found
    past = stats.person_figures(org, person, span.before)
    return found | {
        "clicks_change": figures.clicks - past.clicks,
        "visitors_change": figures.visitors - past.visitors,
        "shares_change": chosen - earlier,
    }


def _led_to(organisation_id: int, person_id: int, period: Period) -> list[tuple[str, float]]:
    """What this person's links led to: each goal's name with the conversions credited to them."""
    every = goals.goals(organisation_id)
    # Before the first goal began nothing was counted, and each month that is asked for costs a little.
    first = max(period.first, month_start(min((goal.first_day for goal in every), default=period.last)))
    if not every or first > period.last:
        return []
    found = tallies.person_sum(organisation_id, person_id, Period(first, period.last))
    return [(goal.name, found[goal.id].conversions) for goal in every if goal.id in found]


def _moments(period: Period | None, zone: ZoneInfo) -> sharing.Within | None:
    """The beginning of the first day and of the day after the last."""
    if period is None:
        return None
    first, after = period.first, period.last + dt.timedelta(days=1)
    return midnight(first, zone), midnight(after, zone)


def _shares(
    viewer: Viewer, listed: Sequence[ShareRow], newest: Sequence[ShareRow], *, now: dt.datetime
) -> dict[str, Any]:
    """The list of shares, the last one against one's usual, and one's bests: five questions for all of them."""
    org, zone = viewer.organisation_id, ZoneInfo(viewer.time_zone)
    shares = {share.id: share for share in newest}
    totals = stats.link_totals(org, [share.link_id for share in shares.values()])
    titles = library.titles(org, {share.story_id for share in shares.values()})
    reported = reaction_queries.reported_of(org, viewer.person_id, [share.id for share in listed])
    fetched = reactions.fetched_of(org, viewer.person_id, [share.id for share in listed])
    brought = {share.id: _brought(share, totals, now) for share in shares.values()}
    last, best = usual.last_share([brought[s.id] for s in newest]), usual.best_share([brought[s.id] for s in newest])
    month = max(stats.person_months(org, viewer.person_id), key=lambda row: row[1], default=None)
    return {
        "lines": [
            _line(share, titles, totals, reported.get(share.id), fetched.get(share.id), zone) for share in listed
        ],
        "last": last,
        "last_title": titles.get(shares[last.share_id].story_id) if last else None,
        "best": best,
        "best_title": titles.get(shares[best.share_id].story_id) if best else None,
        "best_month": month,
        "channels": [
            (BY_KEY[key].name if key in BY_KEY else key, number, middle)
            for key, number, middle in usual.by_channel([brought[share.id] for share in newest])
        ],
    }


def _brought(share: ShareRow, totals: Mapping[int, Figures], now: dt.datetime) -> Brought:
    visitors = totals.get(share.link_id, stats.NOTHING).visitors
    return Brought(share.id, share.channel, (now - share.shared_at).days, visitors)


def _line(
    share: ShareRow,
    titles: Mapping[int, tuple[str, str]],
    totals: Mapping[int, Figures],
    reported: Reported | None,
    fetched: Fetched | None,
    zone: ZoneInfo,
) -> ShareLine:
    language, title = titles.get(share.story_id, ("", ""))
    return ShareLine(
        story_id=share.story_id,
        title=title,
        language=language,
        channel_key=share.channel,
        channel=share.channel_name,
        day=share.shared_at.astimezone(zone).date(),
        figures=totals.get(share.link_id, stats.NOTHING),
        stopped=share.stopped,
        posted=share.posted,
        reported=reported,
        fetched=fetched,
    )


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
