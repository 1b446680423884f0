"""Whether the months of landing steps are the sums of their days."""

from __future__ import annotations

import datetime as dt

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from stemme.landing.models import StepMonth, StepTally
from stemme.landing.step_months import DIMENSIONS
from stemme.landing.step_queries import STEPS

_SUMS = tuple(Sum(step) for step in STEPS)


def disagreements(organisation_id: int) -> list[str]:
    """Where months of landing pages are not the sums of their days, in words; nothing when all is well. For the doctor.

    One more query than there are dimensions.
    """
    days = StepTally.objects.filter(organisation_id=organisation_id).order_by()
    wanted = _by_place(days.values_list("page_id", TruncMonth("day")).annotate(*_SUMS))
    found = []
    for dimension in DIMENSIONS:
        months = StepMonth.objects.filter(organisation_id=organisation_id, dimension=dimension).order_by()
        if _by_place(months.values_list("page_id", "month").annotate(*_SUMS)) != wanted:
            found.append(f"the months of landing pages by {dimension} are not the sums of their days")
    return found


def _by_place(rows: object) -> dict[tuple[int, dt.date], tuple[int, ...]]:
    return {(page, month): tuple(map(int, numbers)) for page, month, *numbers in rows}  # type: ignore[attr-defined]
