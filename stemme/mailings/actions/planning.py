"""Deciding who gets which mail. Nothing is sent here; a planned mail is a row, and the row is unique."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from stemme.journal import facts
from stemme.journal import queries as journal
from stemme.journal.actions import move_cursor, newest_readable_fact
from stemme.kit.tenancy import across_organisations
from stemme.mailings.models import ARRIVED, Mailing, Rhythm
from stemme.mailings.queries import stories_for
from stemme.mailings.rhythm import NEVER, House, Timetable, Wish, has_room, next_digest, slot_due, wants
from stemme.mailings.rhythm_queries import Chosen, ReaderPlan, chosen_by, house_of, plans_for
from stemme.people import queries as people
from stemme.people.mail_queries import clocks

logger = logging.getLogger(__name__)
_CURSOR = "mailings.invitations"
#: An invitation, or its one reminder before it goes out by itself.
_ASKED_FOR = frozenset({facts.PERSON_INVITED, facts.PERSON_REMINDED})
#: People ranked at once: keeps memory and the number of query parameters small.
_BATCH = 500
#: An invitation that could not be planned within this time is not sent any more: it would come out of the blue.
_INVITATION_LATEST = dt.timedelta(days=7)
#: What is due now was meant for a day within these.
_LATELY = dt.timedelta(days=21)
_REMINDER_AFTER = dt.timedelta(days=7)


def plan_digests(*, now: dt.datetime) -> int:
    """Plan the digests of everybody whose hour has come, in all organisations; how many were planned.

    Calling it again, also by another worker at the same moment, plans nobody twice: person, kind and regular day are
    unique, and so are person and the day it leaves on.
    """
    return sum(plan_digests_of(organisation_id=organisation.id, now=now) for organisation in people.organisations())


def plan_digests_of(*, organisation_id: int, now: dt.datetime) -> int:
    """Plan the digests that are due now for readers of one organisation who have a story; how many."""
    organisation = people.organisation(organisation_id)
    house, chosen = house_of(organisation), chosen_by(organisation_id)
    if not _anybody(organisation, house, chosen, now):
        return 0
    had = _newest_slots(organisation_id, now)
    receivers = [
        receiver
        for receiver in people.receivers(organisation_id, now=now)
        if receiver.joined_at is not None
        and (slot := slot_due(_timetable(receiver, house, chosen), now)) is not None
        and slot > had.get(receiver.person_id, dt.date.min)
    ]
    planned = 0
    for batch in _batches(receivers):
        rows = []
        for plan in plans_for(organisation, batch, house=house, chosen=chosen, now=now):
            due = next_digest(plan.timetable, plan.past, plan.silence, now=now, horizon=plan.timetable.today(now))
            if due is not None and due.at <= now:
                rows.append((plan, due.slot))
        planned += _plan(organisation_id, rows, now)
    return planned


def plan_at_once(*, organisation_id: int, now: dt.datetime, only: Collection[int] | None = None) -> int:
    """Plan a digest for all (or ``only`` these) who have a story, whatever their day, hour and quiet hours; how many.

    Who stopped their mails or keeps a quiet week gets none, and nobody gets a second one on a day or more than the cap
    allows.
    """
    organisation = people.organisation(organisation_id)
    house, chosen = house_of(organisation), chosen_by(organisation_id)
    receivers = [r for r in people.receivers(organisation_id, now=now, only=only) if r.joined_at is not None]
    planned = 0
    for batch in _batches(receivers):
        plans = plans_for(organisation, batch, house=house, chosen=chosen, now=now)
        rows = [(plan, plan.timetable.today(now)) for plan in plans if _wants_today(plan, now)]
        planned += _plan(organisation_id, rows, now)
    return planned


def _wants_today(plan: ReaderPlan, now: dt.datetime) -> bool:
    today = plan.timetable.today(now)
    return (
        wants(plan.timetable.wish.every, slot=today, last=plan.past.last)
        and not plan.silence.covers(today)
        and has_room(today, plan.past.days, cap=plan.timetable.house.cap)
    )


def _newest_slots(organisation_id: int, now: dt.datetime) -> dict[int, dt.date]:
    """The newest regular day for which each reader has a digest, so that hours later only the others are looked at."""
    lately = Mailing.objects.filter(organisation_id=organisation_id, kind="digest", slot__gte=now.date() - _LATELY)
    return dict(lately.values_list("person_id").annotate(Max("slot")))


def _anybody(
    organisation: people.OrganisationRow, house: House, chosen: Mapping[int, Chosen], now: dt.datetime
) -> bool:
    """Whether a digest can be due for anybody: asked of each clock and wish there is, before people are read."""
    wishes = {choice.wish for choice in chosen.values()} | {Wish()}
    lived_by = clocks(organisation.id)
    return any(slot_due(Timetable(house, wish, *clock), now) for wish in wishes for clock in lived_by)


def _timetable(receiver: people.Receiver, house: House, chosen: Mapping[int, Chosen]) -> Timetable:
    choice = chosen.get(receiver.person_id)
    return Timetable(house, choice.wish if choice else Wish(), receiver.time_zone, receiver.country)


def _batches(receivers: Sequence[people.Receiver]) -> Iterator[Sequence[people.Receiver]]:
    for start in range(0, len(receivers), _BATCH):
        yield receivers[start : start + _BATCH]


def _plan(organisation_id: int, due: Sequence[tuple[ReaderPlan, dt.date]], now: dt.datetime) -> int:
    """Rows for these readers and regular days, as far as there are stories for them."""
    if not due:
        return 0
    stories = stories_for(organisation_id, [plan.person.person_id for plan, _ in due], now=now)
    return write_rows(
        [
            Mailing(
                organisation_id=organisation_id,
                person_id=plan.person.person_id,
                kind="digest",
                slot=slot,
                day=plan.timetable.today(now),
                way=plan.way,
                stories=stories[plan.person.person_id],
                planned_at=now,
                changed_at=now,
            )
            for plan, slot in due
            if plan.person.person_id in stories
        ]
    )


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
    return write_rows(rows)


def write_rows(rows: Sequence[Mailing]) -> int:
    """Write the rows, of one organisation and kind, that are not there yet; how many."""
    if not rows:
        return 0
    slots = {row.slot for row in rows}
    slot = Mailing.objects.filter(organisation_id=rows[0].organisation_id, kind=rows[0].kind, slot__in=slots)
    with transaction.atomic():
        before = slot.count()
        Mailing.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_BATCH)
        return slot.count() - before
