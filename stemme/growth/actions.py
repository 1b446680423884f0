"""Writing what somebody tries, has learnt and keeps.

None of it becomes a fact of the journal: progress is nobody's figure, and what is not written down cannot be read.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from stemme.growth.lesson_texts import KEEPS, lesson_of
from stemme.growth.models import LessonDone, Note, Suggestion, TriedStep
from stemme.growth.steps import STEP_OF
from stemme.people.viewer import Viewer

#: After so many days the page asks how a step went, and after "not now" whether another one is welcome.
ASK_AFTER = dt.timedelta(days=7)
QUIET = dt.timedelta(days=30)
DONE, NOT_FOR_ME = "done", "not_for_me"
OUTCOMES = (DONE, NOT_FOR_ME)
#: More than an outline needs.
LONGEST_NOTE = 4000
#: Nobody keeps more by hand; only there so that nobody's notes fill the disk.
MOST_NOTES = 500


class TooManyNotesError(Exception):
    """So many notes are kept already that no further one is taken."""


def show_step(*, viewer: Viewer, step: str) -> None:
    """Show this step from now on, also when none was wanted. Raises KeyError for one that does not exist."""
    _suggest(viewer, step=STEP_OF[step].key, quiet_until=None)


def not_now(*, viewer: Viewer, now: dt.datetime) -> None:
    """Suggest nothing for a month."""
    _suggest(viewer, step="", quiet_until=viewer.today(now) + QUIET)


def ask_again(*, viewer: Viewer) -> None:
    """Suggest steps again before the month is over."""
    _suggest(viewer, step="", quiet_until=None)


def try_step(*, viewer: Viewer, step: str, now: dt.datetime) -> bool:
    """The viewer will try this step; False if they are trying it already. Raises KeyError for an unknown one."""
    key = STEP_OF[step].key
    with transaction.atomic():
        if TriedStep.objects.filter(**_own(viewer), step=key, outcome="").exists():
            return False
        TriedStep.objects.create(**_own(viewer), step=key, tried_at=now, ask_from=viewer.today(now) + ASK_AFTER)
        _suggest(viewer, step="", quiet_until=None)
    return True


def not_yet(*, viewer: Viewer, try_id: int, now: dt.datetime) -> None:
    """Ask how it went after another week. Get the id from access.py."""
    under_way = TriedStep.objects.filter(**_own(viewer), id=try_id, outcome="")
    under_way.update(ask_from=viewer.today(now) + ASK_AFTER)


def say_how_it_went(*, viewer: Viewer, try_id: int, outcome: str, now: dt.datetime) -> None:
    """Done, or not for me; nothing is asked again. Get the id from access.py. Raises ValueError for another outcome."""
    if outcome not in OUTCOMES:
        raise ValueError(f"a step ends as one of {OUTCOMES}, not {outcome!r}")
    TriedStep.objects.filter(**_own(viewer), id=try_id).update(outcome=outcome, ended_at=now)


def drop_try(*, viewer: Viewer, try_id: int) -> None:
    """Forget that the step was tried. Get the id from access.py."""
    TriedStep.objects.filter(**_own(viewer), id=try_id).delete()


def mark_done(*, viewer: Viewer, lesson: str, now: dt.datetime) -> None:
    """The viewer has done this lesson. Get the key from access.py."""
    LessonDone.objects.get_or_create(**_own(viewer), lesson=lesson, defaults={"done_at": now})


def mark_undone(*, viewer: Viewer, lesson: str) -> None:
    """Take the mark away again."""
    LessonDone.objects.filter(**_own(viewer), lesson=lesson).delete()


def keep(*, viewer: Viewer, lesson: str, language: str, text: str, now: dt.datetime) -> int:
    """Keep what the viewer wrote in a lesson, in the language they read it in; the note's id.

    Raises ValueError for an unknown lesson or without words, and TooManyNotesError.
    """
    found = lesson_of(lesson)
    if found is None or found.text_for(language).exercise.keep not in KEEPS:
        raise ValueError(f"there is no lesson {lesson!r} to keep something from")
    kind = found.text_for(language).exercise.keep
    if Note.objects.filter(**_own(viewer)).count() >= MOST_NOTES:
        raise TooManyNotesError
    note = Note(**_own(viewer), lesson=lesson, kind=kind, language=language, text=_words(text), kept_at=now)
    note.save()
    return int(note.pk)


def change_note(*, viewer: Viewer, note_id: int, text: str) -> None:
    """Write a note anew. Get the id from access.py. Raises ValueError without words."""
    Note.objects.filter(**_own(viewer), id=note_id).update(text=_words(text))


def delete_note(*, viewer: Viewer, note_id: int) -> None:
    """Delete a note. Get the id from access.py."""
    Note.objects.filter(**_own(viewer), id=note_id).delete()


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").strip()
    if not words or len(words) > LONGEST_NOTE:
        raise ValueError(f"a note has 1 to {LONGEST_NOTE} characters")
    return words


def _suggest(viewer: Viewer, *, step: str, quiet_until: dt.date | None) -> None:
    Suggestion.objects.update_or_create(**_own(viewer), defaults={"step": step, "quiet_until": quiet_until})


def _own(viewer: Viewer) -> dict[str, Any]:
    """What limits a query to the viewer."""
    return {"organisation_id": viewer.organisation_id, "person_id": viewer.person_id}
