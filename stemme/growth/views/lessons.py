"""The lessons: all of them, and one to read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.growth import access, actions, curriculum, queries
from stemme.growth.forms import LessonLanguageForm, NoteForm
from stemme.growth.lesson_texts import THEMES, Lesson
from stemme.growth.lesson_texts import lessons as every_lesson
from stemme.growth.lesson_wording import keep_label, kind_name, theme_name
from stemme.growth.views.own_place import own_place
from stemme.kit.languages import CODES, OWN_NAMES
from stemme.maturity.wording import type_line, type_name
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@for_employees
def lessons(request: HttpRequest) -> HttpResponse:
    """All lessons by the place they suit, one's own first; ``?theme=`` narrows them."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    theme = request.GET.get("theme", "")
    chosen = theme if theme in THEMES else ""
    own = own_place(viewer, now=timezone.now()).names
    done = queries.lessons_done(viewer.organisation_id, viewer.person_id)
    shown = [lesson for lesson in every_lesson() if not chosen or lesson.theme == chosen]
    groups = [
        {
            "name": type_name(key),
            "line": type_line(key),
            "own": key in own,
            "rows": [(lesson, lesson.text_for(viewer.language), theme_name(lesson.theme)) for lesson in group],
        }
        for key, group in curriculum.own_first(shown, own)
    ]
    context = {
        "groups": groups,
        "done": done,
        "themes": [(key, theme_name(key)) for key in THEMES],
        "theme": chosen,
        "total": len(every_lesson()),
    }
    return render(request, "growth/lessons.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_employees
def lesson(request: HttpRequest, lesson: str) -> HttpResponse:
    """Read a lesson, ``?in=`` a language; posting keeps what the exercise ended in."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = access.known_lesson(lesson)
    language = _language(request, viewer)
    if request.method != "POST":
        return render(request, "growth/lesson.html", _context(viewer, found, language, NoteForm()))
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            actions.keep(
                viewer=viewer,
                lesson=found.key,
                language=language,
                text=form.cleaned_data["text"],
                now=timezone.now(),
            )
        except actions.TooManyNotesError:
            form.add_error("text", _("You keep so many notes that we cannot take another one. Delete one first."))
        else:
            messages.success(request, _("Kept, for you alone."))
            page = reverse("growth:lesson", args=[found.key]) + f"?in={language}"
            to = reverse("growth:growth") if request.POST.get("back") == "growth" else page
            return see_other(f"{to}#exercise")
    return render(request, "growth/lesson.html", _context(viewer, found, language, form), status=422)


def _language(request: HttpRequest, viewer: Viewer) -> str:
    """The language asked for, else the reader's."""
    asked = LessonLanguageForm({"language": request.POST.get("language") or request.GET.get("in", "")})
    return str(asked.cleaned_data["language"]) if asked.is_valid() else (get_language() or viewer.language)


def _context(viewer: Viewer, found: Lesson, language: str, form: NoteForm) -> dict[str, Any]:
    own = own_place(viewer, now=timezone.now()).names
    done = queries.lessons_done(viewer.organisation_id, viewer.person_id)
    text = found.text_for(language)
    following = curriculum.after(every_lesson(), own, done, found.key)
    kept = queries.notes_of(viewer.organisation_id, viewer.person_id, lesson=found.key)
    return {
        "lesson": found,
        "text": text,
        "type": type_name(found.type),
        "theme": theme_name(found.theme),
        "languages": [(code, OWN_NAMES[code], code == text.language) for code in CODES],
        "spot": curriculum.spot(every_lesson(), found),
        "done": found.key in done,
        "next": following,
        "next_text": following.text_for(viewer.language) if following else None,
        "kept": kept,
        "kind": kind_name(text.exercise.keep),
        "keep": keep_label(text.exercise.keep),
        "note_form": form,
        "back": "lesson",
    }


@require_POST
@for_employees
def done(request: HttpRequest, lesson: str) -> HttpResponse:
    """Mark a lesson as done, or, with ``undo``, no longer; then back to where the button was."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = access.known_lesson(lesson)
    if "undo" in request.POST:
        actions.mark_undone(viewer=viewer, lesson=found.key)
    else:
        actions.mark_done(viewer=viewer, lesson=found.key, now=timezone.now())
    page = reverse("growth:lesson", args=[found.key]) + f"?in={_language(request, viewer)}#done"
    to = reverse("growth:notes") if request.POST.get("back") == "notes" else page
    return see_other(to)
