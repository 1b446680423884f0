"""What inviting caused: planning, drawing, results, and how it is worked out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.library.actions.lotteries import LEAST_DAYS, MOST_DAYS, LotteryError
from stemme.library.lots import FLOORS, LEAST_SHARE, MOST_SHARE
from stemme.library.lottery_queries import drawable
from stemme.people import roles
from stemme.people.gate import needs, open_to_all, viewer_of
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other
from stemme.uplift import access, actions, queries, wording
from stemme.uplift.effect import LEAST_CASES, REDRAWN
from stemme.uplift.forms import DrawForm, PlanForm
from stemme.uplift.planning import outlook
from stemme.uplift.queries import Usual
from stemme.uplift.sizes import ERROR, POWER


@require_safe
@needs(roles.READ_OVERVIEW)
def lotteries(request: HttpRequest) -> HttpResponse:
    """All lotteries, what a new one could find out, and drawing one."""
    return _lotteries(request)


def _lotteries(request: HttpRequest, drawn: DrawForm | None = None) -> HttpResponse:
    viewer = viewer_of(request)
    now = timezone.now()
    plan = PlanForm(request.GET if "share" in request.GET else _beginning())
    context: dict[str, Any] = {
        "rows": [(row, wording.line(queries.VISITS, row.main)) for row in queries.results(viewer.organisation_id)],
        "plan": plan,
    }
    if plan.is_valid():
        said = plan.cleaned_data
        usual = queries.usual(viewer.organisation_id, days=said.pop("days"), now=now)
        usual = usual or Usual(0, 0.0, 0.0)
        found = outlook(people=usual.people, deviation=usual.deviation, **said)
        context |= {"per_100": 100 * usual.mean, "outlook": found}
    if viewer.may(roles.LEAD_PROGRAMME):
        context["draw"] = drawn or _draw_form(viewer, request)
    return render(request, "uplift/lotteries.html", context, status=422 if drawn else 200)


def _beginning() -> dict[str, Any]:
    return {name: field.initial for name, field in PlanForm.base_fields.items()}


def _draw_form(viewer: Viewer, request: HttpRequest) -> DrawForm:
    now = timezone.now()
    stories, campaigns = drawable(viewer.organisation_id, now=now)
    data = request.POST if request.method == "POST" else None
    return DrawForm(data, stories=stories, campaigns=campaigns, today=viewer.today(now))


@require_POST
@needs(roles.LEAD_PROGRAMME)
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a lottery."""
    viewer = viewer_of(request)
    form = _draw_form(viewer, request)
    if not form.is_valid():
        return _lotteries(request, form)
    said = form.cleaned_data
    try:
        made = actions.draw(
            actor=viewer, story_id=form.story_id, campaign_id=form.campaign_id, share=said["share"],
            last_day=said["last_day"], now=timezone.now(),
        )  # fmt: skip
    except LotteryError as error:
        form.add_error("last_day" if error.reason == "days" else "thing", wording.refused(error.reason))
        return _lotteries(request, form)
    messages.success(request, _("Drawn. Nobody is told their lot, and it ends by itself."))
    return see_other(reverse("uplift:lottery", args=[made]))


@require_safe
@needs(roles.READ_OVERVIEW)
def lottery(request: HttpRequest, lottery_id: int) -> HttpResponse:
    """One lottery and what it caused."""
    viewer = viewer_of(request)
    found = access.result_to_see(viewer, lottery_id)
    context = {
        "result": found,
        "lines": [wording.line(measure, effect) for measure, effect in found.effects],
        "may_lead": viewer.may(roles.LEAD_PROGRAMME),
    }
    return render(request, "uplift/lottery.html", context)


@require_POST
@needs(roles.LEAD_PROGRAMME)
def end(request: HttpRequest, lottery_id: int) -> HttpResponse:
    """Invite everybody from now on."""
    viewer = viewer_of(request)
    access.result_to_see(viewer, lottery_id)
    if actions.end(actor=viewer, lottery_id=lottery_id, now=timezone.now()):
        messages.success(request, _("Ended. Everybody is invited from now on."))
    return see_other(reverse("uplift:lottery", args=[lottery_id]))


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How it is worked out, for those who are in the draw. The numbers are those the sums work with."""
    context = {
        "least_share": LEAST_SHARE,
        "most_share": MOST_SHARE,
        "floors": FLOORS,
        "least_days": LEAST_DAYS,
        "most_days": MOST_DAYS,
        "least_cases": LEAST_CASES,
        "redrawn": REDRAWN,
        "power": round(100 * POWER),
        "sure": round(100 * (1 - ERROR)),
    }
    return render(request, "uplift/how.html", context)
