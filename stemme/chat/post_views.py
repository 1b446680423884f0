"""The editor's page: a story into channels of Slack and Teams."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from stemme.chat import access, posting_actions, queries, telling, wording
from stemme.chat.content import Content, within_limits
from stemme.chat.forms import PostForm
from stemme.chat.queries import RoomState
from stemme.library.queries import StoryPage
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import MANAGE_ORGANISATION, WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def post(request: HttpRequest, story_id: int) -> HttpResponse:
    """Choose channels, see what will stand there, post."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    story = access.story_to_post(viewer, story_id, now=now)
    states = queries.rooms_for(viewer.organisation_id, story_id)
    form = PostForm(request.POST if request.method == "POST" else None, states=states)
    possible = posting_actions.may_be_posted(story, now=now)
    if request.method == "POST" and possible and form.is_valid():
        new = posting_actions.ask_to_post(actor=viewer, story_id=story_id, rooms=form.chosen(), now=now)
        if new:
            messages.success(request, _("It is on its way. Here you see what becomes of it."))
        else:
            messages.info(request, _("It was asked for already; nothing is posted twice."))
        return see_other(reverse("chat:post", args=[story_id]))
    context = {
        "story": story,
        "states": [(state, wording.NAMES[state.room.kind], wording.why(state.why)) for state in states],
        "form": form,
        "possible": possible,
        "embargo": story.embargo_until if story.embargo_until and story.embargo_until > now else None,
        "drawn": _drawn(viewer, story, states),
        "may_set_up": viewer.may(MANAGE_ORGANISATION),
        "waiting": any(state.state in {"queued", "sending"} for state in states),
    }
    return render(request, "chat/post.html", context, status=422 if request.method == "POST" else 200)


def _drawn(viewer: Viewer, story: StoryPage, states: list[RoomState]) -> list[tuple[str, str, Content]]:
    """(product, its name, message) once for each product and language in which it will be posted."""
    here = people.organisation(viewer.organisation_id)
    wanted = dict.fromkeys((state.room.kind, state.room.language) for state in states)
    return [
        (
            kind,
            wording.NAMES[kind],
            within_limits(telling.of_story(story, language, organisation=here.name, page_url=here.page_url)),
        )
        for kind, language in wanted
    ]
