"""What visitors did on landing pages, in sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import astuple, dataclass, fields

from django.db.models import F, QuerySet, Sum

from stemme.kit.periods import Period
from stemme.landing.models import StepTally

#: What steps can be added up by.
BY = {"channel": "channel", "story": "story_id", "team": "team_id", "page": "page_id"}


@dataclass(frozen=True, slots=True)
class Steps:
    """How many came, stayed five seconds, sent the form, confirmed, saw the sales page, became customers."""

    seen: int = 0
    stayed: int = 0
    form: int = 0
    confirmed: int = 0
    sales: int = 0
    customers: int = 0


STEPS = tuple(field.name for field in fields(Steps))


def added(many: Iterable[Steps]) -> Steps:
    """All of them together."""
    together = [sum(numbers) for numbers in zip(*(astuple(one) for one in many), strict=True)]
    return Steps(*together)


def steps(
    organisation_id: int,
    period: Period,
    *,
    by: str = "all",
    goal_id: int | None = None,
    story_ids: Collection[int] | None = None,
) -> dict[int | str | None, Steps]:
    """Steps by one of BY, or "all" under the key 0; what had none is missing. One query.

    ``goal_id``: of pages that count towards this goal; ``story_ids``: through links of these stories. The key of a team
    is the person's own, None for nobody's.
    """
    rows = _rows(organisation_id, period, goal_id, story_ids)
    sums = {step: Sum(step) for step in STEPS}
    if by == "all":
        whole = rows.aggregate(**sums)
        return {0: Steps(**whole)} if whole["seen"] is not None else {}
    summed = rows.order_by().values_list(F(BY[by])).annotate(*sums.values())
    return {key: Steps(*numbers) for key, *numbers in summed}


def _rows(
    organisation_id: int, period: Period, goal_id: int | None, story_ids: Collection[int] | None
) -> QuerySet[StepTally]:
    rows = StepTally.objects.filter(organisation_id=organisation_id, day__gte=period.first, day__lte=period.last)
    if goal_id is not None:
        rows = rows.filter(page__goal_id=goal_id)
    return rows if story_ids is None else rows.filter(story_id__in=list(story_ids))
