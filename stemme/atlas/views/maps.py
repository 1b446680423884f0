"""The map of the organisation: groups only."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from stemme.atlas import csv_table, drawing, jitter, queries, wording
from stemme.atlas.access import group_of
from stemme.atlas.figures import Figures
from stemme.atlas.moving import Moves
from stemme.atlas.queries import Group, Map
from stemme.journal import facts
from stemme.journal.actions import record_taken
from stemme.kit.tables import write_table
from stemme.maturity.types import KEYS
from stemme.maturity.wording import type_name
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.roles import READ_OVERVIEW
from stemme.people.viewer import Viewer

Content = dict[str, Any]
PEOPLE, DENSITY, MOVEMENT = "people", "density", "movement"
VIEWS = (PEOPLE, DENSITY, MOVEMENT)


@require_safe
@needs(READ_OVERVIEW)
def organisation_map(request: HttpRequest) -> HttpResponse:
    """Where people are, as dots, shades or movement; everybody, a team or a place."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    groups = queries.groups(viewer.organisation_id)
    group = group_of(groups, request.GET.get("group", ""))
    asked = request.GET.get("view", PEOPLE)
    shown = asked if asked in VIEWS else PEOPLE
    found = queries.map_of(viewer.organisation_id, group)
    context: Content = {"groups": groups, "group": group, "shown": shown}
    if found is None:
        context["floor"] = people.organisation(viewer.organisation_id).group_floor
    else:
        context |= _figures(viewer, found, shown)
    return render(request, "atlas/map.html", context)


@require_safe
@needs(READ_OVERVIEW)
def table(request: HttpRequest) -> HttpResponse:
    """The map of a group as a CSV file: what the page tells, and nothing else."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    groups = queries.groups(viewer.organisation_id)
    group = group_of(groups, request.GET.get("group", ""))
    found = queries.map_of(viewer.organisation_id, group)
    record_taken(
        facts.FIGURES_EXPORTED,
        organisation_id=viewer.organisation_id,
        actor_id=viewer.person_id,
        at=timezone.now(),
        table="map",
    )
    rows = csv_table.table(found.figures, wording.part_name) if found else [csv_table.HEADER]
    day = _day(viewer, found) if found else viewer.today(timezone.now())
    response = HttpResponse(write_table(rows), content_type="text/csv; charset=utf-8")
    name = f"{viewer.organisation_slug}-map{f'-{group.kind}' if group.value else ''}-{day}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _day(viewer: Viewer, found: Map) -> dt.date:
    return found.counted_at.astimezone(ZoneInfo(viewer.time_zone)).date()


def _figures(viewer: Viewer, found: Map, shown: str) -> Content:
    told = found.figures
    content: Content = {
        "map": found,
        "floor": found.floor,
        "day": _day(viewer, found),
        "others": found.people - told.placed if found.people and found.people >= told.placed + found.floor else None,
        "panes": [(pane, type_name(pane.key), type_name(pane.with_key) if pane.with_key else "") for pane in
                  drawing.panes(told.clouds)],
        "bridges": drawing.bridges(told.clouds),
        "parts": _parts(told),
        "merged": any(len(cloud.panes) > 1 for cloud in told.clouds),
        "summary": _summary(told),
        "moves": told.moves,
        "help": _help(told),
    }  # fmt: skip
    if shown == PEOPLE:
        content |= _dots(viewer, found.group, told)
    elif shown == MOVEMENT and told.moves:
        content["arrows"] = drawing.arrows(told.moves.parts)
        content["ways"] = [(wording.part_name(moves.panes), moves) for moves in _in_order(told.moves.parts)]
    return content


def _dots(viewer: Viewer, group: Group, told: Figures) -> Content:
    """The dots of today: tomorrow, and for another group, they lie elsewhere."""
    seed = f"{viewer.today(timezone.now())} {viewer.organisation_id} {group.value}"
    dots = jitter.dots(told.clouds, seed=seed)
    return {"dots": drawing.path_of(dots), "per_dot": jitter.people_per_dot(told.placed)}


def _parts(told: Figures) -> list[tuple[str, int, float]]:
    """(names, people, share) of each part, the largest first."""
    clouds = sorted(told.clouds, key=lambda cloud: (-cloud.people, cloud.panes))
    return [(wording.part_name(cloud.panes), cloud.people, cloud.people / told.placed) for cloud in clouds]


def _summary(told: Figures) -> str:
    """The finding in one sentence, for those who do not see the drawing."""
    name, most, _share = _parts(told)[0]
    words = _("%(people)s people on the map; the most, %(most)s, are here: %(name)s.")
    return words % {"people": told.placed, "most": most, "name": name}


def _in_order(parts: tuple[Moves, ...]) -> list[Moves]:
    return sorted(parts, key=lambda moves: drawing.READING.index(drawing.first_of(moves.panes)))


def _help(told: Figures) -> list[Content]:
    """What would help whom, type by type, the most first; types of one part stand together."""
    rows = []
    for cloud in sorted(told.clouds, key=lambda cloud: (-cloud.people, cloud.panes)):
        for place in sorted(cloud.panes, key=drawing.READING.index):
            key, first = KEYS[place], drawing.first_of(cloud.panes)
            rows.append(
                {
                    "name": type_name(key),
                    "people": cloud.people if place == first else None,
                    "with": "" if place == first else type_name(KEYS[first]),
                    "missing": wording.missing(key),
                    "helps": wording.helps(key),
                }
            )
    return rows
