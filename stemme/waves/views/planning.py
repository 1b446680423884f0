"""Where the roll-out is planned: rules, what they would come to, keeping, agreeing, ending."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.people.gate import needs, open_to_all
from stemme.people.office_time import in_office_time
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other
from stemme.waves import access, forecasting, planning
from stemme.waves.actions import moving, plans
from stemme.waves.plan_forms import PlanForm, initial_of
from stemme.waves.plan_queries import PlanRow, plan_of, unplaced
from stemme.waves.plan_wording import cannot, quiet_name
from stemme.waves.preview_queries import Comparison, compare, layout_of, settings_of, tried
from stemme.waves.wording import wave_name

_FIRST = dt.timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(LEAD_PROGRAMME)
@in_office_time
def plan(request: HttpRequest) -> HttpResponse:
    """The plan and its rules. With other rules in the address: what they would come to. POST keeps them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row, now = plan_of(viewer.organisation_id), timezone.now()
    asked = request.POST if request.method == "POST" else request.GET if "first_day" in request.GET else None
    form = PlanForm(asked, initial=_initial(viewer, row, now))
    if asked is None or not form.is_valid():
        return _page(request, row, form, now, status=422 if form.errors else 200)
    try:
        if request.method == "POST":
            return _kept(viewer, row, form, request, now)
        shown = tried(viewer.organisation_id, form.settings(), row, now=now)
    except planning.PlanningError as error:
        form.add_error(_FIELD_OF.get(error.reason), cannot(error.reason, error.at_least))
        return _page(request, row, form, now, status=422)
    except plans.PlanError as error:
        form.add_error(None, cannot(error.reason))
        return _page(request, row, form, now, status=422)
    there = layout_of(viewer.organisation_id, row, now=now) if row else None
    context = _table(compare(viewer.organisation_id, shown, there))
    return _page(request, row, form, now, context={**context, "trying": True})


@require_POST
@needs(LEAD_PROGRAMME)
def agree(request: HttpRequest) -> HttpResponse:
    """From now on its waves may be launched."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        plans.agree(actor=viewer, now=timezone.now())
    except plans.PlanError as error:
        raise Http404 from error
    messages.success(request, _("The plan is agreed. Its waves can be launched now."))
    return see_other(reverse("waves:plan"))


@require_POST
@needs(LEAD_PROGRAMME)
def end(request: HttpRequest) -> HttpResponse:
    """End the plan."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        plans.end_plan(actor=viewer, now=timezone.now())
    except plans.PlanError as error:
        raise Http404 from error
    messages.success(request, _("The plan has ended. Whoever was invited stays invited."))
    return see_other(reverse("waves:plan"))


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def duplicate(request: HttpRequest, number: int) -> HttpResponse:
    """Divide a wave in two."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    _rollout, state = access.wave(viewer, number, now=now)
    try:
        moving.duplicate_wave(actor=viewer, wave_id=state.row.id, now=now)
    except moving.MoveError as error:
        messages.error(request, cannot(error.reason, error.most))
    else:
        messages.success(
            request, _("There is another wave behind it now, with half of its people. Later ones moved back.")
        )
    return see_other(reverse("waves:plan"))


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How waves are planned and what is expected of them; the numbers come from the code."""
    context = {
        "big": planning.BIG_DEPARTMENT,
        "lot": round(100 * planning.LEFT_TO_THE_LOT),
        "prior": round(100 * forecasting.PRIOR_MEAN),
        "interval": round(100 * (1 - 2 * forecasting.TAIL)),
    }
    return render(request, "waves/how.html", context)


_FIELD_OF = {"departments": "pilot_size"}


def _kept(viewer: Viewer, row: PlanRow | None, form: PlanForm, request: HttpRequest, now: dt.datetime) -> HttpResponse:
    if row is None:
        plans.make_plan(actor=viewer, **form.cleaned_data, now=now)
        messages.success(request, _("The plan is made. It is a draft until you agree to it."))
    else:
        plans.change_plan(actor=viewer, **form.cleaned_data, now=now)
        messages.success(request, _("Planned anew. Launched waves and people you moved stayed where they are."))
    return see_other(reverse("waves:plan"))


def _initial(viewer: Viewer, row: PlanRow | None, now: dt.datetime) -> dict[str, Any]:
    return initial_of(settings_of(row)) if row else {"first_day": viewer.today(now) + _FIRST}


def _page(
    request: HttpRequest,
    row: PlanRow | None,
    form: PlanForm,
    now: dt.datetime,
    *,
    context: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    shown: dict[str, Any] = {"plan": row, "form": form, "trying": False, **(context or {})}
    if row:
        shown["newcomers"] = unplaced(viewer.organisation_id, row.id)
        if context is None:
            shown |= _table(compare(viewer.organisation_id, layout_of(viewer.organisation_id, row, now=now), None))
    return render(request, "waves/plan.html", shown, status=status)


def _table(found: Comparison) -> dict[str, Any]:
    first_open = next((line.wave.number for line in found.waves if line.wave.launched_at is None), None)
    lines = [
        (line, wave_name(line.wave), [quiet_name(time) for time in line.quiet],
         bool(line.wave.number and first_open is not None and line.wave.number >= first_open))
        for line in found.waves
    ]  # fmt: skip
    return {"found": found, "lines": lines}
