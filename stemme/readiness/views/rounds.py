"""How ready we are: the newest round that is over or an earlier one, and opening and closing."""

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

from stemme.people.gate import needs
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.readiness import access, actions, round_queries
from stemme.readiness.forms import RoundForm
from stemme.readiness.round_queries import ClosedRound
from stemme.readiness.views import showing_round
from stemme.ui.responses import see_other

_USUAL_DAYS = dt.timedelta(days=14)


@require_safe
@needs(READ_OVERVIEW)
def readiness(request: HttpRequest) -> HttpResponse:
    """The newest round that is over, or the one of ``?round=``; how an open one goes; all there were."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rounds = round_queries.closed_rounds(viewer.organisation_id)
    shown = _chosen(rounds, request.GET.get("round", ""))
    going = round_queries.open_round(viewer.organisation_id)
    context: dict[str, Any] = {
        "may_lead": viewer.may(LEAD_PROGRAMME),
        "going": going,
        "over": going is not None and going.closes_on < viewer.today(timezone.now()),
        "rounds": showing_round.history(rounds, shown),
    }
    if shown:
        earlier = next((row for row in rounds if row.number < shown.number and row.numbers), None)
        tasks = round_queries.tasks_of(viewer.organisation_id, shown.id)
        context |= showing_round.context(viewer, shown, earlier, tasks, newest=shown is rounds[0])
    return render(request, "readiness/readiness.html", context)


def _chosen(rounds: list[ClosedRound], asked: str) -> ClosedRound | None:
    """The round of this number; without a number the newest that can be shown. Raises Http404 for one there is not."""
    if not asked:
        return next((row for row in rounds if row.numbers), rounds[0] if rounds else None)
    found = next((row for row in rounds if str(row.number) == asked), None)
    if found is None:
        raise Http404
    return found


@needs(LEAD_PROGRAMME)
@require_http_methods(["GET", "HEAD", "POST"])
def open_round(request: HttpRequest) -> HttpResponse:
    """Open a round: until when."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    today = viewer.today(now)
    data = request.POST if request.method == "POST" else None
    form = RoundForm(data, today=today, initial={"closes_on": today + _USUAL_DAYS})
    if request.method != "POST" or not form.is_valid():
        return render(request, "readiness/open.html", {"form": form}, status=422 if request.method == "POST" else 200)
    try:
        actions.open_round(actor=viewer, closes_on=form.cleaned_data["closes_on"], now=now)
    except actions.RoundOpenError:
        messages.info(request, _("A round is open already."))
    else:
        messages.success(request, _("The round is open. Whom would you like to ask?"))
    return see_other(reverse("readiness:voices"))


@require_POST
@needs(LEAD_PROGRAMME)
def close(request: HttpRequest) -> HttpResponse:
    """Close the round: its figures come out."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.open_round_of(viewer)
    if actions.close(actor=viewer, now=timezone.now()):
        messages.success(request, _("The round is closed. Here is what it says."))
    return see_other(reverse("readiness:readiness"))
