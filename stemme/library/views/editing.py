"""The page on which a story gets its words, audience and time."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.library import access, actions, studio_queries
from stemme.library.next_start_queries import next_start
from stemme.library.starting_points_form import with_another
from stemme.library.story_form import Choices, StoryForm
from stemme.library.studio_queries import StoryDraft
from stemme.library.views.edit_page import page_context
from stemme.library.wording import problem
from stemme.library.workflow.campaign_queries import campaign_names
from stemme.library.workflow.context import desk_context, kept_saved, seen_of, typed_data
from stemme.library.workflow.version_actions import ConflictError
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_PUBLISHING = frozenset({"publish", "schedule"})
#: A form without a button is sent by the Enter key.
_KEEPING = _PUBLISHING | {"", "save", "look"}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def edit(request: HttpRequest, story_id: int) -> HttpResponse:
    """A story's words, audience and time.

    ``do`` says which button was pressed: save, look (save, then ask somebody), publish, schedule (publish for the next
    regular mail). Others keep nothing: count, more:nb:linkedin (another starting point), fix:nb (to this language).
    409 when somebody else saved meanwhile and both changed the same part: the page shows both.
    """
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = access.story_to_edit(viewer, story_id, now=now)
    choices, do = _choices(viewer, draft), request.POST.get("do", "")
    digest = next_start(viewer.organisation_id, now=now)
    data = _pressed(typed_data(viewer, story_id, request), do, digest)
    form = StoryForm(data, content=draft.content, choices=choices, reader=viewer.language)
    conflict, status = None, 200
    if request.method == "POST":
        if form.is_valid() and do in _KEEPING:
            conflict = _saved(request, form, story_id, now)
            if conflict is None and not form.errors:
                return see_other(reverse("library:look" if do == "look" else "library:edit", args=[story_id]))
        status = 409 if conflict else 422 if form.errors else 200
    if conflict is not None:
        # The form shows what goes together, and their own words where both wrote.
        draft, data = conflict.theirs, None
        form = StoryForm(None, content=conflict.merged, choices=choices, reader=viewer.language)
    context = {
        **page_context(viewer, draft, form, choices, data, now),
        **desk_context(viewer, draft, request, now, conflict),
        "digest": digest,
    }
    return render(request, "library/edit.html", context, status=status)


def _pressed(data: QueryDict | None, do: str, digest: dt.datetime | None) -> QueryDict | None:
    """What was typed, with what the button that was pressed does to it."""
    what, _colon, place = do.partition(":")
    if data is None or what not in {"more", "fix", "schedule"}:
        return data
    if what == "more":
        return with_another(data, place)
    changed = data.copy()
    if what == "fix":
        changed["show_language"] = place
    elif digest is not None:
        changed["starts_at"] = timezone.localtime(digest).strftime("%Y-%m-%dT%H:%M")
    return changed


def _saved(request: HttpRequest, form: StoryForm, story_id: int, now: dt.datetime) -> ConflictError | None:
    """Save, and publish if that button was pressed. What was met when the form could not be put together with what
    somebody else saved, too; for everything else the form now says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    content = form.content()
    try:
        made = actions.create_topics(actor=viewer, names=form.new_topic_names(), language=content.language, now=now)
        actions.change_story(
            actor=viewer,
            story_id=story_id,
            content=content,
            add_topics=made,
            now=now,
            seen=seen_of(request.POST),
            keep_saved=kept_saved(request.POST),
        )
        if request.POST.get("do") in _PUBLISHING:
            actions.publish(actor=viewer, story_id=story_id, now=now)
            later = content.starts_at is not None and content.starts_at > now
            messages.success(request, _("It is scheduled.") if later else _("Colleagues can see it now."))
        else:
            messages.success(request, _("Saved."))
    except ConflictError as conflict:
        return conflict
    except actions.StoryError as error:
        form.add_error(None, problem(error.reason))
    return None


@require_POST
@needs(WRITE_STORIES)
def withdraw(request: HttpRequest, story_id: int) -> HttpResponse:
    """Take a story away from colleagues at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_edit(viewer, story_id, now=now)
    actions.withdraw(actor=viewer, story_id=story_id, now=now)
    messages.success(request, _("It is withdrawn. Nobody can share it, and its links end in a moment."))
    return see_other(reverse("library:edit", args=[story_id]))


def _choices(viewer: Viewer, draft: StoryDraft) -> Choices:
    there, own = people.languages_and_places(viewer.organisation_id), viewer.streams_for(WRITE_STORIES)
    return Choices(
        streams=studio_queries.stream_names(viewer.organisation_id, own, also=draft.content.stream_id),
        topics=studio_queries.topics(viewer.organisation_id),
        teams=people.teams(viewer.organisation_id),
        languages=list(there.languages),
        places=list(there.places),
        campaigns=campaign_names(viewer.organisation_id, also=draft.content.campaign_id),
    )
