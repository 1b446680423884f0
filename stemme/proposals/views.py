"""Proposing a link or a text, and what became of one's proposals."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.library import actions, proposal_queries
from stemme.library.actions.proposals import MOST_OPEN
from stemme.library.pictures import fetch_picture
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.proposals.forms import ProposalForm
from stemme.proposals.looking import Seen, look, remembered, signed
from stemme.proposals.queries import told_already
from stemme.proposals.wording import problem
from stemme.ui.responses import see_other

_LINK = re.compile(r"https?://[^\s<>\"]{1,2000}")


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a link or a text. ``?url=``, ``?title=`` and ``?text=`` fill it in, as phones and bookmarks send them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    streams = proposal_queries.streams_to_propose(viewer.organisation_id)
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=_handed(request), streams=streams)
    context: dict[str, Any] = {
        "form": form,
        "streams": streams,
        "full": proposal_queries.open_of(viewer.organisation_id, viewer.person_id) >= MOST_OPEN,
        "most": MOST_OPEN,
    }
    if request.method == "POST" and form.is_valid():
        seen = _seen(viewer, form, now)
        if seen is not None:
            context |= seen
        elif _sent(viewer, form, now):
            messages.success(request, _("It is on its way to the editors. They answer you."))
            return see_other(reverse("proposals:own"))
    return render(request, "proposals/propose.html", context, status=422 if form.errors else 200)


@require_safe
@for_employees
def picture(request: HttpRequest) -> HttpResponse:
    """The picture of a link that this person has just looked at, as our own JPEG; nothing of it is kept."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    seen = remembered(request.GET.get("seen", ""), viewer)
    found = fetch_picture(seen.page.image) if seen and seen.page else None
    if found is None:
        raise Http404
    response = HttpResponse(found, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, max-age=600"
    return response


@require_safe
@for_employees
def own(request: HttpRequest) -> HttpResponse:
    """One's own proposals and the answers."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = proposal_queries.own_proposals(viewer.organisation_id, viewer.person_id, now=timezone.now())
    return render(request, "proposals/own.html", {"rows": rows, "zone": viewer.clock})


@require_POST
@for_employees
def take_back(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Take a proposal back that nobody has answered; of somebody else's, or an answered one: 404."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not actions.take_back(actor=viewer, item_id=proposal_id, now=timezone.now()):
        raise Http404
    messages.success(request, _("Your proposal is taken back. Nothing of it is left."))
    return see_other(reverse("proposals:own"))


def _handed(request: HttpRequest) -> dict[str, str]:
    """What another page or a phone hands over. Phones put the link into the text."""
    url, title, text = (request.GET.get(name, "")[:4000].strip() for name in ("url", "title", "text"))
    if not url and (found := _LINK.search(text)):
        url = found[0]
        text = text.replace(url, "").strip()
    return {"url": url, "text": text if text != title else ""}


def _seen(viewer: Viewer, form: ProposalForm, now: dt.datetime) -> dict[str, Any] | None:
    """What the link shows, when this person has not seen it yet; None when there is nothing to look at first."""
    url = form.cleaned_data["url"]
    if not url or remembered(form.cleaned_data["seen"], viewer, url) is not None:
        return None
    seen = look(viewer, url, now=now)
    token = signed(seen, viewer)
    shown = ProposalForm(
        initial={**form.cleaned_data, "seen": token},
        streams=proposal_queries.streams_to_propose(viewer.organisation_id),
    )
    addresses = [url, seen.page.canonical if seen.page else ""]
    told = told_already(viewer, addresses, now=now)
    return {"form": shown, "seen": seen, "token": token, "told": told, "why_unread": _why(seen)}


def _why(seen: Seen) -> str:
    return problem(seen.reason) if seen.reason else ""


def _sent(viewer: Viewer, form: ProposalForm, now: dt.datetime) -> bool:
    """Hand the valid form over; False when the form now says why not."""
    data = form.cleaned_data
    seen = remembered(data["seen"], viewer, data["url"]) if data["url"] else None
    try:
        actions.propose(
            actor=viewer,
            stream_id=data["stream"] or None,
            url=data["url"],
            text=data["text"],
            sentence=data["sentence"],
            now=now,
            page=seen.page if seen else None,
            may_name=data["may_name"],
        )
    except actions.StoryError as error:
        fields = {"address": "url", "own": "url", "twice": "url", "foreign": "stream"}
        form.add_error(fields.get(error.reason), problem(error.reason))
        return False
    return True
