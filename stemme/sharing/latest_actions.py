"""Which share is the newest of its person: who has never shared is then one row's absence, however long the history.

A share that is not marked has a newer one of the same person. One that is marked may have, too, for a moment, when two
are made at once or rows were written in bulk; nothing is wrong then, only slower.
"""

from __future__ import annotations

from django.db import transaction

from stemme.sharing.models import Share

_AT_ONCE = 500


def mark_latest(*, organisation_id: int, person_id: int, share_id: int) -> None:
    """This share is the newest of its person from now on. One query."""
    marked = Share.objects.filter(organisation_id=organisation_id, person_id=person_id, latest=True)
    marked.exclude(id=share_id).update(latest=False)


def settle_latest(*, organisation_id: int) -> None:
    """Mark the newest share of each person, and no other, after rows were written in bulk."""
    theirs = Share.objects.filter(organisation_id=organisation_id, person__isnull=False)
    # In two steps: a server that has not looked at the new rows yet would go through all of them for each of them.
    in_order = theirs.order_by("shared_at", "id").values_list("person_id", "id")
    newest = list(dict(in_order.iterator()).values())
    with transaction.atomic():
        theirs.update(latest=False)
        for first in range(0, len(newest), _AT_ONCE):
            theirs.filter(id__in=newest[first : first + _AT_ONCE]).update(latest=True)
