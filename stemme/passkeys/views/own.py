"""One's own passkeys: those there are, one more, another name, one less, new recovery codes."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.passkeys import actions, letters
from stemme.passkeys.access import own_passkey
from stemme.passkeys.forms import NameForm
from stemme.passkeys.jobs import tell_of_change
from stemme.passkeys.offering import party_at, usable_address
from stemme.passkeys.queries import codes_left, passkeys_of
from stemme.passkeys.views.adding import Adding, codes_page, keep, options_for, page
from stemme.people.actions import Admitted
from stemme.people.gate import after_step_up, for_employees
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.ui.responses import see_other


@for_employees
@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """The passkeys one has."""
    viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "passkeys": passkeys_of(viewer),
        "codes": codes_left(viewer),
        "usable": party_at(request) is not None,
        "address": usable_address(),
    }
    return render(request, "passkeys/passkeys.html", context)


@for_employees
@after_step_up
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """One more passkey. With the first one this visit becomes one by passkey: so much has just been shown."""
    viewer = request.viewer  # type: ignore[attr-defined]
    adding = _adding(viewer)
    if request.method != "POST":
        return page(request, adding)
    return keep(request, adding, enter=not viewer.strong, now=timezone.now())


@for_employees
@after_step_up
@require_POST
def add_options(request: HttpRequest) -> JsonResponse:
    """What the browser is told to make a passkey."""
    return options_for(request, _adding(request.viewer), now=timezone.now())  # type: ignore[attr-defined]


def _adding(viewer: Viewer) -> Adding:
    return Adding(
        Admitted(viewer.person_id, viewer.organisation_id, EMPLOYEE),
        action=reverse("passkeys:add"),
        options=reverse("passkeys:add_options"),
        back=reverse("passkeys:passkeys"),
    )


@for_employees
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """One passkey: its name."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = own_passkey(viewer, passkey_id)
    form = NameForm(request.POST) if request.method == "POST" else NameForm(initial={"name": row.name})
    if request.method != "POST" or not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "passkeys/passkey.html", {"passkey": row, "form": form}, status=status)
    actions.rename(person_id=viewer.person_id, passkey_id=row.id, name=form.cleaned_data["name"])
    messages.success(request, _("Saved."))
    return see_other(reverse("passkeys:passkeys"))


@for_employees
@after_step_up
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, passkey_id: int) -> HttpResponse:
    """Take one away, after asking."""
    viewer = request.viewer  # type: ignore[attr-defined]
    row = own_passkey(viewer, passkey_id)
    if request.method != "POST":
        context = {"passkey": row, "last": len(passkeys_of(viewer)) == 1}
        return render(request, "passkeys/remove.html", context)
    now = timezone.now()
    actions.remove(organisation_id=viewer.organisation_id, person_id=viewer.person_id, passkey_id=row.id, now=now)
    _tell(viewer, letters.REMOVED, now)
    messages.success(request, _("That passkey no longer lets anybody in."))
    return see_other(reverse("passkeys:passkeys"))


@for_employees
@after_step_up
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes. They stand in the answer to the POST and nowhere else: there is nowhere to go on to."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST" or not passkeys_of(viewer):
        context = {"left": codes_left(viewer), "any": bool(passkeys_of(viewer))}
        return render(request, "passkeys/new_codes.html", context)
    now = timezone.now()
    made = actions.make_codes(organisation_id=viewer.organisation_id, person_id=viewer.person_id, now=now)
    _tell(viewer, letters.CODES_MADE, now)
    return codes_page(request, made)


def _tell(viewer: Viewer, what: str, now: dt.datetime) -> None:
    tell_of_change.enqueue(viewer.organisation_id, viewer.person_id, what, now.isoformat())
