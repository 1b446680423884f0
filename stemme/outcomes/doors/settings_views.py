"""/settings/outcomes/: on which sites outcomes are counted, and which servers may send them."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.links.address_queries import measured_hosts
from stemme.links.measuring_actions import set_sites
from stemme.outcomes.doors import actions, queries
from stemme.outcomes.doors.actions import MadeDoor
from stemme.outcomes.doors.forms import DoorForm, SitesForm
from stemme.outcomes.queries import goals
from stemme.people.gate import after_step_up, needs
from stemme.people.roles import MANAGE_ORGANISATION
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@needs(MANAGE_ORGANISATION)
def doors(request: HttpRequest) -> HttpResponse:
    """The sites and the doors."""
    return _page(request)


@require_POST
@needs(MANAGE_ORGANISATION)
@after_step_up
def make(request: HttpRequest) -> HttpResponse:
    """Make a door. Its token stands on the answer and nowhere else, which is why that is a page and no way to one."""
    form = DoorForm(request.POST)
    if not form.is_valid():
        return _page(request, door_form=form)
    made = actions.make_door(
        actor=_viewer(request), name=form.cleaned_data["name"], signed=form.cleaned_data["signed"], now=timezone.now()
    )
    return _page(request, made=made)


@require_POST
@needs(MANAGE_ORGANISATION)
def end(request: HttpRequest, door_id: int) -> HttpResponse:
    """Close a door."""
    if not actions.end_door(actor=_viewer(request), door_id=door_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("The door is closed. What came through it stays counted."))
    return see_other(reverse("outcomes:doors"))


@require_http_methods(["POST"])
@needs(MANAGE_ORGANISATION)
def sites(request: HttpRequest) -> HttpResponse:
    """Save on which sites outcomes are counted."""
    form = SitesForm(request.POST)
    if not form.is_valid():
        return _page(request, sites_form=form)
    set_sites(actor=_viewer(request), hosts=form.cleaned_data["hosts"], now=timezone.now())
    messages.success(request, _("Saved. Links to these sites hand a click id on from now."))
    return see_other(reverse("outcomes:doors"))


def _page(
    request: HttpRequest,
    *,
    door_form: DoorForm | None = None,
    sites_form: SitesForm | None = None,
    made: MadeDoor | None = None,
) -> HttpResponse:
    ours, now = _viewer(request).organisation_id, timezone.now()
    context = {
        "doors": queries.doors(ours),
        "door_form": door_form or DoorForm(),
        "sites_form": sites_form or SitesForm(initial={"hosts": "\n".join(measured_hosts(ours))}),
        "made": made,
        "endpoint": f"{settings.PUBLIC_URL}{reverse('outcomes:conversions')}",
        "goal_key": next((goal.key for goal in goals(ours, on=_viewer(request).today(now))), "leads"),
    }
    return render(request, "outcomes/doors.html", context, status=422 if door_form or sites_form else 200)


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer
