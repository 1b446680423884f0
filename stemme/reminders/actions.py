"""Setting and dropping reminders, and handing those whose time has come to the outbox."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tenancy import across_organisations
from stemme.mailings.actions.queueing import queue
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.reminders.access import story_to_remember
from stemme.reminders.models import Reminder
from stemme.reminders.queries import MOST_OPEN, wanted
from stemme.reminders.times import FURTHEST, NEAREST
from stemme.sharing.channels import BY_KEY

#: So many due reminders are looked at in one run; the rest follows in the next.
_AT_ONCE = 2_000


class TooManyError(Exception):
    """So many reminders are open that another would be a list of things to do."""


def remind(*, actor: Viewer, story_id: int, channel: str, at: dt.datetime, now: dt.datetime) -> None:
    """Remind the actor of a story by mail at this moment; an earlier reminder of the same story is moved.

    Raises Http404 for a story they cannot share, ValueError for a moment that is too near, too far, or when the story
    is over, TooManyError.
    """
    story = story_to_remember(actor, story_id, now=now)
    if not NEAREST <= at - now <= FURTHEST or (story.ends_at is not None and at >= story.ends_at):
        raise ValueError("no time for a reminder")
    with transaction.atomic():
        mine = Reminder.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id, done_at=None)
        # Held, so that two presses at once do not both see the last free place.
        others = {row.story_id: row for row in mine.select_for_update().order_by("id")}
        if story_id not in others and mine.count() >= MOST_OPEN:
            raise TooManyError
        if story_id in others:
            mine.filter(id=others[story_id].pk).update(at=at, channel=_known(channel), made_at=now)
        else:
            Reminder.objects.create(
                organisation_id=actor.organisation_id, person_id=actor.person_id, story_id=story_id,
                channel=_known(channel), at=at, made_at=now,
            )  # fmt: skip
        _record(facts.REMINDER_SET, actor, story_id, now)


def drop(*, actor: Viewer, reminder_id: int, now: dt.datetime) -> bool:
    """Take one of the actor's open reminders away; False for another person's, or one that is gone."""
    with transaction.atomic():
        mine = Reminder.objects.filter(
            organisation_id=actor.organisation_id, person_id=actor.person_id, id=reminder_id, done_at=None
        ).first()
        if mine is not None:
            mine.delete()
            _record(facts.REMINDER_DROPPED, actor, mine.story_id, now)
    return mine is not None


@across_organisations("the reminders of all organisations are due by the same clock")
def queue_due(*, now: dt.datetime) -> int:
    """Hand the reminders whose time has come to the outbox; how many. What nobody needs any more is closed.

    Done twice or by two workers at once it queues one: closing a reminder is one statement, and so is its mail.
    """
    queued = 0
    for row in Reminder.objects.filter(done_at=None, at__lte=now).order_by("at", "id")[:_AT_ONCE]:
        with transaction.atomic():
            if not Reminder.objects.filter(id=row.pk, done_at=None).update(done_at=now):
                continue
            if wanted(row.organisation_id, row.person_id, row.story_id, now=now):
                queued += _queue(row, now)
    return queued


def _queue(row: Reminder, now: dt.datetime) -> bool:
    zone = ZoneInfo(people.receivers(row.organisation_id, now=now, only=[row.person_id])[0].time_zone)
    return queue(
        organisation_id=row.organisation_id, person_id=row.person_id, kind="reminder", subject_id=row.pk,
        slot=now.astimezone(zone).date(), not_before=row.at, now=now,
    )  # fmt: skip


def _known(channel: str) -> str:
    return channel if channel in BY_KEY else ""


def _record(kind: str, actor: Viewer, story_id: int, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, subject_id=story_id, at=now)
