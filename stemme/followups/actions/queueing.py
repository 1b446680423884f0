"""Putting letters into the outbox: for each lead the next one, once the one before has left."""

from __future__ import annotations

import datetime as dt

from stemme.followups.due_queries import House, Running, house, past_letters, running
from stemme.followups.models import Letter
from stemme.followups.timing import looked_back, next_letter
from stemme.landing.leads.queries import confirmed_since

_AT_ONCE = 500


def queue_due(*, now: dt.datetime) -> int:
    """Queue the next letter of every lead in a sequence that is on; how many.

    Calling it twice, also at the same moment in two processes, queues each once: lead and step are unique.
    """
    houses: dict[int, House] = {}
    made = 0
    for sequence in running():
        if sequence.organisation_id not in houses:
            houses[sequence.organisation_id] = house(sequence.organisation_id)
        made += _queue(sequence, houses[sequence.organisation_id], now)
    return made


def _queue(sequence: Running, at_home: House, now: dt.datetime) -> int:
    since = max(sequence.started_at, now - looked_back(sequence.steps))
    leads = confirmed_since(sequence.organisation_id, sequence.page_id, since)
    past = past_letters(sequence, since=since) if leads else {}
    rows = []
    for lead in leads:
        if lead.stopped or lead.customer_at is not None or lead.confirmed_at is None:
            continue
        coming = next_letter(sequence.steps, past.get(lead.id, ()), confirmed_at=lead.confirmed_at, now=now)
        if coming is not None:
            step_id, due = coming
            rows.append(
                Letter(
                    organisation_id=sequence.organisation_id, lead_id=lead.id, step_id=step_id,
                    due_at=at_home.first_open(due), changed_at=now,
                )
            )  # fmt: skip
    Letter.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)
    return len(rows)
