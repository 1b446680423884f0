"""The quay of one's team: windows, houses, one's own part."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.periods import Period, month_of
from stemme.people import queries as people
from stemme.people.gate import for_employees
from stemme.people.viewer import Viewer
from stemme.recognition import badges, board_actions, board_queries, challenge_queries, deed_queries, showing
from stemme.recognition.quay_queries import Street, street_of
from stemme.recognition.wording import BADGES
from stemme.ui.responses import see_other


@require_safe
@for_employees
def team(request: HttpRequest) -> HttpResponse:
    """Light up the quay: who takes part this month, house by house, and what of it is one's own."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    today = viewer.today(now)
    month, organisation = month_of(today), people.organisation(viewer.organisation_id)
    # Translators: people of a division who are in none of its teams.
    rest, without_team = _("Others in %(team)s"), _("Without a team")
    street = street_of(
        viewer.organisation_id, viewer.team_id, month, floor=organisation.group_floor, rest=rest,
        without_team=without_team,
    )  # fmt: skip
    line = [key for key in (*people.team_line(viewer.organisation_id, viewer.team_id),) if key]
    context = {
        "month": month.first,
        "today": today,
        "days_left": (month.last - today).days,
        "floor": organisation.group_floor,
        "street": street,
        "boards": board_queries.open_kinds(viewer.organisation_id),
        "named": board_queries.may_be_named(viewer.organisation_id, viewer.person_id),
        **_quay(viewer, street, month, line, today),
        **_own(viewer, now),
    }
    return render(request, "recognition/team.html", context)


def _quay(viewer: Viewer, street: Street, month: Period, line: list[int], today: dt.date) -> dict[str, Any]:
    """The drawing, its lines, what is good to know, and the challenges that run."""
    found = challenge_queries.seen_by(viewer.organisation_id, line, today=today)
    language = get_language() or "en"
    main = showing.windows_challenge(found, street.top)
    goal = main.goal if main else showing.GOAL
    houses = showing.drawn(street.houses)
    names = []
    if street.first:
        names = board_queries.first_light_names(viewer.organisation_id, street.top, month.first)
    return {
        "houses": houses,
        "rows": showing.in_rows(houses),
        "seed": f"{viewer.organisation_slug} {today}",
        "lines": showing.house_lines(street, month=month),
        "goal": goal,
        "in_ten": round(goal * 10) if abs(goal * 10 - round(goal * 10)) < 1e-9 else None,
        "main": showing.challenge_shown(main, language=language, today=today) if main else None,
        "others": [showing.challenge_shown(c, language=language, today=today) for c in found if c is not main],
        "longest": showing.longest_step(street),
        "first_light": showing.first_light(street.first) if street.first else "",
        "names": names,
        "quiet_help": showing.quiet_help(street.without_sharing) if street.without_sharing else "",
    }


def _own(viewer: Viewer, now: dt.datetime) -> dict[str, Any]:
    """What only the person sees."""
    deeds, lit_since = deed_queries.deeds_of(viewer.organisation_id, viewer.person_id, now=now, zone=viewer.time_zone)
    return {
        "lit_since": lit_since,
        "badges": [(BADGES[badge.key], badge) for badge in badges.badges_of(deeds)],
        "best": badges.personal_best(deeds),
    }


@require_POST
@for_employees
def name(request: HttpRequest) -> HttpResponse:
    """My team may see my name, or no longer."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    board_actions.allow_name(actor=viewer, allowed=request.POST.get("named") == "1", now=timezone.now())
    return see_other(reverse("recognition:team") + "#name")
