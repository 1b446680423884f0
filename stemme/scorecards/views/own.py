"""One's own scorecard: seen by oneself first, and by whom one lets."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.tables import write_table
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.scorecards import actions, files, queries
from stemme.scorecards.forms import BACK, ConsentForm
from stemme.scorecards.views import wording
from stemme.ui.responses import see_other


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@require_safe
@for_employees
def own(request: HttpRequest) -> HttpResponse:
    """Expectation, effort, effect and support side by side, and who can see what of it."""
    viewer = _viewer(request)
    card = queries.scorecard_of(viewer, now=timezone.now())
    lesson = card.support.lesson
    context = {
        "card": card,
        "effort": wording.effort(card.figures),
        "effect": wording.effect(card.figures),
        "running": card.figures.now.period,
        "lesson": lesson.text_for(viewer.language) if lesson else None,
        "best": wording.best_time(card.support.best),
        "locks": [wording.lock_told(one, card.seen.managers) for one in card.seen.sharing],
    }
    return render(request, "scorecards/own.html", context)


@require_POST
@for_employees
def consent(request: HttpRequest) -> HttpResponse:
    """My own yes to a lock that is open, or taking it back. Either holds at once."""
    viewer, now = _viewer(request), timezone.now()
    form = ConsentForm(request.POST)
    if not form.is_valid():
        raise Http404
    lock = form.cleaned_data["lock"]
    if form.cleaned_data["do"] == BACK:
        actions.take_back(actor=viewer, lock=lock, now=now)
        messages.success(request, _("Taken back. From now on nobody sees it but you."))
    else:
        try:
            actions.agree(actor=viewer, lock=lock, now=now)
        except actions.ClosedError:
            raise Http404 from None
        messages.success(request, _("Noted. You can take it back here at any time, without a reason."))
    return see_other(reverse("scorecards:own") + "#seen")


@require_safe
@for_employees
def as_csv(request: HttpRequest) -> HttpResponse:
    """My figures as a table."""
    viewer = _viewer(request)
    card = queries.scorecard_of(viewer, now=timezone.now())
    response = HttpResponse(write_table(files.own_table(card.figures)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scorecard.csv"'
    return response


@require_safe
@for_employees
def as_json(request: HttpRequest) -> HttpResponse:
    """All of my scorecard for programs."""
    viewer, now = _viewer(request), timezone.now()
    card = queries.scorecard_of(viewer, now=now)
    score = card.score.score if card.score else None
    text = files.own_document(card.figures, card.expectation, score, made_at=now)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="scorecard.json"'
    return response
