"""How many stories were suggested to somebody, for that person."""

from __future__ import annotations

from stemme.feed.models import Offer
from stemme.kit.periods import Period


def suggested_in(organisation_id: int, person_id: int, period: Period) -> int:
    """Stories that were shown to this person for the first time in the period. They are kept for 90 days."""
    mine = Offer.objects.filter(organisation_id=organisation_id, person_id=person_id)
    return mine.filter(first_on__gte=period.first, first_on__lte=period.last).count()
