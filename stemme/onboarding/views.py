"""The first five steps of an employee: what it is, topics, rhythm, eight questions, a first story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.feed import actions as feed
from stemme.mailings.actions import choosing
from stemme.maturity import actions as maturity
from stemme.maturity.page_queries import questions_of
from stemme.onboarding import actions, queries
from stemme.onboarding.forms import AnswersForm, InterestsForm, ReadForm, RhythmForm
from stemme.onboarding.material_queries import cards_are_open, first_stories, rules_of
from stemme.onboarding.steps import FIRST, QUESTIONS, RHYTHM, STEPS, TOPICS, WHAT, next_step
from stemme.onboarding.wording import step_name
from stemme.people import actions as people
from stemme.people.gate import for_readers
from stemme.people.own_queries import takes_part
from stemme.people.viewer import Viewer
from stemme.policy import actions as policy
from stemme.preferences import queries as preferences
from stemme.preferences.wording import way_name
from stemme.sharing import app_actions
from stemme.ui.responses import see_other


@dataclass(frozen=True, slots=True)
class _Visit:
    """Who goes through a step, and when."""

    request: HttpRequest
    viewer: Viewer
    now: dt.datetime


@require_safe
@for_readers
def start(request: HttpRequest) -> HttpResponse:
    """To the step to go on with; when all are done, a page that says what was chosen and where to change it."""
    progress = queries.progress_of(_viewer(request))
    if progress.next is not None and not progress.over:
        return redirect("onboarding:step", progress.next)
    return render(request, "onboarding/done.html", {"steps": _steps(progress, "")})


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def step(request: HttpRequest, step: str) -> HttpResponse:
    """One of the five steps. Looking changes nothing; every step can be left out."""
    if step not in STEPS:
        raise Http404
    visit = _Visit(request, _viewer(request), timezone.now())
    if request.method != "POST":
        return _shown(visit, step)
    if "skip" not in request.POST and (refused := _KEEPING[step](visit)) is not None:
        return refused
    actions.step_done(actor=visit.viewer, step=step, now=visit.now)
    onward = next_step(queries.progress_of(visit.viewer).done, after=step)
    return see_other(reverse("onboarding:step", args=[onward]) if onward else reverse("onboarding:start"))


@require_POST
@for_readers
def later(request: HttpRequest) -> HttpResponse:
    """Not now, or (``enough``) not at all: on to the stories."""
    leave = actions.enough if "enough" in request.POST else actions.later
    leave(actor=_viewer(request), now=timezone.now())
    return see_other(reverse("feed:stories"))


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def _steps(progress: queries.ProgressRow, here: str) -> list[dict[str, Any]]:
    return [{"key": key, "name": step_name(key), "done": key in progress.done, "here": key == here} for key in STEPS]


def _shown(visit: _Visit, step: str, form: forms.Form | None = None) -> HttpResponse:
    context = {
        "step": step,
        "number": STEPS.index(step) + 1,
        "steps": _steps(queries.progress_of(visit.viewer), step),
        **_SHOWING[step](visit, form),
    }
    return render(visit.request, f"onboarding/{step}.html", context, status=422 if form else 200)


def _show_what(visit: _Visit, form: forms.Form | None) -> dict[str, Any]:
    rules = rules_of(visit.viewer, get_language() or visit.viewer.language)
    joined, shown = takes_part(visit.viewer.person_id), cards_are_open(visit.viewer, now=visit.now)
    return {"joined": joined, "rules": rules, "cards_open": shown, "form": form}


def _keep_what(visit: _Visit) -> HttpResponse | None:
    """The press joins; the tick says that the guidelines were read, in the version that stood on the page."""
    people.join(person_id=visit.viewer.person_id, now=visit.now)
    form = ReadForm(visit.request.POST)
    if not form.is_valid():
        return _shown(visit, WHAT, form)
    if not form.cleaned_data["read"]:
        return None
    told = {"version": form.cleaned_data["version"] or 0, "language": form.cleaned_data["language"]}
    try:
        policy.acknowledge(actor=visit.viewer, now=visit.now, **told)
    except policy.OutdatedError:
        form.add_error(None, _("The guidelines were changed while you read. These are the new ones."))
        return _shown(visit, WHAT, form)
    return None


def _show_topics(visit: _Visit, form: forms.Form | None) -> dict[str, Any]:
    return {"form": form or _interests(visit)}


def _keep_topics(visit: _Visit) -> HttpResponse | None:
    form = _interests(visit, visit.request.POST)
    if not form.is_valid():
        return _shown(visit, TOPICS, form)
    feed.follow(viewer=visit.viewer, topic_ids=form.cleaned_data["topics"], now=visit.now)
    app_actions.choose_apps(actor=visit.viewer, channels=form.cleaned_data["channels"], now=visit.now)
    return None


def _interests(visit: _Visit, data: Any = None) -> InterestsForm:
    reach = preferences.reach(visit.viewer)
    chosen = {"topics": reach.followed, "channels": reach.apps}
    return InterestsForm(data, topics=reach.topics, channels=reach.channels, initial=chosen)


def _show_rhythm(visit: _Visit, form: forms.Form | None) -> dict[str, Any]:
    return {"form": form or _rhythm(visit)[0]}


def _keep_rhythm(visit: _Visit) -> HttpResponse | None:
    form, own = _rhythm(visit, visit.request.POST)
    if not form.is_valid():
        return _shown(visit, RHYTHM, form)
    # The day and the hour are chosen elsewhere and stay as they are.
    wish = {"weekday": own.wish.weekday, "hour": own.wish.hour, "minute": own.wish.minute, "way": own.way}
    choosing.choose(viewer=visit.viewer, now=visit.now, **wish | form.cleaned_data)
    return None


def _rhythm(visit: _Visit, data: Any = None) -> tuple[RhythmForm, Any]:
    chosen = preferences.chosen(visit.viewer, now=visit.now)
    ways = [(way, way_name(way)) for way in chosen.ways]
    start = {"every": chosen.own.wish.every, "way": chosen.own.way}
    return RhythmForm(data, ways=ways, initial=start), chosen.own


def _show_questions(visit: _Visit, _form: forms.Form | None) -> dict[str, Any]:
    """The questions only for who is signed in: the link of a mail may have been passed on (security.md T-02)."""
    if not visit.viewer.full:
        return {"questions": None}
    return {"questions": questions_of(visit.viewer.organisation_id, visit.viewer.person_id)}


def _keep_questions(visit: _Visit) -> HttpResponse | None:
    form = AnswersForm(visit.request.POST)
    if not visit.viewer.full:
        return None
    if not form.is_valid():
        return _shown(visit, QUESTIONS, form)
    maturity.answer(actor=visit.viewer, answers=form.answers(), now=visit.now)
    return None


def _show_first(visit: _Visit, _form: forms.Form | None) -> dict[str, Any]:
    return {"stories": first_stories(visit.viewer, now=visit.now)}


def _keep_first(_visit: _Visit) -> HttpResponse | None:
    """Nothing is chosen here; the press ends the steps."""
    return None


_SHOWING: dict[str, Callable[[_Visit, forms.Form | None], dict[str, Any]]] = {
    WHAT: _show_what,
    TOPICS: _show_topics,
    RHYTHM: _show_rhythm,
    QUESTIONS: _show_questions,
    FIRST: _show_first,
}
_KEEPING: dict[str, Callable[[_Visit], HttpResponse | None]] = {
    WHAT: _keep_what,
    TOPICS: _keep_topics,
    RHYTHM: _keep_rhythm,
    QUESTIONS: _keep_questions,
    FIRST: _keep_first,
}
