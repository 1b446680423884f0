"""A file of a CRM or a system for applicants: which column is what, and what each line says. Pure.

Headings in five languages. Lines as spreadsheets write them: decimal commas, days first, empty cells.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import ZoneInfo

from stemme.kit.tables import Row, unguarded
from stemme.outcomes.doors.amounts import AmountError, amount
from stemme.outcomes.doors.events import MOST_CLICK_IDS, Event
from stemme.outcomes.doors.moments import MomentError, moment, month_comes_first

CLICK, EVENT, GOAL, WHEN, VALUE, CURRENCY = FIELDS = (
    "stemme_click", "event_id", "goal", "occurred_at", "value", "currency",
)  # fmt: skip
NEEDED = (CLICK, EVENT, GOAL)
_SPELT_OUT = {ord("ø"): "o", ord("æ"): "ae", ord("ß"): "ss"}
_HEADINGS = {
    CLICK: "stemmeclick clickid click clickids klikkid klikid klickid klick klikk klik",
    EVENT: "eventid event id number nummer nr reference referanse reference referens referenz orderid ordernumber "
    "ordrenummer ordrenr ordernummer ordernr bestellnummer auftragsnummer applicationid soknadsid soknadsnummer "
    "ansogningsid ansokningsid bewerbungsid bewerbungsnummer leadid dealid opportunityid hendelse hendelsesid "
    "haendelsesid handelseid ereignis ereignisnummer externalid recordid",
    GOAL: "goal goalkey mal maal malnokkel ziel zielschlussel",
    WHEN: "occurredat occurred when date time datetime timestamp dato tid tidspunkt datum tidpunkt zeit zeitpunkt "
    "closedat closedate wonat createdat created opprettet oprettet skapad erstellt lukket stangd",
    VALUE: "value amount price total sum verdi vaerdi varde wert belop belob belopp betrag pris preis summe",
    CURRENCY: "currency currencycode valuta valutakode valutakod wahrung waehrung iso4217",
}
_FIELD_OF = {word: field for field, words in _HEADINGS.items() for word in words.split()}


class ColumnsError(ValueError):
    """A file without what it needs. ``missing``: the fields of which there is no column; ``twice``: those with two."""

    def __init__(self, missing: Sequence[str], twice: Sequence[str]) -> None:
        super().__init__(", ".join((*missing, *twice)))
        self.missing, self.twice = tuple(missing), tuple(twice)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file. ``event`` is what it says, or None with the key of what is wrong."""

    number: int
    cells: tuple[str, ...]
    event: Event | None = None
    problem: str = ""


def read_lines(rows: Sequence[Row], *, zone: str, goals: Mapping[str, str], now: dt.datetime) -> list[Line]:
    """What the lines below the heading say. Raises ColumnsError.

    ``zone``: of times without an offset; ``goals``: from names and keys, folded as ``folded`` does, to keys.
    """
    filled = [row for row in rows if not row.blank]
    places = _places(filled[0].cells if filled else ())
    told = [(row, {field: _cell(row, place) for field, place in places.items()}) for row in filled[1:]]
    american = month_comes_first(cells.get(WHEN, "") for _row, cells in told)
    return [_line(row, cells, zone=ZoneInfo(zone), goals=goals, american=american, now=now) for row, cells in told]


def folded(text: str) -> str:
    """Small letters and figures without accents and signs, as headings and names of goals are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_SPELT_OUT))
    return re.sub("[^a-z0-9]", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _places(heading: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    twice = []
    for place, cell in enumerate(heading):
        field = _FIELD_OF.get(folded(cell))
        if field in found:
            twice.append(field)
        elif field:
            found[field] = place
    missing = [field for field in NEEDED if field not in found]
    if missing or twice:
        raise ColumnsError(missing, twice)
    return found


def _cell(row: Row, place: int) -> str:
    cell = row.cells[place] if place < len(row.cells) else ""
    return unguarded(cell.strip()).replace("\xa0", " ").strip()


def _line(
    row: Row, cells: Mapping[str, str], *, zone: ZoneInfo, goals: Mapping[str, str], american: bool, now: dt.datetime
) -> Line:
    clicks, event_id = re.split(r"[\s,;|]+", cells[CLICK]), cells[EVENT]
    goal, problem, value, when = goals.get(folded(cells[GOAL])), "", None, None
    try:
        value = amount(cells.get(VALUE, ""))
        when = moment(cells.get(WHEN, ""), zone=zone, american=american, now=now)
    except AmountError:
        problem = "value"
    except MomentError:
        problem = "occurred_at"
    if not cells[CLICK] or len(clicks) > MOST_CLICK_IDS:
        problem = "click_id"
    elif not (0 < len(event_id) <= 80 and event_id.isprintable()):
        problem = "event_id"
    elif goal is None:
        problem = "goal_unknown"
    if problem or goal is None:
        return Line(row.number, row.cells, None, problem)
    currency = cells.get(CURRENCY, "").upper() if value is not None else ""
    said = _spelling(goal, clicks, cells.get(WHEN, ""), value, currency)
    return Line(row.number, row.cells, Event(goal, event_id, when, tuple(clicks), value, currency, said))


def _spelling(goal: str, clicks: Sequence[str], when: str, value: Decimal | None, currency: str) -> bytes:
    """What the line says in one spelling, by which the same line is known again in the next file."""
    # Normalised, 1200 and 1200.00 are the same; a moment is compared as it is written, because “now” would differ.
    worth = None if value is None else f"{value.normalize():f}"
    return json.dumps([goal, sorted(clicks), when, worth, currency]).encode()
