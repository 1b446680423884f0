"""The months, quarters and years that there are reports of. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from stemme.kit.periods import Period, month_of, quarter_of, year_of

#: Fixed stretches only, so that nobody can cut a group out of two overlapping ones (P-07).
KINDS: dict[str, Callable[[dt.date], Period]] = {"month": month_of, "quarter": quarter_of, "year": year_of}
#: What is mailed by itself.
RHYTHMS = ("month", "quarter")
#: So many of each kind can be chosen.
MOST = {"month": 12, "quarter": 8, "year": 3}
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month, quarter or year, and the last day it has figures of."""

    kind: str
    period: Period
    #: It is not over: figures of a part only.
    running: bool

    @property
    def key(self) -> str:
        """As it stands in an address: month-2026-10-01."""
        return f"{self.kind}-{self.period.first.isoformat()}"

    @property
    def before(self) -> Period:
        """The one just before it, of the same kind."""
        return KINDS[self.kind](self.period.first - _DAY)


def stretch(kind: str, first: dt.date, *, today: dt.date) -> Stretch:
    """The stretch that begins on ``first``. Raises ValueError when none does, or it has not begun."""
    if kind not in KINDS or first > today or first.year < 2000:
        raise ValueError(f"no report of {kind} {first}")
    period = KINDS[kind](first)
    if period.first != first:
        raise ValueError(f"no {kind} begins on {first}")
    return Stretch(kind, period, running=today <= period.last)


def from_key(key: str, *, today: dt.date) -> Stretch:
    """The stretch of an address. Raises ValueError when there is none."""
    kind, _, first = key.partition("-")
    return stretch(kind, dt.date.fromisoformat(first), today=today)


def choices(*, today: dt.date, began: dt.date | None) -> dict[str, list[Stretch]]:
    """By kind, newest first: those over, and the running one last begun in front. Empty lists before any figures."""
    found: dict[str, list[Stretch]] = {}
    for kind, of in KINDS.items():
        rows: list[Stretch] = []
        period = of(today)
        while began is not None and period.last >= began and len(rows) < MOST[kind]:
            rows.append(Stretch(kind, period, running=today <= period.last))
            period = of(period.first - _DAY)
        found[kind] = rows
    return found


def due_day(kind: str, first: dt.date, days_after: int) -> dt.date:
    """The day on which a plan mails the stretch that begins on ``first``."""
    return KINDS[kind](first).last + dt.timedelta(days=days_after)


def last_due(kind: str, *, today: dt.date, days_after: int) -> dt.date:
    """First day of the newest stretch whose mail is due."""
    period = KINDS[kind](today)
    while period.last + dt.timedelta(days=days_after) > today:
        period = KINDS[kind](period.first - _DAY)
    return period.first
