"""What somebody tries, has learnt and keeps. Always of one person: nobody else asks, and nothing is added up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.growth.models import LessonDone, Note, Suggestion, TriedStep


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """The step that is shown ("" for the first), and until which day none is."""

    step: str = ""
    quiet_until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TryRow:
    """A step somebody said they would try. ``outcome``: ``done``, ``not_for_me``, or "" while it is under way."""

    id: int
    step: str
    tried_at: dt.datetime
    ask_from: dt.date
    outcome: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Something kept from a lesson. ``kind`` is one of lesson_texts.KEEPS."""

    id: int
    lesson: str
    kind: str
    language: str
    text: str
    kept_at: dt.datetime


def suggestion_of(organisation_id: int, person_id: int) -> SuggestionRow:
    """Where the next step stands."""
    rows = Suggestion.objects.filter(organisation_id=organisation_id, person_id=person_id)
    found = rows.values_list("step", "quiet_until").first()
    return SuggestionRow(*found) if found else SuggestionRow()


def tries_of(organisation_id: int, person_id: int) -> list[TryRow]:
    """The steps they said they would try, newest first."""
    rows = TriedStep.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("-tried_at", "-id")
    return [TryRow(*row) for row in rows.values_list("id", "step", "tried_at", "ask_from", "outcome")]


def lessons_done(organisation_id: int, person_id: int) -> dict[str, dt.datetime]:
    """The keys of the lessons they marked as done, and when."""
    rows = LessonDone.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("done_at")
    return dict(rows.values_list("lesson", "done_at"))


def notes_of(organisation_id: int, person_id: int, *, kinds: tuple[str, ...] = (), lesson: str = "") -> list[NoteRow]:
    """What they keep, newest first; of these kinds and of this lesson only, if said."""
    rows = Note.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("-kept_at", "-id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if lesson:
        rows = rows.filter(lesson=lesson)
    return [NoteRow(*row) for row in rows.values_list("id", "lesson", "kind", "language", "text", "kept_at")]


def note_of(organisation_id: int, person_id: int, note_id: int) -> NoteRow | None:
    """One of their notes, or None."""
    rows = Note.objects.filter(organisation_id=organisation_id, person_id=person_id, id=note_id)
    found = rows.values_list("id", "lesson", "kind", "language", "text", "kept_at").first()
    return NoteRow(*found) if found else None
