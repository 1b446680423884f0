"""The question for everybody, and the results."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.people import roles
from stemme.people.gate import for_readers, needs
from stemme.people.viewer import Viewer
from stemme.people.visits import safe_path
from stemme.pulse import actions, queries, wording
from stemme.pulse.forms import AnswerForm, ThresholdForm
from stemme.ui.responses import see_other


@require_safe
@for_readers
def question(request: HttpRequest) -> HttpResponse:
    """This quarter's question, what the last one said, and how the answers stay without names."""
    return _question(request, status=200)


def _question(request: HttpRequest, *, status: int) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    quarter = queries.asked_of(viewer, now=now)
    # A mail can be forwarded; results are for those who work here.
    last = queries.last_result(viewer.organisation_id, now=now) if viewer.full else None
    context: dict[str, Any] = {
        "asked": queries.is_asked(viewer, now=now),
        "quarter": wording.quarter_name(quarter),
        "next_on": quarter.last + dt.timedelta(days=1),
        "last": wording.result_sentence(last) if last else "",
        "hidden": bool(last and last.hides_boards),
        "threshold": queries.threshold(viewer.organisation_id, now=now),
        "may_see_results": viewer.may(roles.READ_SETTINGS),
        "sent": status != 200,
    }
    return render(request, "pulse/question.html", context, status=status)


@require_POST
@for_readers
def answer(request: HttpRequest) -> HttpResponse:
    """Count an answer. Leads back to where the question was asked."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _question(request, status=422)
    if actions.answer(actor=viewer, step=form.cleaned_data["step"], now=timezone.now()):
        messages.success(request, _("Counted, without your name. Thank you."))
    else:
        messages.info(request, _("You had answered already. The first answer counts."))
    back = safe_path(request.POST.get("next", "")) or reverse("pulse:question")
    return see_other(back)


@require_safe
@needs(roles.READ_SETTINGS)
def results(request: HttpRequest) -> HttpResponse:
    """What each quarter that is over said, and from where on boards hide."""
    return _results(request)


@require_POST
@needs(roles.MANAGE_ORGANISATION)
def threshold(request: HttpRequest) -> HttpResponse:
    """Another threshold from the open question on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = ThresholdForm(request.POST)
    if not form.is_valid():
        return _results(request, form)
    actions.set_threshold(actor=viewer, percent=form.cleaned_data["percent"], now=timezone.now())
    messages.success(request, _("Saved."))
    return see_other(reverse("pulse:results"))


def _results(request: HttpRequest, form: ThresholdForm | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    found = queries.results(viewer.organisation_id, now=now)
    last = next((row for row in found if row.percent is not None), None)
    current = queries.threshold(viewer.organisation_id, now=now)
    context: dict[str, Any] = {
        "rows": [(wording.quarter_name(row.quarter), row) for row in found],
        "last": last,
        "sentence": wording.result_sentence(last) if last else "",
        "hidden": wording.why_hidden(last) if last and last.hides_boards else "",
        "threshold": current,
        "ends_on": queries.asked_of(viewer, now=now).last,
        "floor": queries.floor_of(viewer.organisation_id),
    }
    if viewer.may(roles.MANAGE_ORGANISATION):
        context["form"] = form or ThresholdForm(initial={"percent": current})
    return render(request, "pulse/results.html", context, status=422 if form else 200)
