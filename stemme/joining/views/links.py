"""The links for joining: make one, print its poster, stop it, and answer those who have no work address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.joining import access, actions, qr, queries
from stemme.joining.forms import LinkForm
from stemme.joining.jobs import answer_request
from stemme.joining.poster import lines_for
from stemme.kit.tokens import token_hash
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.name_queries import mail_domain
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer
from stemme.people.visits import new_browser_secret
from stemme.ui.responses import see_other

_USUAL_DAYS, _USUAL_MOST = dt.timedelta(days=60), 200


@needs(MANAGE_PEOPLE)
@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """The links of one's teams, and who waits."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, teams = timezone.now(), viewer.teams_for(MANAGE_PEOPLE)
    rows = queries.links(viewer.organisation_id, teams=teams, now=now)
    context = {
        "links": [(row, _address(row)) for row in rows],
        "waiting": queries.waiting(viewer.organisation_id, teams=teams, now=now),
        "own_teams_only": teams is not None,
        "typed": _typed_address(people.organisation(viewer.organisation_id).page_url),
    }
    return render(request, "joining/links.html", context)


@needs(MANAGE_PEOPLE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a link."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    form = _link_form(request, viewer, now)
    if request.method != "POST" or not form.is_valid():
        return render(request, "joining/new.html", {"form": form}, status=422 if request.method == "POST" else 200)
    chosen = form.cleaned_data
    made = actions.make_link(
        actor=viewer,
        label=chosen["label"],
        team_id=int(chosen["team"]) if chosen["team"] else None,
        language=chosen["language"],
        mail_domains=chosen["domains"],
        private=chosen["private"],
        most=chosen["most"],
        last_day=chosen["last_day"],
        now=now,
    )
    messages.success(request, _("The link works. Here is its poster."))
    return see_other(reverse("joining:poster", args=[made]))


def _link_form(request: HttpRequest, viewer: Viewer, now: dt.datetime) -> LinkForm:
    limit = viewer.teams_for(MANAGE_PEOPLE)
    teams = people.teams_looked_after(viewer)
    organisation = people.organisation(viewer.organisation_id)
    today = viewer.today(now)
    first: dict[str, Any] = {
        "domains": mail_domain(viewer.organisation_id),
        "language": organisation.language,
        "most": _USUAL_MOST,
        "last_day": today + _USUAL_DAYS,
    }
    data = request.POST if request.method == "POST" else None
    return LinkForm(data, teams=teams, everybody=limit is None, today=today, initial=first)


@needs(MANAGE_PEOPLE)
@require_safe
def poster(request: HttpRequest, link_id: int) -> HttpResponse:
    """A sheet of A4 with the QR code, the code to type and a line in each language."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    link = access.link_of(viewer, link_id, now=timezone.now())
    first, *others = lines_for(link.language, organisation=link.organisation_name)
    context = {
        "link": link,
        "picture": qr.picture(_address(link)),
        "address": _address(link),
        "typed": _typed_address(link.page_url),
        "first": first,
        "others": others,
    }
    return render(request, "joining/poster.html", context)


@needs(MANAGE_PEOPLE)
@require_POST
def stop(request: HttpRequest, link_id: int) -> HttpResponse:
    """Nobody joins by it any more."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    link = access.link_of(viewer, link_id, now=now)
    if actions.stop_link(actor=viewer, link_id=link.id, now=now):
        messages.success(request, _("Stopped. Whoever has joined by it stays."))
    return see_other(reverse("joining:links"))


@needs(MANAGE_PEOPLE)
@require_POST
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """Yes or no to somebody without a work address."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    asked = access.request_of(viewer, request_id, now=now)
    if request.POST.get("answer") == "yes":
        if actions.accept(actor=viewer, request_id=asked.id, now=now):
            # Nobody's browser asked just now: should we know the address by then, its sign-in link takes the code.
            answer_request.enqueue(asked.id, token_hash(new_browser_secret()).hex(), now.isoformat())
            messages.success(request, _("%(name)s gets a mail to confirm.") % {"name": asked.name})
    elif request.POST.get("answer") == "no" and actions.refuse(actor=viewer, request_id=asked.id, now=now):
        messages.success(request, _("The request is forgotten. Nobody is written to."))
    return see_other(reverse("joining:links"))


def _address(link: queries.LinkRow) -> str:
    return f"{link.page_url}{reverse('joining:join', args=[link.token])}"


def _typed_address(page_url: str) -> str:
    """The address for those who type, as short as it can be said."""
    return f"{page_url}{reverse('joining:code')}".partition("://")[2].rstrip("/")
