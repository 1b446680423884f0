"""The lessons there are, and what is the viewer's own; anything else is 404."""

from __future__ import annotations

from django.http import Http404

from stemme.growth import queries
from stemme.growth.lesson_texts import Lesson, lesson_of
from stemme.people.viewer import Viewer


def known_lesson(key: str) -> Lesson:
    """The lesson with this key. Raises Http404."""
    lesson = lesson_of(key)
    if lesson is None:
        raise Http404
    return lesson


def own_note(viewer: Viewer, note_id: int) -> queries.NoteRow:
    """The viewer's note of that id. Raises Http404 for anybody else's."""
    found = queries.note_of(viewer.organisation_id, viewer.person_id, note_id)
    if found is None:
        raise Http404
    return found


def own_try(viewer: Viewer, try_id: int) -> queries.TryRow:
    """The viewer's tried step of that id. Raises Http404 for anybody else's."""
    tries = queries.tries_of(viewer.organisation_id, viewer.person_id)
    found = next((row for row in tries if row.id == try_id), None)
    if found is None:
        raise Http404
    return found
