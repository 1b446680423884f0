"""How many people have shared nothing, as far as it is kept (twelve months)."""

from __future__ import annotations

import datetime as dt

from django.db.models import Exists, OuterRef

from stemme.people.choice_queries import Choice, how_many
from stemme.sharing.models import Share


def never_shared(organisation_id: int, choice: Choice, now: dt.datetime) -> int:
    """Those of the choice without a share. One query."""
    # One row of each person is marked, which makes this as quick as a count of people.
    newest = Share.objects.filter(organisation_id=organisation_id, latest=True, person__isnull=False)
    return how_many(organisation_id, choice, ~Exists(newest.filter(person_id=OuterRef("id"))), now=now)
