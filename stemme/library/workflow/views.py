"""Versions, keeping what is typed, and putting a story away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.library import access, actions
from stemme.library.wording import problem
from stemme.library.workflow import desk_queries, keep_actions
from stemme.library.workflow.comparing import compare
from stemme.library.workflow.context import seen_of, words_of
from stemme.library.workflow.naming_queries import names_for
from stemme.library.workflow.part_words import in_order, in_words, part_name, part_names
from stemme.library.workflow.parts_of import content_from, differing, language_of
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_POST
@needs(WRITE_STORIES)
def keep(request: HttpRequest, story_id: int) -> HttpResponse:
    """Keep what was typed into a story's form for whoever typed it. 204; 413 when it is too much."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = access.story_to_edit(viewer, story_id, now=now)
    revision = seen_of(request.POST) or draft.revision
    try:
        keep_actions.keep_typing(
            actor=viewer, story_id=story_id, revision=revision, fields=words_of(request.POST), now=now
        )
    except keep_actions.TooLongError:
        return HttpResponse(status=413)
    return HttpResponse(status=204)


@require_POST
@needs(WRITE_STORIES)
def drop_kept(request: HttpRequest, story_id: int) -> HttpResponse:
    """Throw away what was typed and not saved."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.story_to_edit(viewer, story_id, now=timezone.now())
    keep_actions.drop_typing(actor=viewer, story_id=story_id)
    messages.success(request, _("Thrown away. This is the story as it was saved."))
    return see_other(reverse("library:edit", args=[story_id]))


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def versions(request: HttpRequest, story_id: int) -> HttpResponse:
    """Who saved the story when and what they changed; ``?old=`` and ``?new=`` compare two, word by word."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    draft = access.story_to_edit(viewer, story_id, now=timezone.now())
    rows = desk_queries.versions(viewer.organisation_id, story_id)
    new = _number(request, "new") or draft.revision
    old = _number(request, "old") or max(new - 1, 1)
    context = {
        "draft": draft,
        "rows": [(row, part_names(row.changed)) for row in rows],
        "old": old,
        "new": new,
        "changes": _changes(viewer, story_id, old, new) if rows else [],
        "may_restore": draft.archived_at is None,
    }
    return render(request, "library/versions.html", context)


@require_POST
@needs(WRITE_STORIES)
def restore(request: HttpRequest, story_id: int, number: int) -> HttpResponse:
    """Save an earlier version once more, as the newest one. Nothing in between is lost: it stays a version."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_edit(viewer, story_id, now=now)
    parts = desk_queries.version_parts(viewer.organisation_id, story_id, number)
    if parts is None:
        raise Http404
    try:
        actions.change_story(actor=viewer, story_id=story_id, content=content_from(parts), now=now)
    except actions.StoryError as error:
        messages.error(request, problem(error.reason))
        return see_other(reverse("library:versions", args=[story_id]))
    messages.success(request, _("Version %(number)d is the newest again.") % {"number": number})
    return see_other(reverse("library:edit", args=[story_id]))


@require_POST
@needs(WRITE_STORIES)
def archive(request: HttpRequest, story_id: int) -> HttpResponse:
    """Put a story away, or with ``away=0`` back on the desk."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_edit(viewer, story_id, now=now)
    if request.POST.get("away") == "0":
        actions.unarchive(actor=viewer, story_id=story_id, now=now)
        messages.success(request, _("It is back on the desk."))
    else:
        actions.archive(actor=viewer, story_id=story_id, now=now)
        messages.success(request, _("It is put away. Its links go on working, its figures stay."))
    return see_other(reverse("library:edit", args=[story_id]))


def _number(request: HttpRequest, name: str) -> int | None:
    typed = request.GET.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else None


def _changes(viewer: Viewer, story_id: int, old: int, new: int) -> list[dict[str, Any]]:
    before = desk_queries.version_parts(viewer.organisation_id, story_id, old)
    after = desk_queries.version_parts(viewer.organisation_id, story_id, new)
    if before is None or after is None:
        raise Http404
    names = names_for(viewer)
    return [
        {
            "name": part_name(part),
            "language": language_of(part),
            "pieces": compare(in_words(part, before.get(part), names), in_words(part, after.get(part), names)),
        }
        for part in in_order(differing(before, after))
    ]
