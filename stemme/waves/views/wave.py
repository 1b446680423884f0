"""One wave: its days, its check-list, its launch, what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.role_queries import grants
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other
from stemme.waves import access
from stemme.waves.actions import checking, dating, launching
from stemme.waves.actions.holding import WaveError
from stemme.waves.lesson_queries import taught_by
from stemme.waves.rollout_queries import Rollout, WaveState, foreseen_of
from stemme.waves.type_queries import types_of
from stemme.waves.views import pictures
from stemme.waves.views.rollout import next_wave
from stemme.waves.wave_forms import DaysForm, LaunchForm, LearnedForm, LineForm, NewLineForm
from stemme.waves.wording import refusal, wave_name


@require_safe
@needs(READ_OVERVIEW)
@in_office_time
def wave(request: HttpRequest, number: int) -> HttpResponse:
    """The page of one wave."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rollout, state = access.wave(viewer, number, now=timezone.now())
    return render(request, "waves/wave.html", _shown(viewer, rollout, state))


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def launch(request: HttpRequest, number: int) -> HttpResponse:
    """Invite its people."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    rollout, state = access.wave(viewer, number, now=now)
    form = LaunchForm(request.POST, needed=not state.opening.open)
    if form.is_valid():
        try:
            invited = launching.launch(actor=viewer, wave_id=state.row.id, **form.cleaned_data, now=now)
        except WaveError as error:
            form.add_error("reason", refusal(error.reason))
        else:
            messages.success(request, _launched(invited))
            return see_other(reverse("waves:wave", args=[number]))
    return render(request, "waves/wave.html", {**_shown(viewer, rollout, state), "launch_form": form}, status=422)


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def days(request: HttpRequest, number: int) -> HttpResponse:
    """Give it other days."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = timezone.now(), DaysForm(request.POST)
    wave_id = access.wave_id(viewer, number)
    if form.is_valid():
        try:
            dating.set_days(actor=viewer, wave_id=wave_id, **form.cleaned_data, now=now)
        except WaveError as error:
            form.add_error("first_day", refusal(error.reason))
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("waves:wave", args=[number]))
    return _again(request, number, now, days_form=form)


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def add_check(request: HttpRequest, number: int) -> HttpResponse:
    """A line of their own on the check-list."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = timezone.now(), NewLineForm(request.POST)
    wave_id = access.wave_id(viewer, number)
    if form.is_valid():
        try:
            checking.add_line(actor=viewer, wave_id=wave_id, **form.cleaned_data, now=now)
        except WaveError as error:
            form.add_error("text", refusal(error.reason))
        else:
            return see_other(_list_of(number))
    return _again(request, number, now, line_form=form)


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def check(request: HttpRequest, number: int, line: str) -> HttpResponse:
    """How one line of the check-list stands: done or not, or all of it, or taken away."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = timezone.now(), LineForm(request.POST)
    wave_id = access.wave_id(viewer, number)
    which: dict[str, Any] = {"actor": viewer, "wave_id": wave_id, "name": line, "now": now}
    if not form.is_valid():
        messages.error(request, _("A note has at most 200 characters, and a day has to be one."))
        return _again(request, number, now)
    said = form.cleaned_data
    try:
        if "remove" in request.POST:
            checking.remove_line(**which)
        elif "tick" in request.POST:
            checking.tick(**which, done=said["done"])
        else:
            checking.keep_line(
                **which, done=said["done"], note=said["note"], owner_id=said["owner"], due_on=said["due_on"]
            )
    except WaveError as error:
        if error.reason == "gone":
            raise Http404 from error
        messages.error(request, refusal(error.reason))
    back = request.POST.get("back") == "rollout"
    return see_other(reverse("waves:rollout") if back else _list_of(number))


@require_POST
@needs(LEAD_PROGRAMME)
@in_office_time
def learned(request: HttpRequest, number: int) -> HttpResponse:
    """Write down what was learned."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = timezone.now(), LearnedForm(request.POST)
    wave_id = access.wave_id(viewer, number)
    if form.is_valid():
        try:
            text = form.cleaned_data["learned"]
            launching.write_learned(actor=viewer, wave_id=wave_id, text=text, now=now)
        except WaveError as error:
            form.add_error("learned", refusal(error.reason))
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("waves:wave", args=[number]))
    return _again(request, number, now, learned_form=form)


def _again(request: HttpRequest, number: int, now: dt.datetime, **forms: Any) -> HttpResponse:
    """The page with what was typed and why it cannot be."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rollout, state = access.wave(viewer, number, now=now)
    return render(request, "waves/wave.html", {**_shown(viewer, rollout, state), **forms}, status=422)


def _list_of(number: int) -> str:
    return reverse("waves:wave", args=[number]) + "#checks"


def _launched(invited: int) -> str:
    if not invited:
        return _("The wave has begun. Everybody in it had been invited before.")
    told = ngettext(
        "The wave has begun. %(number)s person gets an invitation.",
        "The wave has begun. %(number)s people get an invitation.",
        invited,
    )
    return told % {"number": invited}


def _shown(viewer: Viewer, rollout: Rollout, state: WaveState) -> dict[str, Any]:
    leads = viewer.may(LEAD_PROGRAMME)
    row = state.row
    types = types_of(viewer.organisation_id, rollout.plan.id, floor=rollout.floor) if rollout.plan else None
    parts = types.waves.get(row.number, ()) if types else ()
    context: dict[str, Any] = {
        "rollout": rollout,
        "state": state,
        "name": wave_name(row),
        "leads": leads,
        "next": next_wave(state),
        "types": pictures.types_bar(parts),
        "hosts": pictures.possible_hosts(parts),
        "days_form": DaysForm(initial={"first_day": row.first_day, "last_day": row.last_day}),
        "line_form": NewLineForm(),
        "launch_form": LaunchForm(needed=not state.opening.open),
    }
    if leads:
        context["owners"] = sorted({(one.name, one.person_id) for one in grants(viewer)})
        context["to_invite"] = len(launching.to_invite(viewer, row.id)) if state.reality is None else 0
        context["others"] = row.people - context["to_invite"]
    if state.reality is not None:
        came = next(one for one in rollout.came if one.number == row.number)
        over = row.last_day < rollout.today
        taught = taught_by(viewer.organisation_id, came, state.reality, over=over, floor=rollout.floor)
        context |= {
            "curve": pictures.curve_of([state], today=min(rollout.today, row.last_day), half=0),
            "weeks": _weeks(state),
            "foreseen": foreseen_of(viewer.organisation_id, row.id),
            "taught": taught,
            "languages": pictures.language_names(taught),
            "learned_form": LearnedForm(initial={"learned": row.learned}),
        }
    return context


def _weeks(state: WaveState) -> list[tuple[int, dt.date, int, float]]:
    """(week, its last day, people who had taken part, their part of the wave); nothing below the floor."""
    real = state.reality
    if real is None or state.outlook.hidden or not real.people:
        return []
    sunday = real.launched_on + dt.timedelta(days=6 - real.launched_on.weekday())
    return [
        (number + 1, sunday + dt.timedelta(weeks=number), people, people / real.people)
        for number, people in enumerate(real.by_week)
    ]
