"""Reading mailings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from django.db.models import Count

from stemme.feed import queries as feed
from stemme.kit.tokens import normal_token, token_hash
from stemme.mailings.composing import MOST_STORIES
from stemme.mailings.models import DROPPED, QUEUED, UNCLEAR, Mailing, QuietWeek, Unsubscribe
from stemme.mailings.rhythm import NEVER, Wish, next_digest
from stemme.mailings.rhythm_queries import Chosen, chosen_by, house_of, plans_for
from stemme.mailings.ways import MAIL
from stemme.people import queries as people
from stemme.people.break_queries import break_of

_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class QuietRow:
    """Days, both included, on which a person wants no mail."""

    id: int
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person gets mail, and what comes next."""

    wish: Wish
    way: str
    paused_until: dt.date | None
    quiet_weeks: list[QuietRow]
    next_mail: NextMail


@dataclass(frozen=True, slots=True)
class NextMail:
    """The next mail of a person, see ``next_mail``."""

    at: dt.datetime | None
    stories: int
    way: str
    why_not: str


@dataclass(frozen=True, slots=True)
class UnclearRow:
    """A mail of which nobody knows whether it arrived. Only a person may send it again."""

    mailing_id: int
    person_id: int
    kind: str
    slot: dt.date


def preferences(organisation_id: int, person_id: int, *, now: dt.datetime) -> Preferences:
    """What the person chose and when they will hear from us next."""
    chosen = chosen_by(organisation_id, [person_id]).get(person_id, Chosen())
    return Preferences(
        wish=chosen.wish,
        way=chosen.way,
        paused_until=break_of(organisation_id, person_id, now=now),
        quiet_weeks=quiet_weeks_of(organisation_id, person_id, now=now),
        next_mail=next_mail(organisation_id, person_id, now=now),
    )


def quiet_weeks_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> list[QuietRow]:
    """The quiet weeks a person has planned that are not over, the next one first."""
    rows = QuietWeek.objects.filter(organisation_id=organisation_id, person_id=person_id)
    ahead = rows.filter(last__gte=now.date() - _DAY).order_by("first", "last")
    return [QuietRow(row.pk, row.first, row.last) for row in ahead]


def next_mail(organisation_id: int, person_id: int, *, now: dt.datetime) -> NextMail:
    """When the person's next mail comes, on their own clock, and how many stories there would be in it by now.

    It is found by what plans the mails (rhythm.next_digest). ``why_not`` says why there is no moment: ``away`` (not
    taking part), ``stopped``, ``address`` (mails came back), ``cap`` (none has room in the time ahead); or why there
    are no stories: ``nothing`` for this reader by now, ``break``.
    """
    organisation = people.organisation(organisation_id)
    receiver = people.person_card(organisation_id, person_id)
    if receiver is None or receiver.joined_at is None:
        return NextMail(None, 0, MAIL, "away")
    chosen = chosen_by(organisation_id, [person_id])
    house = house_of(organisation)
    plan = plans_for(organisation, [receiver], house=house, chosen=chosen, now=now)[0]
    if plan.timetable.wish.every == NEVER:
        return NextMail(None, 0, plan.way, "stopped")
    waiting = _waiting(organisation_id, person_id)
    if waiting is not None:
        at = max(waiting.not_before or now, now).astimezone(ZoneInfo(receiver.time_zone))
        return NextMail(at, len(waiting.stories), waiting.way, "")
    until = break_of(organisation_id, person_id, now=now)
    due = next_digest(plan.timetable, plan.past, replace(plan.silence, until=until), now=now)
    if due is None:
        return NextMail(None, 0, plan.way, "cap")
    if until is not None:
        return NextMail(due.at, 0, plan.way, "break")
    if not people.receivers(organisation_id, now=now, only=[person_id]):
        return NextMail(None, 0, plan.way, "address")
    stories = len(stories_for(organisation_id, [person_id], now=now).get(person_id, ()))
    return NextMail(due.at, stories, plan.way, "" if stories else "nothing")


def _waiting(organisation_id: int, person_id: int) -> Mailing | None:
    """The mail of the person that is in the outbox already."""
    mine = Mailing.objects.filter(organisation_id=organisation_id, person_id=person_id, state=QUEUED)
    return mine.filter(day__isnull=False).order_by("day", "id").first()


def stories_for(organisation_id: int, person_ids: Collection[int], *, now: dt.datetime) -> dict[int, list[int]]:
    """The stories of each of these readers' next digest, the best first; who has none is missing.

    Left out is also what went out to the reader by itself (kind ``story``).
    """
    had: dict[int, set[int]] = {}
    sent = Mailing.objects.filter(organisation_id=organisation_id, kind="story", person_id__in=person_ids)
    for person_id, story_id in sent.exclude(state=DROPPED).values_list("person_id", "subject_id"):
        had.setdefault(person_id, set()).add(story_id)
    more = max((len(stories) for stories in had.values()), default=0)
    ranked = feed.ranked_for(organisation_id, person_ids, now=now, limit=MOST_STORIES + more)
    chosen = {
        person_id: [entry.story.id for entry in entries if entry.story.id not in had.get(person_id, ())][:MOST_STORIES]
        for person_id, entries in ranked.items()
    }
    return {person_id: stories for person_id, stories in chosen.items() if stories}


def reader_of_stop_token(token: str) -> people.Receiver | None:
    """The person whose mails the token can stop, or None for a token nobody knows."""
    normal = normal_token(token)
    known = Unsubscribe.objects.filter(token_hash=token_hash(normal)).first() if normal else None
    return people.person_card(known.organisation_id, known.person_id) if known else None


def unclear(organisation_id: int) -> list[UnclearRow]:
    """Mails that may or may not have arrived, newest first: to be listed to whoever runs the programme."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, state=UNCLEAR).order_by("-changed_at")[:200]
    return [UnclearRow(row.pk, row.person_id, row.kind, row.slot) for row in rows]


def counts_by_state(organisation_id: int, *, slot: dt.date) -> dict[str, int]:
    """How many mails of a local day ended how."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, slot=slot).values_list("state")
    return dict(rows.annotate(Count("id")))
