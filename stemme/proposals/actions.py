"""Handing answers to the outbox, and telling owners of streams that a colleague waits."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import hold_cursor, move_cursor, newest_readable_fact
from stemme.journal.queries import FactRow, facts_between
from stemme.library import proposal_queries
from stemme.mailings.actions.queueing import queue
from stemme.mailings.days_off import is_day_off
from stemme.people import queries as people
from stemme.proposals import mail_queries

#: Keys of the two kinds of mail (kinds.py).
ANSWER, WAITING = "answer", "waiting"
_READER = "proposals.answers"
_AT_ONCE = 1_000


def queue_answers(*, now: dt.datetime, limit: int = _AT_ONCE) -> int:
    """Put the answers of editors into the outbox, each once; how many were put there.

    An answer waits for the end of a break, a quiet week and quiet hours. Whoever said no or stops mails gets none; it
    stands on their page.
    """
    newest = newest_readable_fact()
    with transaction.atomic():
        rows = facts_between(hold_cursor(_READER), newest, kinds=frozenset({facts.PROPOSAL_ANSWERED}), limit=limit)
        queued = sum(_queue_answer(row, now) for row in rows)
        if rows:
            move_cursor(_READER, to=rows[-1].id)
    return queued


def queue_waiting(*, now: dt.datetime) -> int:
    """Plan a mail to each owner of a stream in which something has begun to wait too long; how many.

    Each proposal gives rise to one such mail at most, and an owner gets one a day at most.
    """
    return sum(_queue_waiting(row, now) for row in people.organisations())


def _queue_answer(row: FactRow, now: dt.datetime) -> bool:
    if row.subject_id is None:
        return False
    found = proposal_queries.answer_of(row.organisation_id, row.subject_id, now=now)
    if found is None or found.person_id == row.actor_id:
        return False
    at = mail_queries.when(row.organisation_id, found.person_id, now=now)
    if at is None:
        return False
    return queue(
        organisation_id=row.organisation_id,
        person_id=found.person_id,
        kind=ANSWER,
        subject_id=row.subject_id,
        slot=found.answered_at.date(),
        not_before=at if at > now else None,
        now=now,
    )


def _queue_waiting(here: people.OrganisationRow, now: dt.datetime) -> int:
    today = now.astimezone(ZoneInfo(here.time_zone)).date()
    if is_day_off(today, here.country, weekends=False):
        return 0
    queued = 0
    for person_id in mail_queries.owners_to_tell(here, today=today):
        at = mail_queries.when(here.id, person_id, now=now)
        # Whoever is away today hears of it from the inbox, not from a mail of last week.
        if at is not None and at - now < dt.timedelta(hours=12):
            not_before = at if at > now else None
            queued += queue(
                organisation_id=here.id, person_id=person_id, kind=WAITING, slot=today, not_before=not_before, now=now
            )
    return queued
