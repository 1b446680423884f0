"""Numbers out of LinkedIn's own file: choose it, look at what was read, keep what one wants; never the file itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stemme.kit.periods import local_day
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.reactions import choosing_actions, own_queries, queries, wording
from stemme.reactions.forms import FileForm, KeepForm, sent_back
from stemme.reactions.matching import OwnShare, matched
from stemme.reactions.opening import MOST_BYTES, WorkbookError
from stemme.reactions.own_queries import OwnPost
from stemme.reactions.reading_file import posts_of_upload
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def linkedin(request: HttpRequest) -> HttpResponse:
    """Choose the file; with one, look at what was read in it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    if request.method != "POST":
        return render(request, "reactions/linkedin.html", _start(viewer, FileForm()))
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "reactions/linkedin.html", _start(viewer, form), status=422)
    upload = form.cleaned_data["file"]
    try:
        posts = posts_of_upload(upload.read(MOST_BYTES + 1), size=upload.size)
    except WorkbookError as error:
        form.add_error("file", wording.file_fault(error.reason))
        return render(request, "reactions/linkedin.html", _start(viewer, form), status=422)
    own = own_queries.linkedin_posts(viewer, now=now)
    keeping = KeepForm(matched(posts, _shares(viewer, own)))
    return render(request, "reactions/linkedin_found.html", {"form": keeping, "read": len(posts)})


@require_POST
@for_employees
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the numbers of the posts that were chosen."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    own = own_queries.linkedin_posts(viewer, now=now)
    form = KeepForm(sent_back(request.POST, _shares(viewer, own)), request.POST)
    if not form.is_valid():
        return render(request, "reactions/linkedin_found.html", {"form": form, "read": None}, status=422)
    number = choosing_actions.keep_from_file(actor=viewer, numbers=form.numbers(), own=own, now=now)
    said = ngettext(
        "The numbers of %(n)d post are kept, for you only.",
        "The numbers of %(n)d posts are kept, for you only.",
        number,
    )
    messages.success(request, said % {"n": number})
    return see_other(reverse("reactions:own"))


@require_POST
@for_employees
def forget(request: HttpRequest) -> HttpResponse:
    """Delete what was kept out of files."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    choosing_actions.forget_file(actor=viewer)
    messages.success(request, _("Your numbers from %(network)s are deleted.") % {"network": "LinkedIn"})
    return see_other(reverse("reactions:linkedin"))


def _start(viewer: Viewer, form: FileForm) -> dict[str, Any]:
    return {"form": form, "kept": queries.kept_of(viewer.organisation_id, viewer.person_id)}


def _shares(viewer: Viewer, own: dict[int, OwnPost]) -> list[OwnShare]:
    return [
        OwnShare(share_id, post.title, post.language, _day(post, viewer), post.share.post_url)
        for share_id, post in own.items()
    ]


def _day(post: OwnPost, viewer: Viewer) -> dt.date:
    return local_day(post.share.shared_at, viewer.time_zone)
