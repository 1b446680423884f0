"""Adding a passkey, whoever may: the page, what the browser is told, and what comes back."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from stemme.passkeys import actions, ceremony, entry, letters
from stemme.passkeys.codes import shown
from stemme.passkeys.forms import NameForm
from stemme.passkeys.jobs import tell_of_change
from stemme.passkeys.offering import party_at, usable_address
from stemme.people.actions import Admitted, TooManyTriesError
from stemme.people.devices import device_of
from stemme.people.queries import Receiver, person_card
from stemme.people.viewer import EMPLOYEE
from stemme.people.visits import let_in
from stemme.ui.responses import see_other

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Adding:
    """For whom a passkey is added, and at which addresses."""

    admitted: Admitted
    action: str
    options: str
    back: str


def page(request: HttpRequest, adding: Adding, *, form: NameForm | None = None, error: str = "") -> HttpResponse:
    """The page with the button; 422 when something was wrong."""
    device = device_of(request.headers.get("User-Agent", ""))
    name = ", ".join(word for word in (device.browser, device.system) if word)
    context = {
        "form": form or NameForm(initial={"name": name}),
        "adding": adding,
        "error": error,
        "usable": party_at(request) is not None,
        "address": usable_address(),
    }
    return render(request, "passkeys/add.html", context, status=422 if error or form else 200)


def options_for(request: HttpRequest, adding: Adding, *, now: dt.datetime) -> JsonResponse:
    """What the browser is told to make a passkey. Raises Http404 where there can be none."""
    party = party_at(request)
    if party is None:
        raise Http404
    person = _person(adding)
    try:
        return JsonResponse(actions.ask_to_add(person=person, secret=_secret(request), party=party, now=now))
    except TooManyTriesError:
        return JsonResponse({}, status=429, headers={"Retry-After": "600"})


def _person(adding: Adding) -> Receiver:
    person = person_card(adding.admitted.organisation_id, adding.admitted.person_id)
    if person is None:
        raise Http404
    return person


def _secret(request: HttpRequest) -> str:
    return str(request.session.session_key)


def keep(request: HttpRequest, adding: Adding, *, enter: bool, now: dt.datetime) -> HttpResponse:
    """Keep the passkey that the browser made, tell the person, and show their recovery codes if these are new.

    ``enter``: open a visit with it.
    """
    party, form = party_at(request), NameForm(request.POST)
    _person(adding)
    if party is None:
        raise Http404
    if not form.is_valid():
        return page(request, adding, form=form)
    who = adding.admitted
    try:
        added = actions.add(
            organisation_id=who.organisation_id,
            person_id=who.person_id,
            text=request.POST.get("credential", ""),
            name=form.cleaned_data["name"],
            secret=_secret(request),
            party=party,
            now=now,
        )
    except ceremony.RefusedError as refusal:
        log.warning("a new passkey was refused: %s", refusal)
        return page(request, adding, form=form, error=_("That did not work, and nothing has changed. Try once more."))
    except actions.KnownPasskeyError:
        return page(request, adding, form=form, error=_("This passkey is on your list already."))
    except actions.TooManyPasskeysError:
        return page(request, adding, form=form, error=_("Twenty are enough. Remove one that you no longer use."))
    tell_of_change.enqueue(who.organisation_id, who.person_id, letters.ADDED, now.isoformat())
    return _done(request, adding, added, enter=enter, now=now)


def _done(request: HttpRequest, adding: Adding, added: actions.Added, *, enter: bool, now: dt.datetime) -> HttpResponse:
    to = reverse("passkeys:passkeys")
    if enter:
        entry.end(request)
        who = Admitted(adding.admitted.person_id, adding.admitted.organisation_id, EMPLOYEE)
        response = let_in(request, who, way="passkey", now=now, to=to)
    else:
        response = see_other(to)
    if not added.codes:
        messages.success(request, _("The passkey is there. From now on you can sign in with it."))
        return response
    codes = codes_page(request, added.codes, first=True)
    codes.cookies.update(response.cookies)
    return codes


def codes_page(request: HttpRequest, codes: Sequence[str], *, first: bool = False) -> HttpResponse:
    """The recovery codes, for this once: not even the browser keeps the page."""
    context = {"codes": [shown(code) for code in codes], "first": first, "text": "\n".join(map(shown, codes))}
    response = render(request, "passkeys/codes.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response
