"""A report behind a link: read-only, for whoever has it, without signing in and without a cookie."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from stemme.kit.languages import CODES
from stemme.kit.periods import local_day
from stemme.kit.tenancy import within
from stemme.people import queries as people
from stemme.people.gate import open_to_all
from stemme.reports import actions, queries, written
from stemme.reports.contents import report_of
from stemme.reports.queries import SharedReport
from stemme.reports.stretches import stretch


@require_safe
@open_to_all
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The report; 410 when the link has ended, 404 when nobody made it. How often it was opened is counted."""
    found = queries.shared(token, now=timezone.now())
    if found is None:
        raise Http404
    language = request.GET.get("lang", "")
    if language not in CODES:
        translation.activate(found.language)
        request.LANGUAGE_CODE = get_language()
    response = _page(request, found, token) if found.works else render(request, "reports/over.html", status=410)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _page(request: HttpRequest, found: SharedReport, token: str) -> HttpResponse:
    now = timezone.now()
    with within(found.organisation_id):
        today = local_day(now, people.organisation(found.organisation_id).time_zone)
        shown = stretch(found.kind, found.first, today=today)
        report = report_of(found.organisation_id, shown, language=get_language() or "en", now=now)
        if request.method == "GET":
            actions.note_opened(token=token, now=now)
    context = {"report": report, "tiles": written.tiles(report), "sections": written.sections(report)}
    return render(request, "reports/shared.html", context)
