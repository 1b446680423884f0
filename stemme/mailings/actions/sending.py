"""Sending one story by itself: ordering it, stopping it, a test to oneself, and planning it for whom it is time."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tenancy import across_organisations
from stemme.mailings.actions.planning import write_rows
from stemme.mailings.actions.queueing import queue
from stemme.mailings.kinds import STORY, TEST
from stemme.mailings.models import QUEUED, Mailing, StorySend
from stemme.mailings.rhythm_queries import ReaderPlan
from stemme.mailings.sending_queries import BATCH, Asked, story_to_send
from stemme.people.viewer import Viewer

#: Within so many days everybody's next open hour comes, also over Easter and Christmas.
OPEN_FOR = dt.timedelta(days=7)
#: Test mails of one person on one day.
MOST_TESTS = 20


class NotLiveError(Exception):
    """The story is a draft, over, or withdrawn."""


def order_send(*, actor: Viewer, story_id: int, now: dt.datetime) -> bool:
    """Let the story go out by itself; False if it is on its way already. The mails are planned by the job.

    Get the id from access.py. Raises NotLiveError.
    """
    if story_to_send(actor.organisation_id, story_id, now=now) is None:
        raise NotLiveError
    with transaction.atomic():
        order, new = StorySend.objects.select_for_update().get_or_create(
            organisation_id=actor.organisation_id,
            story_id=story_id,
            defaults={"ordered_by_id": actor.person_id, "ordered_at": now, "ends_at": now + OPEN_FOR},
        )
        if not new and order.ends_at > now:
            return False
        if not new:
            order.ordered_by_id, order.ordered_at = actor.person_id, now
            order.ends_at, order.stopped_at = now + OPEN_FOR, None
            order.save()
        _record(facts.STORY_SENT, actor, story_id, now)
    return True


def stop_send(*, actor: Viewer, story_id: int, now: dt.datetime) -> int:
    """Nobody else gets it: what has not left does not leave; how many mails that were. Get the id from access.py."""
    ours = {"organisation_id": actor.organisation_id}
    with transaction.atomic():
        # They never left, so nothing is kept of them: who orders again reaches these readers.
        waiting = Mailing.objects.filter(**ours, kind=STORY, subject_id=story_id, state=QUEUED)
        number, _ = waiting.delete()
        order = StorySend.objects.select_for_update().filter(**ours, story_id=story_id).first()
        if order is not None and (number or order.ends_at > now):
            order.ends_at = order.stopped_at = now
            order.save(update_fields=["ends_at", "stopped_at"])
            _record(facts.STORY_SEND_STOPPED, actor, story_id, now)
    return number


def send_test(*, actor: Viewer, story_id: int, now: dt.datetime) -> bool:
    """The mail as a reader would get it, to oneself, at once and outside of the cap; False after too many on a day."""
    if story_to_send(actor.organisation_id, story_id, now=now) is None:
        raise NotLiveError
    today = actor.today(now)
    mine = Mailing.objects.filter(
        organisation_id=actor.organisation_id, person_id=actor.person_id, kind=TEST, slot=today
    )
    if mine.count() >= MOST_TESTS:
        return False
    with transaction.atomic():
        made = queue(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            kind=TEST,
            # One is told from the next by when it was asked for.
            subject_id=int(now.timestamp() * 1000),
            slot=today,
            stories=[story_id],
            now=now,
        )
        # Who tries a mail has not been offered the story by it.
        mine.update(offers_noted=True)
    return made


def plan_stories(*, now: dt.datetime) -> int:
    """Plan the stories that go out by themselves for the readers whose moment has come; how many mails."""
    with across_organisations("stories of all organisations are planned in one run"):
        orders = list(StorySend.objects.filter(ends_at__gt=now).order_by("ordered_at", "id"))
    return sum(_plan(order, now) for order in orders)


def _plan(order: StorySend, now: dt.datetime) -> int:
    story = story_to_send(order.organisation_id, order.story_id, now=now)
    if story is None:
        # Withdrawn or over: what waits is dropped by the sender, because no story of it fits.
        return _end(order, now)
    rows: list[Mailing] = []
    planned, waiting = 0, False
    for plan, found in Asked(order.organisation_id, story, now=now).verdicts():
        if plan is None or found.at is None:
            continue
        if found.at.astimezone(dt.UTC) > now:
            waiting = True
            continue
        rows.append(_row(order, plan, now))
        if len(rows) == BATCH:
            planned += write_rows(rows)
            rows = []
    planned += write_rows(rows)
    if not waiting:
        _end(order, now)
    return planned


def _row(order: StorySend, plan: ReaderPlan, now: dt.datetime) -> Mailing:
    return Mailing(
        organisation_id=order.organisation_id,
        person_id=plan.person.person_id,
        kind=STORY,
        subject_id=order.story_id,
        slot=order.ordered_at.date(),
        day=plan.timetable.today(now),
        way=plan.way,
        stories=[order.story_id],
        planned_at=now,
        changed_at=now,
    )


def _end(order: StorySend, now: dt.datetime) -> int:
    """Everybody has it who gets it."""
    StorySend.objects.filter(id=order.pk, ends_at__gt=now).update(ends_at=now)
    return 0


def _record(kind: str, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=story_id)
