"""How one's own score came about, and how scores are counted at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from stemme.kit.periods import local_day
from stemme.library import queries as library
from stemme.people.gate import for_employees, open_to_all
from stemme.people.viewer import Viewer
from stemme.scores import example, outlook, queries, replay, sheets, wording
from stemme.scores.formula import SPAN, quality_of
from stemme.scores.parameters import PARAMETERS
from stemme.scores.parts import in_whole_points, shown
from stemme.scores.queries import Card, Then
from stemme.sharing import queries as sharing
from stemme.ui import charts
from stemme.ui.responses import page_or_part

#: Fewer make no line.
_LEAST_NOTES = 2
#: How good is a share that brings so many times what a typical one brings?
_TIMES = (0.25, 1.0, 3.0, 10.0)


@require_safe
@for_employees
def own_score(request: HttpRequest) -> HttpResponse:
    """How one's own influence score came about. Only the person sees it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    card = queries.card_of(viewer.organisation_id, viewer.person_id)
    if card is None:
        ever, *_ = sharing.share_counts(viewer.organisation_id, viewer.person_id, [None])
        return render(request, "scores/none_yet.html", {"shared": ever > 0})
    today = local_day(card.counted_at, viewer.time_zone)
    day = replay.chosen_day(request.GET.get("on", ""), request.GET.get("week", ""), today=today)
    then = queries.then(viewer.organisation_id, viewer.person_id, card, days=(today - day).days, day=day)
    context = _replayed(then, card, today)
    if request.headers.get("HX-Request") != "true":
        titles = library.titles(viewer.organisation_id, {share.story_id for share in card.shares})
        context |= _made_of(card, titles, today=today) | {"chart": _chart(viewer)}
    return page_or_part(request, page="scores/score.html", part="scores/_then.html", context=context)


def _replayed(then: Then, card: Card, today: dt.date) -> dict[str, Any]:
    week = dt.timedelta(weeks=1)
    first = today - dt.timedelta(weeks=replay.WEEKS)
    return {
        "card": card,
        "then": then,
        "week": replay.week_of_range(then.day, today=today),
        "weeks": replay.WEEKS,
        "before": max(first, then.day - week) if then.day > first else None,
        "after": min(today, then.day + week) if then.day < today else None,
    }


def _chart(viewer: Viewer) -> charts.LineChart | None:
    """The weeks' notes as a line, or None while there are fewer than two."""
    notes = queries.history_of(viewer.organisation_id, viewer.person_id)
    if len(notes) < _LEAST_NOTES:
        return None
    days = [date_format(week, "DAY_FORMAT") for week, _score in notes]
    return charts.line_chart(days, [score for _week, score in notes], show_peak=False)


def _made_of(card: Card, titles: sheets.Titles, *, today: dt.date) -> dict[str, Any]:
    shares, rest = sheets.by_share(card.whole, titles, today=today)
    return {
        "shares": shares,
        "rest": rest,
        "by_story": sheets.by_story(card.whole, titles),
        "by_channel": sheets.by_channel(card.whole),
        "by_kind": sheets.kinds_table(card.whole),
        "changes": [
            (wording.change_sentence(change), change) for change in outlook.outlook(card.shares, card.baselines)
        ],
        "typical": [
            (wording.channel_name(channel), card.baselines[channel])
            for channel in sorted({share.channel for share in card.shares} & card.baselines.keys())
        ],
        "p": PARAMETERS,
    }


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How the influence score is worked out: formula, properties, an example, and what it cannot say."""
    found = example.example()
    points = in_whole_points({place: weighed.part for place, weighed in enumerate(found.weighed)}, found.value)
    rows = [
        (name, weighed, points[place])
        for place, (name, weighed) in enumerate(zip(wording.example_names(), found.weighed, strict=True))
    ]
    context = {
        "p": PARAMETERS,
        "example": found,
        "rows": rows,
        "score": shown(found.value),
        "viral": SPAN / (1 + PARAMETERS.prior),
        "times": [(times, quality_of(times)) for times in _TIMES],
        "defaults": [(wording.channel_name(key), value) for key, value in PARAMETERS.defaults.items()],
        "kinds": wording.kinds(),
    }
    return render(request, "scores/how.html", context)
