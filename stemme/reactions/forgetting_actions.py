"""What goes, and when: numbers after a year, and everything of people who go."""

from __future__ import annotations

import datetime as dt

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.reactions.models import FromFile, NotFetched, Watched


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete everything held here about one person: nobody else's figures are made of it."""
    for table in (Watched, FromFile, NotFetched):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete the numbers of posts that are a year old; how many."""
    moment = before("network_numbers", now=now)
    old = (
        Watched.objects.filter(posted_at__lt=moment),
        Watched.objects.filter(share__shared_at__lt=moment),
        FromFile.objects.filter(share__shared_at__lt=moment),
    )
    return sum(delete_old(rows, at_once=AT_ONCE) for rows in old)
