"""The two deliveries of the HR system and what was put into them (shared data, invented people)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from stemme.kit.tables import Table, read_table
from stemme.people.columns import recognise
from stemme.people.comparison import Known
from stemme.people.roster import Roster, read_roster

DATA = Path(__file__).parent / "data"
OCTOBER = DATA / "ansatte-2026-10.csv"
NOVEMBER = DATA / "ansatte-2026-11.csv"


def expected() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((DATA / "ansatte-expected.json").read_text())
    return loaded


def table_of(path: Path) -> Table:
    return read_table(path.read_bytes())


def roster_of(path: Path) -> Roster:
    table = table_of(path)
    return read_roster(table.rows, recognise(table.rows))


def known_after(roster: Roster) -> list[Known]:
    """What the organisation holds after the roster was imported into an empty one."""
    return [
        Known(
            id=number,
            external_id=entry.external_id,
            email=entry.email,
            given_name=entry.given_name,
            family_name=entry.family_name,
            team=entry.team or (),
            title=entry.title or "",
            place=entry.place or "",
            language=entry.language or "nb",
        )
        for number, entry in enumerate(roster.entries, 1)
    ]
