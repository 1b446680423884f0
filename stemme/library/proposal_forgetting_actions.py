"""Forgetting what people proposed, and mails from outside."""

from __future__ import annotations

import datetime as dt

from django.db.models.functions import Coalesce

from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.library.models import SourceItem


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Delete proposals and mails a year after their answer, or after they came; how many. Stories made of them stay."""
    old = SourceItem.objects.exclude(origin="feed").alias(since=Coalesce("answered_at", "dismissed_at", "found_at"))
    return delete_old(old.filter(since__lt=before("proposals", now=now)), at_once=AT_ONCE)


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete what one person proposed; answers that they gave as an editor lose the name with the person's row."""
    SourceItem.objects.filter(organisation_id=organisation_id, proposed_by_id=person_id).delete()
