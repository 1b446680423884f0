"""Pages that show figures: my impact, the overview, and how we count."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from stemme.dashboard import own, panels, spans
from stemme.dashboard.measured import measured
from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import for_employees, needs, open_to_all
from stemme.people.viewer import Viewer
from stemme.stats.keeping import CLICKS_KEPT, VISITORS_KEPT


@require_GET
@for_employees
def impact(request: HttpRequest) -> HttpResponse:
    """What my shares did. Only the person sees it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    span = spans.impact_span(request.GET.get("days", ""), viewer.today(now))
    organisation = people.organisation(viewer.organisation_id)
    context = {"span": span, "measured": measured(floor=organisation.group_floor), **own.impact(viewer, span, now=now)}
    return render(request, "dashboard/impact.html", context)


@require_GET
@needs(roles.READ_OVERVIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Does it work, who needs help, what next? Roll-ups only; groups, never persons."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    today = viewer.today(timezone.now())
    span = spans.overview_span(request.GET.get("period", ""), today)
    question = panels.Question(people.organisation(viewer.organisation_id), span, today)
    return render(request, "dashboard/overview.html", {"span": span, **panels.gather(question, panels.PANELS)})


@require_GET
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How we count: the rules behind every figure."""
    context = {"clicks_days": CLICKS_KEPT.days, "visitor_hours": VISITORS_KEPT.days * 24}
    return render(request, "dashboard/how.html", context)
