"""Deciding who gets which mail. Nothing is sent here; a planned mail is a row, and the row is unique."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterable
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from stemme.feed import queries as feed
from stemme.journal import facts
from stemme.journal import queries as journal
from stemme.journal.actions import move_cursor, newest_readable_fact
from stemme.kit.tenancy import across_organisations
from stemme.mailings.composing import MOST_STORIES
from stemme.mailings.models import ARRIVED, QUEUED, Mailing, Rhythm
from stemme.mailings.queries import digest_time
from stemme.mailings.rhythm import NEVER, WEEKLY, wants
from stemme.people import queries as people

logger = logging.getLogger(__name__)
_CURSOR = "mailings.invitations"
#: An invitation, or its one reminder before it goes out by itself.
_ASKED_FOR = frozenset({facts.PERSON_INVITED, facts.PERSON_REMINDED})
#: People ranked at once: keeps memory and the number of query parameters small.
_BATCH = 500
#: An invitation that could not be planned within this time is not sent any more: it would come out of the blue.
_INVITATION_LATEST = dt.timedelta(days=7)
_REMINDER_AFTER = dt.timedelta(days=7)


def plan_digests(*, now: dt.datetime) -> int:
    """Plan the digests of all organisations whose hour has come; how many were planned."""
    planned = 0
    for organisation in people.organisations():
        day = digest_time(organisation).due_on(now)
        if day is not None:
            planned += plan_digests_of(organisation_id=organisation.id, day=day, now=now)
    return planned


def plan_digests_of(
    *, organisation_id: int, day: dt.date, now: dt.datetime, only: Collection[int] | None = None
) -> int:
    """Plan the digest of the local day ``day`` for all (or ``only`` these) who want it and have a story; how many.

    Calling it again, also by another worker at the same moment, plans nobody twice: the row of person, kind and day is
    unique.
    """
    readers = _who_wants(organisation_id, day, now)
    if only is not None:
        readers = [person_id for person_id in readers if person_id in only]
    planned = 0
    for start in range(0, len(readers), _BATCH):
        batch = readers[start : start + _BATCH]
        ranked = feed.ranked_for(organisation_id, batch, now=now, limit=MOST_STORIES)
        rows = [
            Mailing(
                organisation_id=organisation_id,
                person_id=person_id,
                kind="digest",
                slot=day,
                stories=[entry.story.id for entry in ranked[person_id]],
                planned_at=now,
                changed_at=now,
            )
            for person_id in batch
            if ranked.get(person_id)
        ]
        planned += _create(rows)
    return planned


def _who_wants(organisation_id: int, day: dt.date, now: dt.datetime) -> list[int]:
    """People who joined, want a digest today and have none planned yet."""
    mine = Mailing.objects.filter(organisation_id=organisation_id, kind="digest")
    # A mail that was dropped or refused did not reach anybody: it does not use a month up.
    last = dict(mine.filter(state__in=(QUEUED, *ARRIVED)).values_list("person_id").annotate(Max("slot")))
    today = set(mine.filter(slot=day).values_list("person_id", flat=True))
    rhythm = dict(Rhythm.objects.filter(organisation_id=organisation_id).values_list("person_id", "every"))
    return [
        receiver.person_id
        for receiver in people.receivers(organisation_id, now=now)
        if receiver.joined_at is not None
        and receiver.person_id not in today
        and wants(rhythm.get(receiver.person_id, WEEKLY), day=day, last=last.get(receiver.person_id))
    ]


def plan_invitations(*, now: dt.datetime, limit: int = 2000) -> int:
    """Plan a mail for each invitation and reminder asked for since last time; how many. Reads the journal from its
    cursor on."""
    up_to = newest_readable_fact()
    after = journal.cursor_position(_CURSOR)
    invited = journal.facts_between(after, up_to, kinds=_ASKED_FOR, limit=limit)
    fresh = [fact for fact in invited if now - fact.happened_at <= _INVITATION_LATEST]
    planned = 0
    with transaction.atomic():
        for organisation_id in sorted({fact.organisation_id for fact in fresh}):
            ids = [f.subject_id for f in fresh if f.organisation_id == organisation_id and f.subject_id is not None]
            planned += _invite(organisation_id, ids, now)
        move_cursor(_CURSOR, to=invited[-1].id if len(invited) == limit else up_to)
    return planned


@across_organisations("reminders of all organisations are planned in one run")
def plan_reminders(*, now: dt.datetime) -> int:
    """Plan the one reminder for those invited a week ago who have neither joined nor said no; how many."""
    open_ones = (
        Mailing.objects.filter(kind="invitation", state__in=ARRIVED)
        .values("organisation_id", "person_id")
        .annotate(last=Max("planned_at"))
        .filter(last__lte=now - _REMINDER_AFTER, last__gt=now - 2 * _REMINDER_AFTER)
    )
    by_organisation: dict[int, list[int]] = {}
    for row in open_ones:
        by_organisation.setdefault(row["organisation_id"], []).append(row["person_id"])
    return sum(_invite(organisation_id, ids, now) for organisation_id, ids in by_organisation.items())


def _invite(organisation_id: int, person_ids: Iterable[int], now: dt.datetime) -> int:
    """Rows for those who may be written to, have not joined, and have had fewer than two (P-01)."""
    wanted = set(person_ids)
    zone = people.organisation(organisation_id).time_zone
    day = now.astimezone(ZoneInfo(zone)).date()
    refusing = set(
        Rhythm.objects.filter(organisation_id=organisation_id, every=NEVER).values_list("person_id", flat=True)
    )
    earlier: dict[int, int] = {}
    for person_id in Mailing.objects.filter(organisation_id=organisation_id, kind="invitation").values_list(
        "person_id", flat=True
    ):
        earlier[person_id] = earlier.get(person_id, 0) + 1
    rows = [
        Mailing(
            organisation_id=organisation_id,
            person_id=receiver.person_id,
            kind="invitation",
            slot=day,
            planned_at=now,
            changed_at=now,
        )
        for receiver in people.receivers(organisation_id, now=now)
        if receiver.person_id in wanted
        and receiver.joined_at is None
        and receiver.person_id not in refusing
        and earlier.get(receiver.person_id, 0) < 2
    ]
    return _create(rows)


def _create(rows: list[Mailing]) -> int:
    """Write the rows that are not there yet; how many."""
    if not rows:
        return 0
    slot = Mailing.objects.filter(organisation_id=rows[0].organisation_id, kind=rows[0].kind, slot=rows[0].slot)
    with transaction.atomic():
        before = slot.count()
        Mailing.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        return slot.count() - before
