"""What goes, and when."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q

from stemme.buddies.models import Helper, Pair, Wish
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take away what the person offered and asked for, and their pairs. The other one's page does not say why."""
    for table in (Helper, Wish):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
    mine = Q(helper_id=person_id) | Q(newcomer_id=person_id)
    Pair.objects.filter(mine, organisation_id=organisation_id).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Pairs with which nothing has happened for ninety days; how many rows."""
    return delete_old(Pair.objects.filter(changed_at__lt=before("buddy_pairs", now=now)), at_once=AT_ONCE)
