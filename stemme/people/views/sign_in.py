"""Signing in: ask for a link, press the button, leave."""

from __future__ import annotations

import datetime as dt
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.tokens import token_hash
from stemme.people import actions, sign_in_jobs
from stemme.people.door_queries import live_sign_in
from stemme.people.forms import AskForm
from stemme.people.gate import for_readers, open_to_all
from stemme.people.hosts import is_at_home, page_organisation
from stemme.people.views.answers import let_in, too_many
from stemme.people.views.door import link_is_over, speak
from stemme.people.visits import (
    browser_secret,
    end_visit,
    keep_browser_secret,
    network,
    new_browser_secret,
    safe_path,
)
from stemme.people.ways import ways_for
from stemme.ui.responses import see_other


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link by one's address at work."""
    to = safe_path(request.GET.get("next", ""))
    viewer = request.viewer  # type: ignore[attr-defined]
    if request.method != "POST":
        if viewer and viewer.full and viewer.proven:
            return see_other(to or reverse("front_door"))
        return _ask_page(request, AskForm(), to=to)
    form = AskForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, to=to, status=422)
    now = timezone.now()
    try:
        people = actions.ask_for_sign_in(
            address=form.cleaned_data["email"],
            network=network(request),
            now=now,
            organisation_id=page_organisation(request),
        )
    except actions.TooManyTriesError:
        return too_many(request)
    return _on_its_way(request, people, to=to, now=now)


def _ask_page(request: HttpRequest, form: AskForm, *, to: str, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": to, "step_up": False, "ways": ways_for(request)}
    return render(request, "people/sign_in.html", context, status=status)


def _on_its_way(request: HttpRequest, people: list[int], *, to: str, now: dt.datetime) -> HttpResponse:
    """Nothing but ids and a hash waits in the table of jobs: no address, no token (T-03)."""
    secret = browser_secret(request) or new_browser_secret()
    sign_in_jobs.mail_links.enqueue(people, token_hash(secret).hex(), to, now.isoformat())
    asked = request.GET.get("lang", "")
    query = f"?{urlencode({'lang': asked})}" if asked else ""
    response = see_other(f"{reverse('people:sign_in_sent')}{query}")
    keep_browser_secret(response, secret)
    return response


@open_to_all
@require_safe
def sign_in_sent(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox: the same words for everybody."""
    return render(request, "people/sign_in_sent.html")


@for_readers
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Somebody let in by a mail's link wants more: send the sign-in link to their own address."""
    now = timezone.now()
    try:
        people = actions.ask_for_confirmation(
            person_id=request.viewer.person_id,  # type: ignore[attr-defined]
            network=network(request),
            now=now,
        )
    except actions.TooManyTriesError:
        return too_many(request)
    return _on_its_way(request, people, to=safe_path(request.POST.get("next", "")), now=now)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a sign-in link: one button in the browser that asked, a field for the code in any other."""
    now = timezone.now()
    secret = browser_secret(request)
    offer = live_sign_in(token, browser=secret, now=now)
    if offer is None or not is_at_home(request, offer.organisation_id):
        return link_is_over(request)
    speak(request, offer.language)
    if request.method != "POST":
        return _sign_in_page(request, {"offer": offer, "token": token})
    answer = actions.redeem_sign_in(
        token=token, browser=secret or new_browser_secret(), code=request.POST.get("code", "")[:40], now=now
    )
    if answer.admitted:
        to = safe_path(request.GET.get("to", ""))
        return let_in(request, answer.admitted, way="link", now=now, to=to)
    if answer.kind == "ended":
        return link_is_over(request)
    error = _("Type the code that stands in the mail.")
    if answer.kind == "wrong_code":
        error = ngettext(
            "That is not the code of this mail. You can try once more.",
            "That is not the code of this mail. You can try %(left)s more times.",
            answer.tries_left,
        ) % {"left": answer.tries_left}
    return _sign_in_page(request, {"offer": offer, "token": token, "error": error}, status=422)


def _sign_in_page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "people/sign_in_link.html", context, status=status)
    if not browser_secret(request):
        # So that a double click on the button comes from a browser we can tell from others.
        keep_browser_secret(response, new_browser_secret())
    return response


@open_to_all
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave, on this device."""
    end_visit(request)
    messages.info(request, _("You are signed out on this device."))
    return see_other(reverse("people:sign_in"))
