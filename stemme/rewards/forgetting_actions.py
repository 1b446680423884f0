"""What goes with a person. Sums stay: the pot has no names."""

from __future__ import annotations

from stemme.rewards.models import Collector, Entry, Request


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take away the person's ledger and requests."""
    for table in (Request, Entry, Collector):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
