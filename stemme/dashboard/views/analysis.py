"""The link analysis: what kind of shares bring visitors. Contents and times, never persons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import formats, timezone
from django.views.decorators.http import require_safe

from stemme.dashboard import analysis_spans
from stemme.dashboard.analysis import Line, heat, section
from stemme.dashboard.analysis_table import table
from stemme.dashboard.views.analysis_words import Names, part_name, sentence, weekday
from stemme.journal import facts
from stemme.journal.actions import record_taken
from stemme.kit.periods import Period
from stemme.kit.spans import Span
from stemme.kit.tables import write_table
from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import needs, open_to_all
from stemme.people.viewer import Viewer
from stemme.sharing.ladder_queries import Ladder
from stemme.stats import analysis_queries
from stemme.stats import queries as stats
from stemme.stats import share_sums as by
from stemme.stats.analysis_queries import SharedIn
from stemme.stats.share_rates import ENOUGH, GIVEN, WORTH, Brought
from stemme.ui import charts
from stemme.ui.templatetags.ui import magnitude

Content = dict[str, Any]
#: Dimensions with a table of their own, and the order of the rows of those that have one.
TABLES = (by.DOMAIN, by.STREAM, by.TOPIC, by.KIND, by.CHANNEL, by.LANGUAGE)
TIMES = {by.WEEKDAY: tuple(str(day) for day in range(7)), by.PART: tuple(f"{hour:02}" for hour in by.PARTS)}
_ORIGINS = (by.OWN, by.OUTSIDE)
#: A table on the page has so many rows at most; the file has them all.
MOST_ROWS = 20


@dataclass(frozen=True)
class Question:
    """Whose shares, of which stretch. What several parts need is read once."""

    viewer: Viewer
    span: Span

    @cached_property
    def shared(self) -> SharedIn | None:
        """The shares; None when there are none, or of too few people."""
        start = analysis_spans.stored_start(self.span)
        return analysis_queries.shared_in(self.viewer.organisation_id, self.span.key, start)

    @cached_property
    def names(self) -> Names:
        """What the rows are called."""
        return Names(self.viewer.organisation_id)

    @cached_property
    def hours(self) -> dict[tuple[int, int], int]:
        """Visitors by weekday and hour in which they came."""
        return stats.busiest_hours(self.viewer.organisation_id, self.span.period)


def _question(request: HttpRequest) -> Question:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    began = analysis_queries.first_month(viewer.organisation_id)
    asked, at = request.GET.get("period", ""), request.GET.get("at", "")
    today = viewer.today(timezone.now())
    return Question(viewer, analysis_spans.analysis_span(asked, at, today=today, began=began))


@require_safe
@needs(roles.READ_OVERVIEW)
def analysis(request: HttpRequest) -> HttpResponse:
    """Which domains, streams, topics, formats, languages, channels and times bring visitors per share."""
    question = _question(request)
    organisation = people.organisation(question.viewer.organisation_id)
    context = {"span": question.span, "floor": organisation.group_floor, "enough": ENOUGH}
    if question.shared is not None:
        context |= _figures(question, question.shared)
    return render(request, "dashboard/analysis.html", context)


@require_safe
@needs(roles.READ_OVERVIEW)
def analysis_table(request: HttpRequest) -> HttpResponse:
    """Every table of the link analysis as one CSV file, numbers as programs read them."""
    question = _question(request)
    record_taken(
        facts.FIGURES_EXPORTED,
        organisation_id=question.viewer.organisation_id,
        actor_id=question.viewer.person_id,
        at=timezone.now(),
        table="link_analysis",
    )
    rows = table(question.shared or SharedIn(), question.hours if question.shared else {}, question.names.of)
    stretch = (
        question.span.key if question.span.key == by.ALWAYS else f"{question.span.key}-{question.span.period.first}"
    )
    name = f"{question.viewer.organisation_slug}-link-analysis-{stretch}.csv"
    response = HttpResponse(write_table(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_safe
@open_to_all
def analysis_how(request: HttpRequest) -> HttpResponse:
    """How the link analysis is worked out, with the numbers the code works with."""
    return render(request, "dashboard/analysis_how.html", {"enough": ENOUGH, "given": GIVEN, "worth": WORTH})


def _figures(question: Question, shared: SharedIn) -> Content:
    whole = shared.whole
    origins = shared.groups.get(by.ORIGIN, {})
    outside = origins.get(by.OUTSIDE)
    return {
        "whole": whole,
        "ladder": Ladder(whole.shares, whole.posted, whole.visited),
        "shares": whole.shares + shared.uncounted,
        "uncounted": shared.uncounted,
        "interval": whole.interval() if whole.enough else None,
        "visitors": stats.totals(question.viewer.organisation_id, _period(question.span)).visitors,
        "origin": _told(question, shared, by.ORIGIN, order=_ORIGINS),
        "outside_share": outside.shares / whole.shares if outside is not None and whole.shares else None,
        "tables": [_told(question, shared, dimension) for dimension in TABLES],
        "times": [_told(question, shared, dimension, order=order) for dimension, order in TIMES.items()],
        "visits": _visits(question.hours),
        "moments": _moments(shared.groups.get(by.TIME, {})),
    }


def _period(span: Span) -> Period | None:
    return None if span.key == by.ALWAYS else span.period


def _told(question: Question, shared: SharedIn, dimension: str, *, order: tuple[str, ...] | None = None) -> Content:
    """A dimension's table with names and sentences."""
    found = section(shared.groups.get(dimension, {}), shared.whole, order=order)
    name = question.names.of
    shown = [line for place, line in enumerate(found.lines) if place < MOST_ROWS or line.key == by.OTHERS]
    rows: list[tuple[str, Line]] = [(name(dimension, line.key), line) for line in shown]
    return {
        "key": dimension,
        "rows": rows,
        "unlisted": len(found.lines) - len(shown),
        "sentences": [sentence(name(dimension, finding.key), finding) for finding in found.findings],
        "comparable": found.comparable,
        "average_at": found.average_at,
        "merged": any(line.key == by.OTHERS for line in found.lines),
    }


def _visits(hours: dict[tuple[int, int], int]) -> charts.Heat | None:
    """When visitors come, by weekday and hour."""
    if not hours:
        return None
    rows = {weekday(day, "D"): [hours.get((day, hour), 0) for hour in range(24)] for day in range(7)}
    return charts.heat([f"{hour:02}" for hour in range(24)], rows, write=lambda n: str(formats.number_format(int(n))))


def _moments(groups: dict[str, Brought]) -> charts.Heat | None:
    """Visitors per share by the weekday and part of the day in which it was shared."""
    cells = {}
    for key, brought in groups.items():
        if key != by.OTHERS:
            day, _dash, hour = key.partition("-")
            cells[int(day), int(hour)] = brought
    if not any(cell.enough for cell in cells.values()):
        return None
    drawn = heat(cells, by.PARTS, write=lambda rate: magnitude(rate, 1))
    days = tuple((weekday(int(day), "D"), row) for day, row in drawn.rows)
    return charts.Heat(tuple(part_name(hour) for hour in by.PARTS), days)
