"""All devices lost: a recovery code lets in to add a new passkey, and to nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.passkeys import actions, entry, letters
from stemme.passkeys.forms import RecoverForm
from stemme.passkeys.jobs import tell_of_change
from stemme.passkeys.views.adding import Adding, keep, options_for, page
from stemme.people.actions import TooManyTriesError
from stemme.people.gate import open_to_all
from stemme.people.hosts import page_organisation
from stemme.people.visits import network
from stemme.ui.responses import see_other


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    """Type a recovery code. A wrong one and an unknown address get the same answer."""
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return render(request, "passkeys/recover.html", {"form": form})
    if form.is_valid():
        now = timezone.now()
        try:
            admitted = actions.redeem_code(
                address=form.cleaned_data["email"],
                code=form.cleaned_data["code"],
                network=network(request),
                now=now,
                organisation_id=page_organisation(request),
            )
        except TooManyTriesError:
            response = render(request, "passkeys/too_many.html", status=429)
            response.headers["Retry-After"] = "900"
            return response
        if admitted:
            entry.let_add(request, admitted, now=now)
            tell_of_change.enqueue(admitted.organisation_id, admitted.person_id, letters.CODE_USED, now.isoformat())
            return see_other(reverse("passkeys:first"))
        form.add_error("code", _("This code does not belong to this address, or it was used already."))
    return render(request, "passkeys/recover.html", {"form": form}, status=422)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Add a passkey without a visit: after a recovery code."""
    now = timezone.now()
    adding = _adding(request)
    if adding is None:
        return see_other(reverse("people:sign_in"))
    if request.method != "POST":
        return page(request, adding)
    return keep(request, adding, enter=True, now=now)


@open_to_all
@require_POST
def first_options(request: HttpRequest) -> HttpResponse:
    """What the browser is told to make that passkey."""
    adding = _adding(request)
    if adding is None:
        return see_other(reverse("people:sign_in"))
    return options_for(request, adding, now=timezone.now())


def _adding(request: HttpRequest) -> Adding | None:
    admitted = entry.may_add(request, now=timezone.now())
    if admitted is None:
        return None
    return Adding(
        admitted,
        action=reverse("passkeys:first"),
        options=reverse("passkeys:first_options"),
        back=reverse("people:sign_in"),
    )
