"""More or less of this: on a card, on a story's page, and on the page of interests."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stemme.feed import access, leaning_actions
from stemme.feed.forms import LeaningForm
from stemme.feed.views.way_back import way_back
from stemme.people.gate import for_readers
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

MORE, LESS = "more", "less"


@require_POST
@for_readers
def lean(request: HttpRequest, story_id: int) -> HttpResponse:
    """More or less of what is like this story, of one of its topics or of its stream; then back to where one was."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    story = access.story_to_read(viewer, story_id, now=now)
    form = LeaningForm(request.POST)
    if not form.is_valid():
        raise Http404
    thing, thing_id = access.thing_of(story, form.cleaned_data["of"])
    more = form.cleaned_data["do"] == MORE
    leaning_actions.lean(viewer=viewer, thing=thing, thing_id=thing_id, more=more, now=now)
    messages.success(request, _("More of this from now on.") if more else _("Less of this from now on."))
    return see_other(way_back(request, "feed:stories"))


@require_POST
@for_readers
def change(request: HttpRequest, thing: str, thing_id: int) -> HttpResponse:
    """Turn round or take back what the viewer said; 404 for what they have not said."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.own_leaning(viewer, thing, thing_id)
    done = request.POST.get("do")
    if done in {MORE, LESS}:
        now = timezone.now()
        leaning_actions.lean(viewer=viewer, thing=thing, thing_id=thing_id, more=done == MORE, now=now)
        messages.success(request, _("Saved."))
    else:
        leaning_actions.take_back(viewer=viewer, thing=thing, thing_id=thing_id)
        messages.success(request, _("Taken back. It counts neither way any more."))
    return see_other(way_back(request, "feed:interests" if viewer.full else "feed:stories"))
