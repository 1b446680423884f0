"""Those who joined lately, by quarter, and how many of them have shared."""

from __future__ import annotations

from stemme.kit.periods import quarter_of
from stemme.stats.joining import Cohort, large_enough
from stemme.stats.models import JoinedFigures


def cohorts(organisation_id: int, *, floor: int) -> list[Cohort]:
    """The quarters that were counted last, the oldest first; none of fewer people than the floor. One query."""
    rows = JoinedFigures.objects.filter(organisation_id=organisation_id).values_list("start", "people", "shared")
    return large_enough([Cohort(quarter_of(start), people, shared) for start, people, shared in rows], floor=floor)
