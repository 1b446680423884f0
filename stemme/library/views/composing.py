"""A new story: from a page's address, or written here."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.library import actions, studio_queries
from stemme.library.addresses_of_pages import tidy
from stemme.library.forms import FromAddressForm
from stemme.library.own_story_form import OwnStoryForm
from stemme.library.streams.stream_queries import settings_of
from stemme.library.wording import problem
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def compose(request: HttpRequest) -> HttpResponse:
    """Begin a story: from a page's address (``?url=`` fills it in), or with a title. ``?kind=`` chooses the kind."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    streams = studio_queries.stream_names(viewer.organisation_id, viewer.streams_for(WRITE_STORIES))
    if not streams:
        messages.info(request, _("A story belongs to a stream. Please make the first one."))
        return see_other(f"{reverse('library:studio')}#streams")
    own = {"stream": studio_queries.own_stream(viewer.organisation_id, viewer.person_id)}
    fetching = FromAddressForm(initial={**own, "url": request.GET.get("url", "")}, streams=streams)
    first = {**own, "language": viewer.language, "kind": request.GET.get("kind", "article")}
    writing = OwnStoryForm(initial=first, streams=streams, prefix="own")
    if request.method == "POST":
        if "own-title" in request.POST:
            writing = OwnStoryForm(request.POST, streams=streams, prefix="own")
            story_id = _written(viewer, writing)
        else:
            fetching = FromAddressForm(request.POST, streams=streams)
            story_id = _fetched(request, fetching)
        if story_id is not None:
            return see_other(reverse("library:edit", args=[story_id]))
    context = {"fetching": fetching, "writing": writing}
    return render(request, "library/compose.html", context, status=422 if request.method == "POST" else 200)


def _fetched(request: HttpRequest, form: FromAddressForm) -> int | None:
    """The draft made of a page, or the story there is already; None when the form says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return None
    url = form.cleaned_data["url"]
    there = studio_queries.story_with_address(viewer.organisation_id, tidy(url))
    if there is not None and not studio_queries.works_in(viewer, there[1]):
        form.add_error("url", _("Another department has a story with this address already."))
        return None
    if there is not None:
        messages.info(request, _("There is a story with this address already. Here it is."))
        return there[0]
    try:
        return actions.create_story_from_url(
            actor=viewer, stream_id=form.cleaned_data["stream"], url=url, now=timezone.now()
        )
    except actions.StoryError as error:
        form.add_error("url", problem(error.reason))
        return None


def _written(viewer: Viewer, form: OwnStoryForm) -> int | None:
    if not form.is_valid():
        return None
    stream = settings_of(viewer.organisation_id, form.cleaned_data["stream"])
    try:
        return actions.create_story(
            actor=viewer, content=form.content(stream.audience if stream else None), now=timezone.now()
        )
    except actions.StoryError as error:
        form.add_error(None, problem(error.reason))
        return None
