"""You may ask me: a person's own offer, and the list for those who look after people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.atlas import access, care_actions, care_queries, wording
from stemme.atlas.care_queries import Offer
from stemme.atlas.forms import OfferForm
from stemme.maturity.wording import type_name
from stemme.people.gate import for_employees, needs
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def care(request: HttpRequest) -> HttpResponse:
    """What I may be asked for, who saw it, who was in touch."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    offer = care_queries.own_offer(viewer.organisation_id, viewer.person_id)
    if request.method == "POST":
        form = OfferForm(request.POST)
        if form.is_valid():
            care_actions.offer(actor=viewer, **form.cleaned_data, now=timezone.now())
            messages.success(request, _("Saved. You may be asked from now on."))
            return see_other(reverse("atlas:care"))
        return render(request, "atlas/care.html", _own(viewer, offer, form), status=422)
    return render(request, "atlas/care.html", _own(viewer, offer, OfferForm(initial=_initial(offer))))


@require_POST
@for_employees
def care_end(request: HttpRequest) -> HttpResponse:
    """Nobody may ask me any more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    care_actions.take_back(actor=viewer, now=timezone.now())
    messages.success(request, _("Taken back. You are on the list no longer."))
    return see_other(reverse("atlas:care"))


@require_safe
@needs(MANAGE_PEOPLE)
def care_list(request: HttpRequest) -> HttpResponse:
    """Those of one's people who offered to be asked. Who looks is written down for them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    listed = care_queries.care_list(viewer, today=viewer.today(now))
    care_actions.note_look(actor=viewer, person_ids=[one.person_id for one in listed], now=now)
    rows = [
        {
            "one": one,
            "type": type_name(one.type) if one.type else "",
            "ideas": wording.asked_for(feedback=one.offer.feedback, promote=one.offer.promote, mentor=one.offer.mentor),
            "today": bool(one.contacts) and one.contacts[0].day == viewer.today(now),
        }
        for one in listed
    ]
    context = {"rows": rows, "own_teams_only": viewer.teams_for(MANAGE_PEOPLE) is not None}
    return render(request, "atlas/care_list.html", context)


@require_POST
@needs(MANAGE_PEOPLE)
def contacted(request: HttpRequest, person_id: int) -> HttpResponse:
    """Note that one was in touch today."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.needs_listed(viewer, person_id, today=viewer.today(now))
    care_actions.note_contact(actor=viewer, person_id=person_id, now=now)
    messages.success(request, _("Noted for today. They see it on their own page."))
    return see_other(reverse("atlas:care_list"))


def _initial(offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        return {}
    return {name: getattr(offer, name) for name in ("feedback", "promote", "mentor", "field", "show_type")}


def _own(viewer: Viewer, offer: Offer | None, form: OfferForm) -> dict[str, Any]:
    return {
        "offer": offer,
        "form": form,
        "looks": care_queries.own_looks(viewer.organisation_id, viewer.person_id),
        "contacts": care_queries.own_contacts(viewer.organisation_id, viewer.person_id),
    }
