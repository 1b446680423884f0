"""Who has shared anything, as far as names are kept (twelve months): for sums over groups."""

from __future__ import annotations

from stemme.sharing.models import Share


def who_shared(organisation_id: int) -> set[int]:
    """The people of the shares that still have a name. One query."""
    rows = Share.objects.filter(organisation_id=organisation_id, person__isnull=False)
    return set(rows.values_list("person_id", flat=True).distinct())
