"""The list of people: who may take part, in which state, found by what."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stemme.kit.languages import LANGUAGES
from stemme.people import list_filters, list_queries, queries, role_wording, roles
from stemme.people.bulk_session import undoable
from stemme.people.gate import needs
from stemme.people.list_filters import Filters
from stemme.people.list_queries import StateCounts
from stemme.people.queries import TeamRow
from stemme.people.viewer import Viewer
from stemme.ui.responses import page_or_part


@needs(roles.MANAGE_PEOPLE)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody, by state, team, language, role and words."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    filters = list_filters.read(request.GET)
    counts, found, page = _counted(viewer, filters, request.GET.get("page", 1), viewer.today(now))
    teams = viewer.teams_for(roles.MANAGE_PEOPLE)
    context = {
        "counts": counts,
        "bar": _bar(counts),
        "states": _states(found, filters),
        "page": page,
        "own_teams_only": teams is not None,
        "filters": filters,
        "choices": _choices(viewer, filters),
        "query": f"&{filters.query()}" if filters.parameters() else "",
        "undo": undoable(request, now=now),
    }
    return page_or_part(request, page="people/people.html", part="people/_list.html", context=context)


def _counted(viewer: Viewer, filters: Filters, page: str | int, today: dt.date) -> tuple[StateCounts, StateCounts, Any]:
    """Everybody by state, those found by state, and a page of them."""
    organisation_id, teams = viewer.organisation_id, viewer.teams_for(roles.MANAGE_PEOPLE)
    floor = queries.organisation(organisation_id).group_floor
    counts = list_queries.state_counts(organisation_id, today=today, group_floor=floor, teams=teams)
    found, narrow = counts, None
    if filters.narrowed:
        narrow = list_queries.narrowing(organisation_id, filters)
        found = list_queries.state_counts(organisation_id, today=today, group_floor=floor, teams=teams, narrow=narrow)
    number = _numbers(found)[filters.state]
    rows = list_queries.people_page(
        organisation_id, filters, page=page, number=number, today=today, teams=teams, narrow=narrow
    )
    return counts, found, rows


def _numbers(counts: StateCounts) -> dict[str, int]:
    """How many lines each state has."""
    return {
        "": counts.total,
        "active": counts.active,
        "invited": counts.listed_as_invited,
        "paused": counts.paused,
        "not_invited": counts.not_invited,
        "bounced": counts.bounced,
    }


def _bar(counts: StateCounts) -> list[dict[str, object]]:
    """The parts of the states bar with their places on a scale of 1000."""
    parts: list[tuple[str, str, int]] = [
        ("active", _("Active"), counts.active),
        ("invited", _("Invited, not opened yet"), counts.invited),
        ("paused", _("Paused"), counts.paused),
        ("no", _("Said no"), counts.said_no or 0),
        ("waiting", _("Not invited yet"), counts.not_invited),
    ]
    if counts.said_no is None:
        parts = [part for part in parts if part[0] != "no"]
    bar: list[dict[str, object]] = []
    start = 0.0
    for key, label, number in parts:
        width = 1000 * number / counts.total if counts.total else 0.0
        bar.append({"key": key, "label": label, "number": number, "start": f"{start:.1f}", "width": f"{width:.1f}"})
        start += width
    return bar


def _states(found: StateCounts, filters: Filters) -> list[dict[str, object]]:
    """The chips: each state with how many of those found are in it."""
    labels = {
        "": _("Everyone"),
        "active": _("Active"),
        "invited": _("Invited"),
        "paused": _("Paused"),
        "not_invited": _("Not invited yet"),
        "bounced": _("Mail came back"),
    }
    numbers = _numbers(found)
    return [
        {
            "label": labels[key],
            "number": numbers[key],
            "current": key == filters.state,
            "query": filters.with_state(key).query(),
        }
        for key in labels
        if numbers[key] or key in {"", filters.state}
    ]


def _choices(viewer: Viewer, filters: Filters) -> dict[str, list[tuple[str, str, bool]]]:
    """What can be chosen in each field: (value, label, chosen)."""
    teams = queries.teams_looked_after(viewer)
    role_names = [(role.key, role_wording.role_name(role.key)) for role in roles.ROLES]
    sorts = {
        "name": _("Name"),
        "team": _("Team"),
        "title": _("Job title"),
        "language": _("Language"),
    }
    return {
        "teams": [(str(team.id), team_label(team), team.id == filters.team) for team in teams],
        "languages": [(code, name, code == filters.language) for code, name in LANGUAGES],
        "roles": [
            (key, name, key == filters.role)
            for key, name in [(list_filters.ANY_ROLE, _("Anybody with a role")), *role_names]
        ],
        "sorts": [(key, sorts[key], key == filters.sort) for key in list_filters.SORTS],
    }


def team_label(team: TeamRow) -> str:
    """The team with the division it belongs to."""
    return team.name if team.id == team.division_id else f"{team.name}, {team.division_name}"
