"""Writing down how many are invited, day by day, so that rates of the past stay true."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.stats.models import Invited
from stemme.stats.trees import with_those_below


def snapshot_invited(*, now: dt.datetime) -> int:
    """Write down how many are invited today, per team with those below it, and in all (team 0).

    Called every few seconds, so only what changed since the last call is written; how many rows. The last call of a
    day stands for good. A day without a call (no worker ran) has no rows: the day before it is valid.
    """
    return sum(
        _snapshot(organisation.id, local_day(now, organisation.time_zone)) for organisation in people.organisations()
    )


def _snapshot(organisation_id: int, day: dt.date) -> int:
    headcount = people.headcount(organisation_id)
    counts = {
        0: people.invited_people(organisation_id),
        **with_those_below(headcount, people.team_lines(organisation_id)),
    }
    with transaction.atomic():
        rows = Invited.objects.filter(organisation_id=organisation_id, day=day)
        stored = dict(rows.values_list("team_id", "people"))
        emptied = dict.fromkeys(set(stored) - set(counts), 0)
        changed = {team: n for team, n in {**counts, **emptied}.items() if stored.get(team) != n}
        Invited.objects.bulk_create(
            [Invited(organisation_id=organisation_id, day=day, team_id=t, people=n) for t, n in changed.items()],
            update_conflicts=True,
            unique_fields=["organisation_id", "day", "team_id"],
            update_fields=["people"],
        )
    return len(changed)
