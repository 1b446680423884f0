"""Reports as files. Taking one is a fact in the audit."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.journal import facts
from stemme.journal.actions import record_taken
from stemme.people.gate import needs, viewer_of
from stemme.people.roles import READ_OVERVIEW
from stemme.reports import making
from stemme.reports.report import Report
from stemme.reports.views.asked import asked_for

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@needs(READ_OVERVIEW)
def pdf(request: HttpRequest, stretch: str) -> HttpResponse:
    """Made to be printed for a board. Where the computer lacks what lays it out, a page says what to install."""
    report = asked_for(request, stretch)
    try:
        made = making.pdf(report)
    except making.LibraryMissingError:
        context = {"libraries": making.LIBRARIES, "stretch": stretch}
        return render(request, "reports/missing.html", context, status=503)
    except making.MakingError:
        return _failed(request, stretch)
    return _taken(request, report, made, "pdf", "application/pdf")


@require_safe
@needs(READ_OVERVIEW)
def xlsx(request: HttpRequest, stretch: str) -> HttpResponse:
    """Sheets with real numbers."""
    report = asked_for(request, stretch)
    try:
        made = making.xlsx(report)
    except making.MakingError:
        return _failed(request, stretch)
    return _taken(request, report, made, "xlsx", _XLSX)


@require_safe
@needs(READ_OVERVIEW)
def csv(request: HttpRequest, stretch: str) -> HttpResponse:
    """One line a figure."""
    report = asked_for(request, stretch)
    return _taken(request, report, making.csv(report), "csv", "text/csv; charset=utf-8")


def _failed(request: HttpRequest, stretch: str) -> HttpResponse:
    return render(request, "reports/missing.html", {"libraries": "", "stretch": stretch}, status=503)


def _taken(request: HttpRequest, report: Report, made: bytes, form: str, content_type: str) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "GET":
        record_taken(
            facts.FIGURES_EXPORTED,
            organisation_id=viewer.organisation_id,
            actor_id=viewer.person_id,
            at=timezone.now(),
            table=f"report_{form}",
        )
    response = HttpResponse(made, content_type=content_type)
    name = f"{viewer.organisation_slug}-report-{report.key}-{report.language}.{form}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
