"""Putting one mailing into the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stemme.mailings.kinds import KINDS
from stemme.mailings.models import Mailing
from stemme.mailings.ways import MAIL


def queue(
    *,
    organisation_id: int,
    person_id: int,
    kind: str,
    subject_id: int = 0,
    slot: dt.date,
    stories: Sequence[int] = (),
    way: str = MAIL,
    not_before: dt.datetime | None = None,
    now: dt.datetime,
) -> bool:
    """Queue one mailing for the person's local day ``slot``; False if it is there already, whatever became of it.

    Calling it twice, also at the same moment in two processes, queues one: person, kind, subject and day are unique.
    With ``not_before`` it waits until then. Raises ValueError for a kind that nobody has entered.
    """
    if kind not in KINDS:
        raise ValueError(f"no such kind of mail: {kind!r}")
    _, made = Mailing.objects.get_or_create(
        organisation_id=organisation_id,
        person_id=person_id,
        kind=kind,
        subject_id=subject_id,
        slot=slot,
        defaults={
            "stories": list(stories),
            "way": way,
            "not_before": not_before,
            "planned_at": now,
            "changed_at": now,
        },
    )
    return made
