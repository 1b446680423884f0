"""/settings/outcomes/: on which sites outcomes are counted, and which servers and sites may tell of them."""

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
from stemme.outcomes.doors import actions, problems, queries, site_actions, site_queries, snippets
from stemme.outcomes.doors.actions import MadeDoor
from stemme.outcomes.doors.forms import DoorForm, SiteDoorForm, SitesForm
from stemme.outcomes.doors.site_queries import SiteDoorRow
from stemme.outcomes.kinds import SCRIPT
from stemme.outcomes.queries import goals
from stemme.people.gate import after_step_up, needs, viewer_of
from stemme.people.roles import LEAD_PROGRAMME, MANAGE_ORGANISATION
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
        actor=viewer_of(request), name=form.cleaned_data["name"], signed=form.cleaned_data["signed"], now=timezone.now()
    )
    return _page(request, made=made)


@require_POST
@needs(MANAGE_ORGANISATION)
def make_for_site(request: HttpRequest) -> HttpResponse:
    """Make a door for a site's script or pixel. It has no secret: what the site gets stays on the page."""
    form = SiteDoorForm(request.POST, auto_id="site_%s")
    if not form.is_valid():
        return _page(request, site_form=form)
    site_actions.make_site_door(actor=viewer_of(request), **form.cleaned_data, now=timezone.now())
    messages.success(request, _("The door is open. Copy the line below it onto your pages."))
    return see_other(f"{reverse('outcomes:doors')}#site-doors")


@require_POST
@needs(MANAGE_ORGANISATION)
def end(request: HttpRequest, door_id: int) -> HttpResponse:
    """Close a door."""
    if not actions.end_door(actor=viewer_of(request), door_id=door_id, now=timezone.now()):
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
    set_sites(actor=viewer_of(request), hosts=form.cleaned_data["hosts"], now=timezone.now())
    messages.success(request, _("Saved. Links to these sites hand a click id on from now."))
    return see_other(reverse("outcomes:doors"))


@require_safe
@needs(LEAD_PROGRAMME)
def sending(request: HttpRequest) -> HttpResponse:
    """For developers: how to send outcomes, and how to tell of them on pages."""
    key = _goal_key(viewer_of(request))
    script, pixel = (f"{settings.PUBLIC_URL}/m/0123456789abcdef.{kind}" for kind in ("js", "gif"))
    context = {
        **_calls(),
        "goal_key": key,
        "script": snippets.script_snippet(script),
        "thanks": snippets.goal_snippet(script, key),
        "form": snippets.form_snippet(key),
        "pixel": snippets.pixel_snippet(pixel, key),
        "problems": problems.listed(),
    }
    return render(request, "outcomes/sending.html", context)


def _page(
    request: HttpRequest,
    *,
    door_form: DoorForm | None = None,
    sites_form: SitesForm | None = None,
    site_form: SiteDoorForm | None = None,
    made: MadeDoor | None = None,
) -> HttpResponse:
    viewer = viewer_of(request)
    hosts = {"hosts": "\n".join(measured_hosts(viewer.organisation_id))}
    context = {
        "doors": queries.doors(viewer.organisation_id),
        "site_doors": _site_doors(viewer),
        "door_form": door_form or DoorForm(),
        # Fields of two forms have the same names; their ids must not be.
        "site_form": site_form or SiteDoorForm(initial=hosts, auto_id="site_%s"),
        "sites_form": sites_form or SitesForm(initial=hosts),
        "made": made,
    }
    return render(request, "outcomes/doors.html", context, status=422 if door_form or sites_form or site_form else 200)


def _site_doors(viewer: Viewer) -> list[tuple[SiteDoorRow, str]]:
    """Each door of a site, with what is to be copied; nothing for closed ones."""
    key, found = _goal_key(viewer), []
    for row in site_queries.site_doors(viewer.organisation_id):
        by_script = row.kind == SCRIPT
        address = reverse("outcomes:script" if by_script else "outcomes:pixel", args=[row.code])
        whole = f"{settings.PUBLIC_URL}{address}"
        line = snippets.script_snippet(whole) if by_script else snippets.pixel_snippet(whole, key)
        found.append((row, "" if row.ended_at else line))
    return found


def _calls() -> dict[str, str]:
    names = {"endpoint": "conversions", "cancel": "cancel_conversion"}
    return {key: f"{settings.PUBLIC_URL}{reverse(f'outcomes:{name}')}" for key, name in names.items()}


def _goal_key(viewer: Viewer) -> str:
    """What senders call one of the goals, as an example."""
    running = goals(viewer.organisation_id, on=viewer.today(timezone.now()))
    return next((goal.key for goal in running), "leads")
