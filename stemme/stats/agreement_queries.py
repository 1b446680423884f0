"""Whether the figures agree with each other."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, Sum

from stemme.stats.buckets import ALL, DAY, LINK, MONTH, TOTAL
from stemme.stats.models import Tally


def disagreements(organisation_id: int) -> list[str]:
    """Where figures contradict each other, in words; nothing when all is well. For ``stemme doctor``."""
    found = []
    base = Tally.objects.filter(organisation_id=organisation_id, dimension=ALL, key=0)
    by_grain: dict[str, Sequence[int]] = {}
    for grain in (DAY, MONTH, TOTAL):
        row = base.filter(grain=grain).aggregate(c=Sum("clicks"), v=Sum("visitors"))
        by_grain[grain] = (row["c"] or 0, row["v"] or 0)
    if len(set(map(tuple, by_grain.values()))) > 1:
        found.append(f"days, months and total differ: {by_grain}")
    people_sum = Tally.objects.filter(Q(organisation_id=organisation_id), dimension=LINK, grain=TOTAL).aggregate(
        c=Sum("clicks")
    )
    if (people_sum["c"] or 0) != by_grain[TOTAL][0]:
        found.append("the clicks of all links do not add up to the total")
    return found
