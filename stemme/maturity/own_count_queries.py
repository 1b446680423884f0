"""The counts that a person handed in themselves, for the page where they look at them and delete them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields

from stemme.maturity.counts import OwnCounts
from stemme.maturity.models import OwnNumbers


@dataclass(frozen=True, slots=True)
class KeptCounts:
    """The counts of one service, the last day of their twelve months, and when they were handed in."""

    source: str
    counts: OwnCounts
    until: dt.date
    kept_at: dt.datetime


def kept_counts(organisation_id: int, person_id: int) -> list[KeptCounts]:
    """What this person handed in, the newest first."""
    rows = OwnNumbers.objects.filter(organisation_id=organisation_id, person_id=person_id).order_by("-kept_at")
    kinds = [field.name for field in fields(OwnCounts)]
    return [
        KeptCounts(row.source, OwnCounts(**{kind: getattr(row, kind) for kind in kinds}), row.until, row.kept_at)
        for row in rows
    ]
