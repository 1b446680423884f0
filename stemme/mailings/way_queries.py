"""Reading: who chose to hear by which way."""

from __future__ import annotations

from stemme.mailings.models import Rhythm
from stemme.mailings.rhythm import NEVER


def who_chose(organisation_id: int, way: str) -> list[int]:
    """The people who want to hear by this way (ways.py) and have not left; whoever stopped is not among them."""
    chosen = Rhythm.objects.filter(organisation_id=organisation_id, way=way, person__deactivated_at=None)
    return list(chosen.exclude(every=NEVER).order_by("person_id").values_list("person_id", flat=True))
