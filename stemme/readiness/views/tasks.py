"""What is done because of a round."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.people.gate import needs
from stemme.people.name_queries import address_of
from stemme.people.roles import LEAD_PROGRAMME
from stemme.people.viewer import Viewer
from stemme.readiness import access, round_queries, task_actions, wording
from stemme.readiness.forms import TaskForm
from stemme.readiness.statements import BY_KEY
from stemme.ui.responses import see_other

_USUAL_DAYS = dt.timedelta(days=30)


@needs(LEAD_PROGRAMME)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take something on: what, who, until when. ``?statement=`` begins with what helps there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    newest = round_queries.newest_closed(viewer.organisation_id)
    if newest is None:
        raise Http404
    asked = request.GET.get("statement", "")
    statement = asked if asked in BY_KEY else ""
    first = {
        "statement": statement,
        "text": wording.action_text(statement) if statement else "",
        "owner": address_of(viewer.organisation_id, viewer.person_id),
        "due_on": viewer.today(timezone.now()) + _USUAL_DAYS,
    }
    form = TaskForm(request.POST if request.method == "POST" else None, viewer=viewer, initial=first)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "why": wording.statement_text(statement) if statement else ""}
        return render(request, "readiness/task.html", context, status=422 if request.method == "POST" else 200)
    chosen = form.cleaned_data
    task_actions.take_on(
        actor=viewer,
        round_id=newest,
        statement=chosen["statement"],
        text=chosen["text"],
        owner_id=chosen["owner"],
        due_on=chosen["due_on"],
        now=timezone.now(),
    )
    messages.success(request, _("Taken on."))
    return see_other(f"{reverse('readiness:readiness')}#to-do")


@require_POST
@needs(LEAD_PROGRAMME)
def settle(request: HttpRequest, task_id: int) -> HttpResponse:
    """Done, dropped, or to be done again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    task = access.task_of(viewer, task_id)
    how = request.POST.get("do", "")
    if how not in (task_actions.DONE, task_actions.DROPPED, task_actions.AGAIN):
        raise Http404
    task_actions.settle(actor=viewer, task_id=task.id, how=how, now=timezone.now())
    return see_other(f"{reverse('readiness:readiness')}#to-do")
