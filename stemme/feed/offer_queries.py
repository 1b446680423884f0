"""How many stories were suggested to people, for each of them alone."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Count

from stemme.feed.models import Offer, Reading
from stemme.kit.periods import Period


def suggested_in(organisation_id: int, person_ids: Collection[int], period: Period) -> dict[int, int]:
    """By person, stories shown to them for the first time in the period; who had none is missing. One query.

    What was suggested is kept for 90 days (kit/retention.py).
    """
    rows = Offer.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    rows = rows.filter(first_on__gte=period.first, first_on__lte=period.last)
    return dict(rows.order_by().values_list("person_id").annotate(number=Count("id")))


def offered_to(organisation_id: int, story_ids: Collection[int]) -> set[int]:
    """Everybody to whom one of these stories was shown, or who opened one. Two queries."""
    ours = {"organisation_id": organisation_id, "story_id__in": story_ids}
    found = set(Offer.objects.filter(**ours).values_list("person_id", flat=True))
    return found | set(Reading.objects.filter(**ours).values_list("person_id", flat=True))
