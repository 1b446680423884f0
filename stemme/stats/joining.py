"""Those who joined in the same quarter of the year. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.kit.periods import Period


@dataclass(frozen=True, slots=True)
class Cohort:
    """Of ``people`` who joined in the period and are still here, ``shared`` have shared."""

    period: Period
    people: int
    shared: int

    @property
    def share(self) -> float:
        """As a share of one; 0 without anybody."""
        return self.shared / self.people if self.people else 0.0


def large_enough(cohorts: Sequence[Cohort], *, floor: int) -> list[Cohort]:
    """The same, the oldest first, each of fewer people than ``floor`` merged with those next to it; nothing when all
    together are too few. No cohort is left out beside others, so there is nothing to subtract."""
    found: list[Cohort] = []
    for cohort in sorted(cohorts, key=lambda row: row.period.first):
        small = found and found[-1].people < floor
        found.append(_merged(found.pop(), cohort) if small else cohort)
    if len(found) > 1 and found[-1].people < floor:
        last = found.pop()
        found.append(_merged(found.pop(), last))
    return [row for row in found if row.people >= floor]


def _merged(older: Cohort, newer: Cohort) -> Cohort:
    return Cohort(
        Period(older.period.first, newer.period.last), older.people + newer.people, older.shared + newer.shared
    )
