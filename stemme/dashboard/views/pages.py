"""Pages that show figures: my impact, the overview, and how we count."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.dashboard import spans
from stemme.dashboard.views import filters, own, panels
from stemme.dashboard.views.measured import measured
from stemme.dashboard.views.visits import kinds_of_visits
from stemme.links import behaviour
from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import for_employees, needs, open_to_all
from stemme.people.viewer import Viewer
from stemme.sharing.asking import question_for
from stemme.stats import queries as stats
from stemme.stats.involvement import OVERALL_BENCHMARK, STORY_BENCHMARK
from stemme.stats.keeping import CLICKS_KEPT, VISITORS_KEPT
from stemme.stats.story_parts import PARTS

_HOUR = 3600
_SECOND_MS = 1000


@require_safe
@for_employees
def impact(request: HttpRequest) -> HttpResponse:
    """What my shares did. Only the person sees it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    span = spans.impact_span(request.GET.get("days", ""), viewer.today(now))
    organisation = people.organisation(viewer.organisation_id)
    context = {
        "span": span,
        "measured": measured(floor=organisation.group_floor),
        "question": question_for(viewer, request.GET.get("said", ""), now=now),
        **own.impact(viewer, span, now=now),
    }
    return render(request, "dashboard/impact.html", context)


@require_safe
@needs(roles.READ_OVERVIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Does it work, who needs help, what next? Roll-ups only; groups, never persons."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    began = stats.began(viewer.organisation_id)
    asked, at = request.GET.get("period", ""), request.GET.get("at", "")
    span = spans.overview_span(asked, at, today=viewer.today(now), began=began)
    organisation = people.organisation(viewer.organisation_id)
    question = panels.Question(organisation, span, now, began, **filters.asked(request))
    context = {
        "span": span,
        "may_write": viewer.may(roles.WRITE_STORIES),
        "may_manage_people": viewer.may(roles.MANAGE_PEOPLE),
        **panels.gather(question, {"windows": panels.windows} if question.refused else panels.PANELS),
        **filters.filtering(question),
    }
    return render(request, "dashboard/overview.html", context)


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How we count: the rules behind every figure, with the numbers the code works with."""
    context = {
        "kinds": kinds_of_visits(),
        "rules": behaviour,
        "burst_seconds": behaviour.BURST_MS // _SECOND_MS,
        "stretch_seconds": behaviour.MINUTE_MS // _SECOND_MS,
        "soon_seconds": behaviour.TOO_SOON_MS // _SECOND_MS,
        "settling_seconds": behaviour.SETTLING_MS // _SECOND_MS,
        "clicks_days": CLICKS_KEPT.days,
        "visitor_hours": round(VISITORS_KEPT.total_seconds() / _HOUR),
        "story_benchmark": STORY_BENCHMARK / 100,
        "overall_benchmark": OVERALL_BENCHMARK / 100,
    }
    return render(request, "dashboard/how.html", context)


@require_safe
@open_to_all
def how_involvement(request: HttpRequest) -> HttpResponse:
    """How involvement and its interval are worked out."""
    return render(request, "dashboard/how_involvement.html", {"parts": PARTS})
