"""Whether reviews may come to know more of single people: asked before a page promises that they do not."""

from __future__ import annotations

import datetime as dt

from stemme.agreements.models import Agreement


def reviews_may_know(organisation_id: int, _now: dt.datetime) -> bool:
    """True from the representative's yes to an agreement until it is closed: what is on its way is no secret."""
    return Agreement.objects.filter(organisation_id=organisation_id, agreed=True, closed_at=None).exists()
