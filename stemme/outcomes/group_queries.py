"""What single people's links led to, for sums over large groups that a lot made. No page shows one of the numbers."""

from __future__ import annotations

from collections.abc import Collection

from stemme.kit.periods import Period
from stemme.outcomes.crediting import PERSON
from stemme.outcomes.tally_queries import _read


def credited_by_person(organisation_id: int, period: Period, *, goal_ids: Collection[int]) -> dict[int, float]:
    """Conversions of these goals credited to each person's links, by each goal's own model; who has none is missing.

    Whoever asks adds them up over groups above the floor and hands nothing else on. At most three queries.
    """
    found: dict[int, float] = {}
    for (_goal, person), row in _read(organisation_id, period, PERSON, goal_ids, None, None).items():
        if person:
            found[person] = found.get(person, 0.0) + row.conversions
    return found
