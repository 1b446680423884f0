"""Reading one's own reminders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.library import queries as library
from stemme.mailings import queries as mailings
from stemme.mailings.rhythm import NEVER
from stemme.mailings.rhythm_queries import Chosen, chosen_by
from stemme.people import queries as people
from stemme.reminders.models import Reminder
from stemme.sharing import queries as sharing
from stemme.sharing.channels import BY_KEY

MOST_OPEN = 10


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """An open reminder of one's own."""

    id: int
    story_id: int
    title: str
    language: str
    channel: str
    at: dt.datetime


def open_reminders(organisation_id: int, person_id: int) -> list[ReminderRow]:
    """The open reminders of this person, the next one first. Two queries."""
    rows = Reminder.objects.filter(organisation_id=organisation_id, person_id=person_id, done_at=None)
    found = list(rows.order_by("at", "id").values_list("id", "story_id", "channel", "at"))
    titles = library.titles(organisation_id, {story for _id, story, _channel, _at in found})
    rows_: list[ReminderRow] = []
    for id_, story, channel, at in found:
        language, title = titles.get(story, ("", ""))
        name = BY_KEY[channel].name if channel in BY_KEY else ""
        rows_.append(ReminderRow(id_, story, title, language, name, at))
    return rows_


def reminder_of(organisation_id: int, person_id: int, story_id: int) -> dt.datetime | None:
    """When this person will be reminded of this story, or None."""
    mine = Reminder.objects.filter(
        organisation_id=organisation_id, person_id=person_id, story_id=story_id, done_at=None
    )
    return mine.values_list("at", flat=True).first()


def gets_mail(organisation_id: int, person_id: int, *, now: dt.datetime) -> bool:
    """Whether a reminder by mail would reach this person: they have not stopped mails, and mails do not come back."""
    return _receiver(organisation_id, person_id, now) is not None


def _receiver(organisation_id: int, person_id: int, now: dt.datetime) -> people.Receiver | None:
    chosen = chosen_by(organisation_id, [person_id]).get(person_id, Chosen())
    if chosen.wish.every == NEVER:
        return None
    return next(iter(people.receivers(organisation_id, now=now, only=[person_id])), None)


def wanted(organisation_id: int, person_id: int, story_id: int, *, now: dt.datetime) -> bool:
    """Whether there is still something to remind of: the story runs and was not shared meanwhile, and the person can
    and wants to be written to: not after a no, a stop, leaving, on a break or in a quiet week."""
    receiver = _receiver(organisation_id, person_id, now)
    if receiver is None:
        return False
    day = now.astimezone(ZoneInfo(receiver.time_zone)).date()
    if any(row.first <= day <= row.last for row in mailings.quiet_weeks_of(organisation_id, person_id, now=now)):
        return False
    story = library.story(organisation_id, story_id, now=now)
    if story is None or story.state != "live":
        return False
    return story_id not in sharing.shared_story_ids(organisation_id, person_id)


def story_of(organisation_id: int, person_id: int, reminder_id: int) -> tuple[int, str] | None:
    """(story, channel) of a reminder whose time came, or None when it was taken away."""
    rows = Reminder.objects.filter(organisation_id=organisation_id, person_id=person_id, id=reminder_id)
    return rows.values_list("story_id", "channel").first()
