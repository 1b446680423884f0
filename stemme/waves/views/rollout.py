"""The roll-out at a glance."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.atlas.panes import Part
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import LEAD_PROGRAMME, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.waves.dates import days_off_in
from stemme.waves.lesson_queries import taught_by
from stemme.waves.rollout_queries import Rollout, WaveState, rollout_of
from stemme.waves.type_queries import Types, types_of
from stemme.waves.views import pictures
from stemme.waves.wording import line_text, wave_name


@require_safe
@needs(READ_OVERVIEW)
@in_office_time
def rollout(request: HttpRequest) -> HttpResponse:
    """The waves, what is expected, what is to be done next, who is in it and what was learned."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = rollout_of(viewer.organisation_id, timezone.now())
    context: dict[str, Any] = {"rollout": found, "leads": viewer.may(LEAD_PROGRAMME)}
    if found.plan is not None and found.waves:
        context |= _shown(viewer, found)
    return render(request, "waves/rollout.html", context)


def _shown(viewer: Viewer, found: Rollout) -> dict[str, Any]:
    here = people.organisation(viewer.organisation_id)
    rows = [wave.row for wave in found.waves]
    days_off = days_off_in(rows[0].first_day, rows[-1].last_day, here.country)
    types = types_of(viewer.organisation_id, found.plan.id, floor=found.floor) if found.plan else None
    following, last = found.next_wave, found.last_launched
    told, parts = _told_types(found, types)
    return {
        "timeline": pictures.timeline_of(found, days_off),
        "days_off": [day for day in days_off if day >= found.today],
        "curve": pictures.curve_of(found.waves, today=found.today, half=found.people / 2),
        "launched": sum(wave.reality is not None for wave in found.waves),
        "types": types,
        "next": next_wave(following) if following else None,
        "types_of": wave_name(told.row) if told else "",
        "types_bar": pictures.types_bar(parts),
        "hosts": pictures.possible_hosts(parts),
        **_learned(viewer, found, last),
    }


def _told_types(found: Rollout, types: Types | None) -> tuple[WaveState | None, tuple[Part, ...]]:
    """The next wave with its types. Whoever was never invited has seldom placed themselves: then the newest wave of
    which something can be told."""
    for wave in (found.next_wave, *reversed(found.waves)):
        parts = tuple(types.waves.get(wave.row.number, ())) if types and wave else ()
        if parts:
            return wave, parts
    return found.next_wave or found.last_launched, ()


def _learned(viewer: Viewer, found: Rollout, last: WaveState | None) -> dict[str, Any]:
    if last is None or last.reality is None:
        return {"last": None}
    came = next(one for one in found.came if one.number == last.row.number)
    over = last.row.last_day < found.today
    taught = taught_by(viewer.organisation_id, came, last.reality, over=over, floor=found.floor)
    return {
        "last": last,
        "last_name": wave_name(last.row),
        "taught": taught,
        "languages": pictures.language_names(taught),
    }


def next_wave(state: WaveState) -> dict[str, Any]:
    """A wave that comes, with its check-list in words."""
    return {
        "state": state,
        "name": wave_name(state.row),
        "lines": [{"line": line, "text": line_text(line)} for line in state.lines],
        "all_done": state.checks_done == len(state.lines),
    }
