"""About whom facts of a kind are: what an action takes back, and who has had something already."""

from __future__ import annotations

import datetime as dt

from stemme.journal.models import Fact


def subjects_since(organisation_id: int, kind: str, *, since: dt.datetime) -> set[int]:
    """Whom facts of this kind have been about since then."""
    rows = Fact.objects.filter(organisation_id=organisation_id, kind=kind, happened_at__gte=since)
    return {subject for subject in rows.values_list("subject_id", flat=True) if subject is not None}


def data_of_moment(organisation_id: int, kind: str, *, actor_id: int, at: dt.datetime) -> dict[int, dict[str, object]]:
    """What was noted about each subject by this actor in one deed, which has one moment."""
    rows = Fact.objects.filter(organisation_id=organisation_id, kind=kind, actor_id=actor_id, happened_at=at)
    return {subject: data for subject, data in rows.values_list("subject_id", "data") if subject is not None}
