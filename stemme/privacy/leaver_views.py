"""People who left, and erasing one of them before the thirty days are over."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from stemme.kit.retention import LEAVERS
from stemme.people import leaver_queries
from stemme.people.actions.erasing import LEFT
from stemme.people.gate import after_step_up, needs
from stemme.people.roles import MANAGE_PEOPLE
from stemme.privacy import actions
from stemme.privacy.access import leaver_to_erase
from stemme.ui.responses import see_other


@needs(MANAGE_PEOPLE)
@require_safe
def leavers(request: HttpRequest) -> HttpResponse:
    """Who left, and when everything about them is erased."""
    viewer = request.viewer  # type: ignore[attr-defined]
    own_teams_only = viewer.teams_for(MANAGE_PEOPLE) is not None
    context = {"people": leaver_queries.leavers(viewer), "days": LEAVERS, "own_teams_only": own_teams_only}
    return render(request, "privacy/leavers.html", context)


@needs(MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
@after_step_up
def erase_leaver(request: HttpRequest, leaver_id: int) -> HttpResponse:
    """What goes and what stays of somebody who left; then it is gone."""
    viewer = request.viewer  # type: ignore[attr-defined]
    person = leaver_to_erase(viewer, leaver_id)
    if request.method != "POST" or request.POST.get("sure") != "yes":
        unsure = request.method == "POST"
        context = {"person": person, "unsure": unsure}
        return render(request, "privacy/erase_leaver.html", context, status=422 if unsure else 200)
    actions.erase(
        organisation_id=viewer.organisation_id,
        person_id=person.person_id,
        actor_id=viewer.person_id,
        now=timezone.now(),
        reason=LEFT,
    )
    messages.success(request, _("Everything about this person is erased."))
    return see_other(reverse("privacy:leavers"))
