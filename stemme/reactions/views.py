"""What networks say about one's own posts, and the switches."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.people import roles
from stemme.people.gate import for_employees, needs
from stemme.people.viewer import Viewer
from stemme.reactions import choosing_actions, own_queries, queries
from stemme.reactions.access import own_share
from stemme.reactions.forms import SwitchForm
from stemme.ui.responses import page_or_part, see_other


@require_safe
@for_employees
def own(request: HttpRequest) -> HttpResponse:
    """All of one's own posts that a network says something about, and whether it is asked."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    context = {
        "posts": own_queries.posts_of(viewer, now=timezone.now()),
        "refuses": queries.refuses(viewer.organisation_id, viewer.person_id),
        "off": queries.is_switched_off(viewer.organisation_id),
        "now": timezone.now(),
    }
    return render(request, "reactions/own.html", context)


@require_safe
@for_employees
def fetched(request: HttpRequest, story_id: int, channel: str) -> HttpResponse:
    """What the network says about one own post: a part of the page of the share, or a page of its own."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    (post,) = own_queries.with_numbers(viewer, [own_share(viewer, story_id, channel)])
    context = {
        "post": post,
        "allowed": queries.may_be_fetched(viewer.organisation_id, viewer.person_id),
        "now": timezone.now(),
    }
    return page_or_part(request, page="reactions/fetched.html", part="reactions/_fetched.html", context=context)


@require_POST
@for_employees
def choose(request: HttpRequest) -> HttpResponse:
    """Have one's posts looked at, or not."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = SwitchForm(request.POST)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["on"]
    choosing_actions.choose_fetching(actor=viewer, wanted=wanted, now=timezone.now())
    if wanted:
        messages.success(request, _("From now on we look at your posts about once an hour."))
    else:
        messages.success(request, _("We look no more, and what we had fetched is deleted."))
    return see_other(reverse("reactions:own"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_ORGANISATION)
def settings(request: HttpRequest) -> HttpResponse:
    """Whether anybody's posts are looked at."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if request.method == "POST":
        form = SwitchForm(request.POST)
        if not form.is_valid():
            raise Http404
        choosing_actions.switch_fetching(actor=viewer, on=form.cleaned_data["on"], now=timezone.now())
        messages.success(request, _("Saved."))
        return see_other(reverse("reactions:settings"))
    return render(request, "reactions/settings.html", {"off": queries.is_switched_off(viewer.organisation_id)})
