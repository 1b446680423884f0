"""Who in the demo said that one may ask them, and the map as the night has counted it."""

from __future__ import annotations

import datetime as dt
import random

from stemme.atlas import actions, care_actions
from stemme.maturity.queries import map_rows
from stemme.people import queries as people
from stemme.people.viewer import EMPLOYEE, Viewer
from stemme.project.demo.stage import Stage

_TYPES = ("enthusiast", "expert", "influencer")
#: How many of these types like to be asked.
_OFFERING = 14
_FIELDS = (
    "Turbines, and why they stand still when it blows",
    "Fjernvarme, forklart for naboen",
    "Fisk, elver og minstevannføring",
    "Nettleie uten fremmedord",
    "Havvind og fiskeri i samme farvand",
    "",
    "",
)


def make_map(stage: Stage) -> None:
    """Offers of some weeks ago, notes of who was in touch, and this week's map."""
    draw = random.Random(17)  # noqa: S311 - invented offers, not secrets
    rows = [row for row in map_rows(stage.organisation.id) if row.type in _TYPES]
    rows.sort(key=lambda row: row.person_id)
    offering = draw.sample(rows, min(_OFFERING, len(rows)))
    for number, row in enumerate(offering):
        care_actions.offer(
            actor=_viewer(row.person_id),
            feedback=number % 3 != 1,
            promote=number % 3 == 1 or draw.random() < 0.3,
            mentor=number % 4 == 0,
            field=_FIELDS[number % len(_FIELDS)],
            show_type=number % 2 == 0,
            now=stage.now - dt.timedelta(days=draw.randint(20, 80)),
        )
    lead = _viewer(stage.by_address["maja.lindqvist"].pk)
    for number, row in enumerate(offering[:4]):
        care_actions.note_contact(
            actor=lead, person_id=row.person_id, now=stage.now - dt.timedelta(days=3 + 4 * number)
        )
    actions.count_map(organisation_id=stage.organisation.id, now=stage.now)


def _viewer(person_id: int) -> Viewer:
    found = people.viewer(person_id, scope=EMPLOYEE)
    assert found is not None
    return found
