"""Which share is the newest of its person: who has never shared is then one row's absence, however long the history.

A share that is not marked has a newer one of the same person. One that is marked may have, too, for a moment, when two
are made at once or rows were written in bulk; nothing is wrong then, only slower.
"""

from __future__ import annotations

from django.db.models import Window
from django.db.models.functions import RowNumber

from stemme.sharing.models import Share


def mark_latest(*, organisation_id: int, person_id: int, share_id: int) -> None:
    """This share is the newest of its person from now on. One query."""
    marked = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, latest=True)
    marked.exclude(id=share_id).update(latest=False)


def settle_latest(*, organisation_id: int) -> int:
    """Mark the newest share of each person after rows were written in bulk; how many lost their mark. One query."""
    place = Window(RowNumber(), partition_by="person_id", order_by=("-shared_at", "-id"))
    theirs = Share.objects.filter(organisation_id=organisation_id, person__isnull=False)
    older = theirs.annotate(place=place).filter(place__gt=1)
    return Share.objects.filter(id__in=older.values("id"), organisation_id=organisation_id, latest=True).update(
        latest=False
    )
