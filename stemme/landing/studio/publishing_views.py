"""What is done with a page as a whole: taking it or a language of it away, making a story of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stemme.landing.studio import access, actions, story_actions
from stemme.landing.studio.queries import PageRow
from stemme.library.actions import StoryError
from stemme.library.wording import problem
from stemme.people.gate import needs, viewer_of
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_POST
@needs(WRITE_STORIES)
def withdraw(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a page away from visitors at once."""
    row, viewer = _row(request, page_id)
    actions.withdraw(actor=viewer, page_id=row.id, now=timezone.now())
    messages.success(request, _("It is withdrawn. Visitors find nothing there any more; leads and figures stay."))
    return _back(row)


@require_POST
@needs(WRITE_STORIES)
def drop_language(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take a language off the page."""
    row, viewer = _row(request, page_id)
    if actions.drop_language(actor=viewer, page_id=row.id, language=request.POST.get("language", "")):
        messages.success(request, _("The language is taken off the page."))
    return _back(row)


@require_POST
@needs(WRITE_STORIES)
def make_story(request: HttpRequest, page_id: int) -> HttpResponse:
    """Make a draft of a story that leads to the page, and go on with it; to the story there is already."""
    row, viewer = _row(request, page_id)
    stream = request.POST.get("stream", "")
    try:
        story_id = story_actions.make_story(
            actor=viewer, page_id=row.id, stream_id=int(stream) if stream.isdecimal() else 0, now=timezone.now()
        )
    except StoryError as error:
        messages.warning(request, problem(error.reason))
        return _back(row)
    return see_other(reverse("library:edit", args=[story_id]))


def _row(request: HttpRequest, page_id: int) -> tuple[PageRow, Viewer]:
    viewer = viewer_of(request)
    return access.page_of(viewer, page_id), viewer


def _back(row: PageRow) -> HttpResponse:
    return see_other(reverse("landing:page", args=[row.id]))
