"""Team challenges for those who run the programme: the list, one of them, planning, calling off."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import needs
from stemme.people.viewer import Viewer
from stemme.pulse import queries as pulse
from stemme.pulse.wording import why_hidden
from stemme.recognition import access, actions, board_queries, showing
from stemme.recognition import challenge_queries as queries
from stemme.recognition.boards import KINDS
from stemme.recognition.challenge_queries import ChallengeRow
from stemme.recognition.forms import ChallengeForm
from stemme.recognition.states import PLANNED, RUNNING
from stemme.recognition.wording import BOARD_LINES, BOARDS, MEASURES, PER_HEAD, STATES, value
from stemme.ui.responses import see_other


@require_safe
@needs(roles.READ_OVERVIEW)
def challenges(request: HttpRequest) -> HttpResponse:
    """All challenges with how far they have come, and the boards."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    found = queries.challenges(viewer.organisation_id, today=viewer.today(now))
    joined = board_queries.joined_counts(viewer.organisation_id)
    floor = people.organisation(viewer.organisation_id).group_floor
    resting = pulse.why_hidden(viewer.organisation_id, now=now)
    context = {
        "challenges": [_line(row) for row in found],
        "may_plan": access.may_plan(viewer),
        "may_switch": viewer.may_everywhere(roles.MANAGE_ORGANISATION),
        "boards": [(kind, BOARDS[kind], BOARD_LINES[kind], kind in joined, joined.get(kind, 0)) for kind in KINDS],
        "floor": floor,
        "resting": why_hidden(resting) if resting else "",
    }
    return render(request, "recognition/challenges.html", context)


def _line(row: ChallengeRow) -> dict[str, Any]:
    return {
        "row": row,
        "text": row.words_for(get_language() or "en"),
        "state": STATES[row.state],
        "measure": MEASURES[row.measure],
        "goal": f"{value(row.measure, row.goal)} {PER_HEAD[row.measure]}",
    }


@require_safe
@needs(roles.READ_OVERVIEW)
def challenge(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """One challenge: its houses by the alphabet, each beside the goal and beside groups of similar size."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = access.challenge_of(viewer, challenge_id, now=timezone.now())
    places = [
        (place, value(row.measure, place.house.average), value(row.measure, place.alike) if place.alike else "")
        for place in row.places
    ]
    context = {
        **_line(row),
        "places": places,
        "scale": showing.scale_of(row),
        "floor": people.organisation(viewer.organisation_id).group_floor,
        "may_call_off": access.may_plan(viewer) and row.state in {PLANNED, RUNNING},
    }
    return render(request, "recognition/challenge.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(roles.MANAGE_PEOPLE)
def new(request: HttpRequest) -> HttpResponse:
    """Plan a challenge. For those who look after the people of the whole organisation."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.needs_planner(viewer)
    now = timezone.now()
    form = ChallengeForm(
        request.POST if request.method == "POST" else None,
        teams=people.teams(viewer.organisation_id),
        today=viewer.today(now),
        language=viewer.language,
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        made = actions.plan(
            actor=viewer,
            organisation_id=viewer.organisation_id,
            team_id=int(chosen["team"]) if chosen["team"] else None,
            measure=chosen["measure"],
            goal=form.goal_per_head(),
            first_day=dt.date.fromisoformat(chosen["first"]),
            months=int(chosen["months"]),
            texts=form.texts(),
            now=now,
        )
        messages.success(request, _("The challenge is planned."))
        return see_other(reverse("recognition:challenge", args=[made]))
    return render(request, "recognition/new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@require_POST
@needs(roles.MANAGE_PEOPLE)
def call_off(request: HttpRequest, challenge_id: int) -> HttpResponse:
    """End a challenge before its time."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    access.needs_planner(viewer)
    now = timezone.now()
    row = access.challenge_of(viewer, challenge_id, now=now)
    if actions.call_off(actor=viewer, challenge_id=row.id, now=now):
        messages.success(request, _("The challenge is called off. Nobody sees it on their team page any more."))
    return see_other(reverse("recognition:challenges"))
