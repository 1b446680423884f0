"""One page for both sides, and the buttons on it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.buddies import access, actions, queries, wording
from stemme.buddies.forms import DeedForm, HelpingForm
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@for_employees
def buddies(request: HttpRequest) -> HttpResponse:
    """Who helps me, whom I help, and how to begin either."""
    return _page(request)


def _page(request: HttpRequest, form: HelpingForm | None = None) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    standing = queries.standing(viewer)
    own = standing.own
    context: dict[str, Any] = {
        "standing": standing,
        "own": own,
        "own_steps": wording.steps(own.steps) if own else [],
        "hint": wording.hint(own.other) if own else "",
        "helping": [
            (pair, wording.hint(pair.other), wording.first_message(pair.other.name, viewer.given_name))
            for pair in standing.helping
        ],
        "form": form or HelpingForm(initial={"room": standing.room or 1}),
        "regular_from": queries.REGULAR_FROM,
    }
    return render(request, "buddies/buddies.html", context, status=422 if form else 200)


@require_POST
@for_employees
def helping(request: HttpRequest) -> HttpResponse:
    """Offer help, change for how many, or (``stop``) offer it no more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = HelpingForm(request.POST)
    if "stop" in request.POST:
        actions.offer_help(actor=viewer, room=0, now=timezone.now())
        messages.success(request, _("You are not asked any more. What runs goes on."))
        return _back()
    if not form.is_valid():
        return _page(request, form)
    if actions.offer_help(actor=viewer, room=form.cleaned_data["room"], now=timezone.now()):
        messages.success(request, _("Thank you. You hear from us when a newcomer asks."))
    else:
        messages.info(request, _("Helping is for those who have shared a few times themselves."))
    return _back()


@require_POST
@for_employees
def asking(request: HttpRequest) -> HttpResponse:
    """Ask for somebody, or (``stop``) ask no more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    wanted = "stop" not in request.POST
    if not actions.ask_for_help(actor=viewer, wanted=wanted, now=timezone.now()):
        messages.info(request, _("You have shared already. You could help somebody else."))
    elif wanted:
        messages.success(request, _("We ask around, without your name."))
    else:
        messages.success(request, _("Nobody is asked any more."))
    return _back()


@require_POST
@for_employees
def pair(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Yes, no, a step, done, or the end: what the viewer does with their pair."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.pair_of(viewer, pair_id)
    form = DeedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("That was none of the buttons. Nothing has changed."))
        return _page(request, HelpingForm(initial={"room": 1}))
    deed = form.cleaned_data["deed"]
    if actions.go_on(actor=viewer, pair_id=pair_id, deed=deed, now=timezone.now()):
        messages.success(request, wording.said(deed))
    else:
        messages.info(request, _("That is not possible any more. This is how it stands now."))
    return _back()


def _back() -> HttpResponse:
    return see_other(reverse("buddies:buddies"))
