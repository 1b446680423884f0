"""What somebody wrote, learnt and tried: to see, change, copy and delete; and as beginnings on the share sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.growth import access, actions, queries
from stemme.growth.forms import DELETE, NoteForm
from stemme.growth.lesson_texts import LessonText, lesson_of
from stemme.growth.lesson_wording import kind_name
from stemme.growth.queries import NoteRow
from stemme.growth.step_wording import step_line
from stemme.growth.steps import STEP_OF
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import page_or_part, see_other

#: What a share can begin with, and how many of the newest are offered.
_FOR_A_SHARE = ("sentence",)
_MOST_STARTS = 5


@require_safe
@for_employees
def notes(request: HttpRequest) -> HttpResponse:
    """Everything that growth keeps about somebody."""
    return render(request, "growth/notes.html", _context(request.viewer))  # type: ignore[attr-defined]


def _context(viewer: Viewer, wrong: tuple[int, NoteForm] | None = None) -> dict[str, Any]:
    """``wrong``: the note that could not be changed, with its form."""
    ours = (viewer.organisation_id, viewer.person_id)
    form_of = {wrong[0]: wrong[1]} if wrong else {}
    done = [(key, _text(viewer, key), at) for key, at in queries.lessons_done(*ours).items()]
    return {
        "notes": [
            (row, _text(viewer, row.lesson), kind_name(row.kind), form_of.get(row.id))
            for row in queries.notes_of(*ours)
        ],
        "tries": [(row, step_line(row.step)) for row in queries.tries_of(*ours) if row.step in STEP_OF],
        "done": [(key, text, at) for key, text, at in done if text],
    }


def _text(viewer: Viewer, lesson: str) -> LessonText | None:
    """The lesson for this reader; None for one that there is no longer."""
    found = lesson_of(lesson)
    return found.text_for(viewer.language) if found else None


@require_POST
@for_employees
def note(request: HttpRequest, note_id: int) -> HttpResponse:
    """Change a note, or delete it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row: NoteRow = access.own_note(viewer, note_id)
    if request.POST.get("do") == DELETE:
        actions.delete_note(viewer=viewer, note_id=row.id)
        messages.success(request, _("Deleted."))
        return see_other(reverse("growth:notes"))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return render(request, "growth/notes.html", _context(viewer, (row.id, form)), status=422)
    actions.change_note(viewer=viewer, note_id=row.id, text=form.cleaned_data["text"])
    messages.success(request, _("Saved."))
    return see_other(reverse("growth:notes") + f"#note-{row.id}")


@require_safe
@for_employees
def starts(request: HttpRequest) -> HttpResponse:
    """The newest sentences somebody kept, to begin a share with; ``?story=`` is the one it is for."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    asked = request.GET.get("story", "")
    rows = queries.notes_of(viewer.organisation_id, viewer.person_id, kinds=_FOR_A_SHARE)[:_MOST_STARTS]
    story = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    context = {"rows": rows, "story": story}
    return page_or_part(request, page="growth/starts.html", part="growth/_starts.html", context=context)
