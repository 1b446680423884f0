"""How many people have shared nothing, as far as it is kept (twelve months)."""

from __future__ import annotations

import datetime as dt

from stemme.library.audience import Kinds
from stemme.people.crowd_queries import Crowd, crowds
from stemme.sharing.models import Share


def never_shared(organisation_id: int, now: dt.datetime, kinds: Kinds) -> list[Crowd]:
    """Those without a share, counted by these kinds. One query."""
    mine = Share.objects.filter(organisation_id=organisation_id, person__isnull=False)
    return crowds(organisation_id, now=now, leaving_out=mine.order_by().values("person_id"), **kinds)
