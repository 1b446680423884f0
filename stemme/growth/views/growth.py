"""My growth: the own place, the next step, a lesson in short, the eight questions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.growth import access, actions, forms, queries, steps
from stemme.growth.curriculum import next_lesson, spot
from stemme.growth.lesson_texts import lessons
from stemme.growth.lesson_wording import keep_label
from stemme.growth.views.own_place import OwnPlace, own_place, place_told
from stemme.growth.views.step_cards import not_again, step_card
from stemme.maturity.page_queries import own_page
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@for_employees
def growth(request: HttpRequest) -> HttpResponse:
    """Where somebody is and where they might go. Only they see it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    ours = (viewer.organisation_id, viewer.person_id)
    own = own_page(*ours, now=now)
    mine = place_told(own.place, own.choices)
    card = step_card(
        mine.towards,
        queries.suggestion_of(*ours),
        queries.tries_of(*ours),
        today=viewer.today(now),
        time_zone=viewer.time_zone,
    )
    context = {"own": own, "mine": mine, "card": card, **_lesson(viewer, mine)}
    return render(request, "growth/growth.html", context)


def _lesson(viewer: Viewer, mine: OwnPlace) -> dict[str, Any]:
    """The lesson to read next, in short."""
    done = queries.lessons_done(viewer.organisation_id, viewer.person_id)
    lesson = next_lesson(lessons(), mine.names, done)
    if lesson is None:
        return {"lesson": None}
    text = lesson.text_for(viewer.language)
    spotted = spot(lessons(), lesson)
    own = lesson.type in mine.names
    return {
        "lesson": lesson,
        "text": text,
        "spot": spotted if own else None,
        "keep": keep_label(text.exercise.keep),
        "note_form": forms.NoteForm(),
        "back": "growth",
    }


@require_POST
@for_employees
def answer_step(request: HttpRequest) -> HttpResponse:
    """I will try this, show another, not now; or: show me one again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    form = forms.StepForm(request.POST)
    if not form.is_valid():
        raise Http404
    do, step = form.cleaned_data["do"], form.cleaned_data["step"]
    if do == forms.TRY and step:
        actions.try_step(viewer=viewer, step=step, now=now)
        messages.success(request, _("Good. In a week we ask here how it went; nobody is told."))
    elif do == forms.ANOTHER:
        towards = own_place(viewer, now=now).towards
        tries = queries.tries_of(viewer.organisation_id, viewer.person_id)
        after = steps.step_after(towards.axis, towards.target, step, not_again=not_again(towards, tries))
        if after:
            actions.show_step(viewer=viewer, step=after.key)
    elif do == forms.NOT_NOW:
        actions.not_now(viewer=viewer, now=now)
    else:
        actions.ask_again(viewer=viewer)
    return see_other(reverse("growth:growth") + "#step")


@require_POST
@for_employees
def answer_try(request: HttpRequest, try_id: int) -> HttpResponse:
    """How it went: did it, not yet, not for me; or: forget that I tried."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    row = access.own_try(viewer, try_id)
    form = forms.TriedForm(request.POST)
    if not form.is_valid():
        raise Http404
    do = form.cleaned_data["do"]
    if do == forms.DROP:
        actions.drop_try(viewer=viewer, try_id=row.id)
    elif do == forms.NOT_YET:
        actions.not_yet(viewer=viewer, try_id=row.id, now=now)
    else:
        actions.say_how_it_went(viewer=viewer, try_id=row.id, outcome=do, now=now)
        messages.success(request, _("Noted, for you alone."))
    to = reverse("growth:notes") if request.POST.get("back") == "notes" else reverse("growth:growth") + "#step"
    return see_other(to)
