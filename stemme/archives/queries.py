"""What somebody has handed in so far, for their own page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.archives.networks import BY_KEY, KINDS, Network
from stemme.archives.wording import label_of
from stemme.maturity.own_count_queries import kept_counts


@dataclass(frozen=True, slots=True)
class Handed:
    """The numbers from one network: what they are called and how many, up to which day, and when they were sent."""

    network: Network
    numbers: tuple[tuple[str, int], ...]
    until: dt.date
    sent_at: dt.datetime


def handed_in(organisation_id: int, person_id: int) -> list[Handed]:
    """Each network's numbers that this person sent, the newest first. One query."""
    return [
        Handed(
            BY_KEY[kept.source],
            tuple(
                (str(label_of(kind)), number) for kind in KINDS if (number := getattr(kept.counts, kind)) is not None
            ),
            kept.until,
            kept.kept_at,
        )
        for kept in kept_counts(organisation_id, person_id)
        if kept.source in BY_KEY
    ]
