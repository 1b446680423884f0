"""One's own devices: where one is signed in, and ending it there."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stemme.people.actions.visiting import end_one_visit, end_other_visits
from stemme.people.gate import for_employees
from stemme.people.sessions import limits_for
from stemme.people.visit_queries import open_visits
from stemme.people.ways import own_ways
from stemme.ui.responses import see_other


@for_employees
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """The devices one is signed in on."""
    viewer = request.viewer  # type: ignore[attr-defined]
    visits = open_visits(viewer, session_key=str(request.session.session_key), now=timezone.now())
    limits = limits_for(viewer.scope, rights=viewer.rights)
    context = {
        "visits": visits,
        "others": any(not visit.here for visit in visits),
        "idle_minutes": int(limits.idle.total_seconds() // 60) if viewer.rights else None,
        "idle_days": limits.idle.days,
        "ways": own_ways(request),
    }
    return render(request, "people/sessions.html", context)


@for_employees
@require_POST
def end_session(request: HttpRequest, visit_id: int) -> HttpResponse:
    """Sign out on one device."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if not end_one_visit(person_id=viewer.person_id, visit_id=visit_id):
        raise Http404
    messages.success(request, _("That device is signed out."))
    return see_other(reverse("people:sessions"))


@for_employees
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out on all devices but this one."""
    viewer = request.viewer  # type: ignore[attr-defined]
    ended = end_other_visits(person_id=viewer.person_id, but=str(request.session.session_key))
    said = ngettext("%(number)s other device is signed out.", "%(number)s other devices are signed out.", ended)
    messages.success(request, said % {"number": ended})
    return see_other(reverse("people:sessions"))
