"""Scorecards as files: one's own for spreadsheets and programs, and those of who agreed. Pure.

Column names are English and do not change with the reader's language.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from stemme.people.support_queries import Member
from stemme.policy.expectations.expectation import ExpectationRow
from stemme.scorecards.card import Figures, Quarter

#: What a quarter is in a file, in this order.
COLUMNS = ("first_day", "last_day", "suggestions", "shares", "own_words", "visitors", "shares_that_brought_somebody")


def row_of(quarter: Quarter) -> tuple[str, ...]:
    """A quarter as cells; what is no longer kept is empty."""
    cells = (
        quarter.period.first.isoformat(), quarter.period.last.isoformat(), quarter.suggestions, quarter.shares,
        quarter.own_words, quarter.visitors, quarter.brought,
    )  # fmt: skip
    return tuple("" if cell is None else str(cell) for cell in cells)


def own_table(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Header and two quarters, the running one first."""
    yield COLUMNS
    yield row_of(figures.now)
    yield row_of(figures.before)


def own_document(
    figures: Figures, expectation: ExpectationRow | None, score: int | None, *, made_at: dt.datetime
) -> str:
    """All of one's own scorecard as JSON."""
    document: dict[str, Any] = {
        "made_at": made_at.isoformat(),
        "expectation": None if expectation is None else _expectation(expectation),
        "quarters": [_quarter(figures.now), _quarter(figures.before)],
        "influence_score": score,
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def _expectation(row: ExpectationRow) -> dict[str, Any]:
    return {
        "function": row.name,
        "version": row.version,
        "language": row.language,
        "hope": list(row.hope),
        "need_not": list(row.need_not),
        "ask_first": list(row.ask_first),
        "support": list(row.support),
        "minutes_a_week": row.minutes_a_week or None,
    }


def _quarter(quarter: Quarter) -> dict[str, Any]:
    values = (
        quarter.period.first.isoformat(), quarter.period.last.isoformat(), quarter.suggestions, quarter.shares,
        quarter.own_words, quarter.visitors, quarter.brought,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def team_table(members: Sequence[Member], figures: Mapping[int, Figures]) -> Iterator[tuple[str, ...]]:
    """Header and the whole quarter before of each of these people, by name; nobody else is told of."""
    yield ("staff_number", "name", *COLUMNS)
    for member in members:
        yield (member.external_id, member.name, *row_of(figures[member.person_id].before))
