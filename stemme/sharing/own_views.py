"""One's own share: its link, whether it was posted, and what came of it on the network."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.library import pause_queries
from stemme.library import queries as library
from stemme.links import actions as links
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.sharing import reaction_queries, result_actions
from stemme.sharing.access import own_share
from stemme.sharing.forms import ResultForm
from stemme.sharing.queries import ShareRow
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def own_link(request: HttpRequest, story_id: int, channel: str) -> HttpResponse:
    """One's own link: stop it, or let it work again. What came through it so far stays counted."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    share = own_share(viewer, story_id, channel)
    if request.method != "POST":
        return _page(request, viewer, share)
    change = links.revive_link if request.POST.get("do") == "resume" else links.retire_link
    change(
        organisation_id=viewer.organisation_id,
        person_id=viewer.person_id,
        link_id=share.link_id,
        now=timezone.now(),
    )
    return _back(share)


@require_POST
@for_employees
def result(request: HttpRequest, story_id: int, channel: str) -> HttpResponse:
    """Type in what one saw under the post."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    share, now = own_share(viewer, story_id, channel), timezone.now()
    form = ResultForm(request.POST)
    if not form.is_valid():
        return _page(request, viewer, share, form)
    result_actions.report(actor=viewer, share=share, now=now, **form.counts())
    messages.success(request, _("Noted, for you only."))
    return _back(share)


def _page(request: HttpRequest, viewer: Viewer, share: ShareRow, form: ResultForm | None = None) -> HttpResponse:
    language, title = library.titles(viewer.organisation_id, [share.story_id]).get(share.story_id, ("", ""))
    reported = reaction_queries.reported_of(viewer.organisation_id, viewer.person_id, [share.id]).get(share.id)
    seen = (
        {"reactions": reported.reactions, "comments": reported.comments, "reshares": reported.reshares}
        if reported
        else None
    )
    context = {
        "share": share,
        "title": title,
        "language": language,
        "form": form or ResultForm(initial=seen),
        "pause": pause_queries.why_stopped(viewer.organisation_id, share.story_id),
    }
    return render(request, "sharing/link.html", context, status=422 if form else 200)


def _back(share: ShareRow) -> HttpResponse:
    return see_other(reverse("sharing:link", args=[share.story_id, share.channel]))
