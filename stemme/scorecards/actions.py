"""Saying yes to an open lock, taking it back, and writing down who looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from stemme.agreements.queries import is_open
from stemme.journal import facts
from stemme.journal.actions import record, record_look, record_taken
from stemme.kit.periods import local_day
from stemme.kit.tenancy import across_organisations
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.scorecards.models import Consent


class ClosedError(Exception):
    """The lock is closed: there is nothing to say yes to."""


def agree(*, actor: Viewer, lock: str, now: dt.datetime) -> bool:
    """The actor's own yes to the agreement that opens this lock now; False if it was given already.

    Raises ClosedError while the lock is closed.
    """
    with transaction.atomic():
        agreement = is_open(actor.organisation_id, lock, on=actor.today(now))
        if agreement is None:
            raise ClosedError(lock)
        _, new = Consent.objects.get_or_create(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            agreement_id=agreement,
            defaults={"lock": lock, "given_at": now},
        )
        if new:
            _own(facts.SCORECARD_SHOWN, actor, lock, now)
    return new


def take_back(*, actor: Viewer, lock: str, now: dt.datetime) -> bool:
    """Nobody sees it from this moment on; False if there was no yes. Works whether the lock is open or not."""
    with transaction.atomic():
        mine = Consent.objects.filter(
            organisation_id=actor.organisation_id, person_id=actor.person_id, lock=lock
        )  # fmt: skip
        if not mine.delete()[0]:
            return False
        _own(facts.SCORECARD_HIDDEN, actor, lock, now)
    return True


def _own(kind: str, actor: Viewer, lock: str, now: dt.datetime) -> None:
    record(
        kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=actor.person_id, at=now,
        lock=lock,
    )  # fmt: skip


def note_look(*, actor: Viewer, person_id: int, now: dt.datetime) -> bool:
    """The actor looks at this person's scorecard: written down for them before it is shown, once an hour."""
    return record_look(
        facts.SCORECARD_SEEN,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        subject_id=person_id,
        at=now,
    )


def note_taken(*, actor: Viewer, person_ids: Sequence[int], now: dt.datetime) -> None:
    """The actor takes the scorecards of these people along as a file."""
    record_taken(
        facts.SCORECARDS_EXPORTED,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        person_ids=person_ids,
    )


def drop_void(*, now: dt.datetime) -> int:
    """Delete what somebody said to agreements that are over: it opens nothing, so there is no reason to keep it.

    How many there were.
    """
    dropped = 0
    with across_organisations("consents of every organisation are compared with its own open locks"):
        given = set(Consent.objects.order_by().values_list("organisation_id", "lock", "agreement_id").distinct())
    for organisation_id, lock, agreement_id in sorted(given):
        today = local_day(now, people.organisation(organisation_id).time_zone)
        if is_open(organisation_id, lock, on=today) != agreement_id:
            rows = Consent.objects.filter(organisation_id=organisation_id, lock=lock, agreement_id=agreement_id)
            dropped += rows.delete()[0]
    return dropped
