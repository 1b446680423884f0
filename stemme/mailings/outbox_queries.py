"""What stands in the outbox, for whoever looks after people. Nothing here tells who wants no mails (P-02)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count

from stemme.mailings.models import BOUNCED, QUEUED, REFUSED, SENDING, SENT, UNCLEAR, Mailing
from stemme.people.list_filters import Filters
from stemme.people.list_queries import Teams, found_people

DAYS = 14
_MOST = 200


@dataclass(frozen=True, slots=True)
class DayRow:
    """What became of the mails of one day. ``few``: below the group floor, so it is not taken apart.

    Dropped ones are not in it: most of them were stopped by their readers.
    """

    day: dt.date
    few: bool
    waiting: int
    sent: int
    unclear: int
    back: int


@dataclass(frozen=True, slots=True)
class UnclearRow:
    """A mail that may have arrived or not."""

    mailing_id: int
    name: str
    initials: str
    person_id: int
    kind: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class FailedRow:
    """Somebody whose address takes no mail."""

    person_id: int
    name: str
    initials: str
    email: str
    since: dt.datetime


def days(organisation_id: int, *, today: dt.date, group_floor: int) -> list[DayRow]:
    """The last two weeks, the newest day first; days without mails are left out. One query."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, slot__gt=today - dt.timedelta(days=DAYS))
    counts: dict[dt.date, dict[str, int]] = {}
    states = (QUEUED, SENDING, SENT, UNCLEAR, REFUSED, BOUNCED)
    for day, state, number in rows.filter(state__in=states).values_list("slot", "state").annotate(Count("id")):
        counts.setdefault(day, {})[state] = number
    return [
        DayRow(
            day=day,
            few=sum(by_state.values()) < group_floor,
            waiting=by_state.get(QUEUED, 0) + by_state.get(SENDING, 0),
            sent=by_state.get(SENT, 0),
            unclear=by_state.get(UNCLEAR, 0),
            back=by_state.get(REFUSED, 0) + by_state.get(BOUNCED, 0),
        )
        for day, by_state in sorted(counts.items(), reverse=True)
    ]


def unclear(organisation_id: int, *, today: dt.date, teams: Teams) -> list[UnclearRow]:
    """Mails that nobody has decided about, newest first, of the people of these teams. Two queries."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, state=UNCLEAR, left_at=None)
    mails = list(rows.order_by("-changed_at", "-id")[:_MOST])
    listed = _people(organisation_id, {mail.person_id for mail in mails}, today, teams)
    return [
        UnclearRow(mail.pk, listed[mail.person_id][0], listed[mail.person_id][1], mail.person_id, mail.kind, mail.slot)
        for mail in mails
        if mail.person_id in listed
    ]


def failed_addresses(organisation_id: int, *, today: dt.date, teams: Teams) -> list[FailedRow]:
    """People whose address takes no mail, by name. One query."""
    people = found_people(organisation_id, Filters(), today=today, teams=teams).exclude(bounced_at=None)
    rows = people.only("id", "given_name", "family_name", "email", "bounced_at").order_by("family_name", "given_name")
    return [
        FailedRow(person.pk, person.name, person.initials, person.email, person.bounced_at)
        for person in rows[:_MOST]
        if person.bounced_at is not None
    ]


def unclear_mail(organisation_id: int, mailing_id: int, *, today: dt.date, teams: Teams) -> bool:
    """Whether such a mail is listed for whoever looks after these teams."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, id=mailing_id, state=UNCLEAR, left_at=None)
    person_ids = set(rows.values_list("person_id", flat=True))
    return bool(_people(organisation_id, person_ids, today, teams))


def is_failed(organisation_id: int, person_id: int, *, today: dt.date, teams: Teams) -> bool:
    """Whether this person is listed with an address that takes no mail."""
    people = found_people(organisation_id, Filters(), today=today, teams=teams)
    return people.filter(id=person_id).exclude(bounced_at=None).exists()


def _people(
    organisation_id: int, person_ids: Collection[int], today: dt.date, teams: Teams
) -> dict[int, tuple[str, str]]:
    people = found_people(organisation_id, Filters(), today=today, teams=teams).filter(id__in=person_ids)
    return {person.pk: (person.name, person.initials) for person in people}
