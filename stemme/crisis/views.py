"""Stopping in a crisis: one press to stop, why and where to, telling those who shared, one press to let it go on."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.crisis import access, actions, queries
from stemme.crisis.forms import StopForm, WhyForm
from stemme.kit.languages import best_language
from stemme.library import queries as library
from stemme.library import stop_queries, studio_queries
from stemme.library.queries import StoryRow
from stemme.links.targets import TargetError
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def stops(request: HttpRequest) -> HttpResponse:
    """What is stopped, what may be stopped, and what was. ``?story=`` and ``?stream=`` choose one already."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return render(request, "crisis/stops.html", _overview(viewer, _chosen(request), timezone.now()))


@require_POST
@needs(WRITE_STORIES)
@in_office_time
def begin(request: HttpRequest) -> HttpResponse:
    """Stop it now. Words can follow."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now, form = timezone.now(), StopForm(request.POST)
    if not form.is_valid():
        return render(request, "crisis/stops.html", {**_overview(viewer, "", now), "form": form}, status=422)
    try:
        stop_id = actions.stop(actor=viewer, what=form.cleaned_data["what"], now=now)
    except actions.PauseError as error:
        if error.reason != "there":
            raise Http404 from error
        messages.info(request, _("It is stopped already."))
        return see_other(reverse("crisis:stops"))
    messages.success(request, _("Stopped. Nobody sees or shares it any more, and its links lead nowhere."))
    return see_other(reverse("crisis:stop", args=[stop_id]))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def one(request: HttpRequest, stop_id: int) -> HttpResponse:
    """One stop: why, where its links lead meanwhile, who is told, and the way back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stop, now = access.stop_to_touch(viewer, stop_id), timezone.now()
    data = request.POST if request.method == "POST" and stop.ended_at is None else None
    form = WhyForm(data, initial={"reason": stop.reason, "instead_url": stop.instead_url})
    if data is not None and form.is_valid():
        try:
            actions.explain(actor=viewer, pause=stop, **form.cleaned_data, now=now)
        except TargetError as error:
            form.refuse_address(error)
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("crisis:stop", args=[stop_id]))
    to_tell = 0 if stop.ended_at else len(queries.people_to_tell(viewer.organisation_id, stop, now=now))
    floor = people.organisation(viewer.organisation_id).group_floor
    context = {"stop": stop, "form": form, "to_tell": to_tell, "few": 0 < to_tell < floor, "floor": floor}
    return render(request, "crisis/stop.html", context, status=422 if form.errors else 200)


@require_POST
@needs(WRITE_STORIES)
def tell(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Tell those who shared why."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stop = access.stop_to_touch(viewer, stop_id)
    try:
        told = actions.tell(actor=viewer, pause=stop, now=timezone.now())
    except actions.PauseError as error:
        if error.reason != "reason":
            raise Http404 from error
        messages.error(request, _("Please write why first: that is what they will read."))
    else:
        messages.success(request, _told(viewer, told))
    return see_other(reverse("crisis:stop", args=[stop_id]))


@require_POST
@needs(WRITE_STORIES)
def end(request: HttpRequest, stop_id: int) -> HttpResponse:
    """Let it go on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    stop = access.stop_to_touch(viewer, stop_id)
    try:
        told = actions.resume(actor=viewer, pause=stop, tell_again="tell" in request.POST, now=timezone.now())
    except actions.PauseError:
        messages.info(request, _("It goes on already."))
    else:
        words = _("It goes on. Links lead where they led before.")
        messages.success(request, f"{words} {_told(viewer, told)}" if told else words)
    return see_other(reverse("crisis:stops"))


def _told(viewer: Viewer, number: int) -> str:
    if not number:
        return _("There was nobody left to tell.")
    if number < people.organisation(viewer.organisation_id).group_floor:
        return _("Those who shared get a mail.")
    return ngettext("%(number)s person who shared gets a mail.", "%(number)s people who shared get a mail.", number) % {
        "number": number
    }


def _chosen(request: HttpRequest) -> str:
    return next((f"{key}-{request.GET[key]}" for key in ("story", "stream") if key in request.GET), "")


def _overview(viewer: Viewer, chosen: str, now: dt.datetime) -> dict[str, Any]:
    rows = stop_queries.pause_rows(viewer)
    own = viewer.streams_for(WRITE_STORIES)
    live = library.live_stories(viewer.organisation_id, now=now)
    streams = studio_queries.stream_names(viewer.organisation_id, own)
    mine = {name for _id, name in streams}
    return {
        "lasting": [row for row in rows if row.ended_at is None],
        "ended": [row for row in rows if row.ended_at is not None],
        "stories": [_titled(story) for story in live if story.titles and story.stream in mine],
        "streams": [(f"stream-{id_}", name) for id_, name in streams],
        "everywhere": own is None,
        "chosen": chosen,
        "form": StopForm(),
    }


def _titled(story: StoryRow) -> tuple[str, str, str]:
    """(value of the choice, language, title)."""
    language = best_language(story.language, tuple(story.titles))
    return f"story-{story.id}", language, story.titles[language]
