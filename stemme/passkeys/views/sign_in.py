"""Coming in by a passkey, from the sign-in page and before a risky act."""

from __future__ import annotations

import logging

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from stemme.passkeys import actions, ceremony
from stemme.passkeys.offering import party_at
from stemme.people.actions import TooManyTriesError
from stemme.people.gate import open_to_all
from stemme.people.visits import (
    browser_secret,
    keep_browser_secret,
    let_in,
    network,
    new_browser_secret,
    safe_path,
)

log = logging.getLogger(__name__)


@open_to_all
@require_POST
def options(request: HttpRequest) -> JsonResponse:
    """What the browser is told to show a passkey; the same for everybody."""
    party = party_at(request)
    if party is None:
        raise Http404
    secret = browser_secret(request) or new_browser_secret()
    try:
        asked = actions.ask_to_prove(secret=secret, network=network(request), party=party, now=timezone.now())
    except TooManyTriesError:
        return JsonResponse({}, status=429, headers={"Retry-After": "600"})
    response = JsonResponse(asked)
    keep_browser_secret(response, secret)
    return response


@open_to_all
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let in whoever the passkey belongs to. Before a risky act only the person who is there already will do."""
    party, to, now = party_at(request), safe_path(request.POST.get("next", "")), timezone.now()
    if party is None:
        raise Http404
    viewer, step_up = request.viewer, bool(request.POST.get("step_up"))  # type: ignore[attr-defined]
    try:
        admitted = actions.sign_in(
            text=request.POST.get("credential", ""),
            secret=browser_secret(request),
            party=party,
            now=now,
            only=viewer.person_id if viewer and step_up else None,
        )
    except ceremony.RefusedError as refusal:
        log.warning("a passkey was refused: %s", refusal)
        return render(request, "passkeys/refused.html", {"next": to, "step_up": step_up}, status=422)
    return let_in(request, admitted, way="passkey", now=now, to=to)
