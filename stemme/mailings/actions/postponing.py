"""Quiet hours while sending: what is queued and may not leave now waits for the next moment at which it may.

So nothing goes out at night because the mail server was away all day, and nobody gets two on the day after.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Mapping
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from stemme.kit.tenancy import across_organisations
from stemme.mailings.models import DROPPED, QUEUED, Mailing
from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people
from stemme.people.mail_queries import clocks

logger = logging.getLogger(__name__)
_DAY = dt.timedelta(days=1)
#: Above this it is cheaper to read everybody than to name so many.
_MOST_NAMED = 2000


def postpone(*, now: dt.datetime, only: int | None = None) -> int:
    """Let digests and stories that may not leave at ``now`` wait, in all organisations or ``only`` this one; how many.

    Each gets the first moment after at which the organisation lets mails leave, on a day without another mail for the
    reader.
    """
    waiting = [found for found in _waiting_in(now) if only in {None, found}]
    return sum(_postpone_in(organisation_id, now) for organisation_id in waiting)


@across_organisations("whose mails wait is asked for all organisations")
def _waiting_in(now: dt.datetime) -> list[int]:
    return sorted(set(_due(Q(), now).order_by().values_list("organisation_id", flat=True).distinct()))


def _due(which: Q, now: dt.datetime) -> QuerySet[Mailing]:
    ready = Q(not_before=None) | Q(not_before__lte=now)
    return Mailing.objects.filter(which, ready, state=QUEUED, day__isnull=False)


def _postpone_in(organisation_id: int, now: dt.datetime) -> int:
    hours = house_of(people.organisation(organisation_id)).hours
    due = _due(Q(organisation_id=organisation_id), now)
    if not _anything_shut(organisation_id, hours, due, now):
        return 0
    rows = list(due.order_by("id").only("id", "person_id", "day"))
    ids = {row.person_id for row in rows}
    clock = {
        receiver.person_id: (receiver.time_zone, receiver.country)
        for receiver in people.receivers(organisation_id, now=now, only=ids if len(ids) <= _MOST_NAMED else None)
    }
    taken = _taken(organisation_id, clock.keys(), since=now.date() - _DAY)
    moved = 0
    for row in rows:
        # Who is no reader any more is left to the sender, who drops the mail.
        if row.person_id in clock:
            zone, country = clock[row.person_id]
            busy = {day for other, day in taken.get(row.person_id, {}).items() if other != row.pk}
            leaving = _first_free(hours, now, zone=zone, country=country, busy=busy)
            moved += _move(row, leaving, now)
    return moved


def _anything_shut(organisation_id: int, hours: OpenHours, due: QuerySet[Mailing], now: dt.datetime) -> bool:
    """Whether some clock stands on quiet, or a mail is of another day than today's: mostly not, and nobody is read."""
    here = [(now.astimezone(ZoneInfo(zone)), country) for zone, country in clocks(organisation_id)]
    days = {local.date() for local, _ in here}
    if len(days) > 1 or not all(hours.is_open(local, country) for local, country in here):
        return True
    return due.exclude(day__in=days).exists()


def _taken(organisation_id: int, person_ids: Collection[int], *, since: dt.date) -> Mapping[int, dict[int, dt.date]]:
    """Person → mailing → the day it leaves or left on."""
    found: dict[int, dict[int, dt.date]] = {}
    rows = Mailing.objects.filter(organisation_id=organisation_id, day__gte=since).exclude(state=DROPPED)
    for person_id, mailing_id, day in rows.values_list("person_id", "id", "day"):
        if day is not None and person_id in person_ids:
            found.setdefault(person_id, {})[mailing_id] = day
    return found


def _first_free(
    hours: OpenHours, now: dt.datetime, *, zone: str, country: str, busy: Collection[dt.date]
) -> dt.datetime:
    leaving = hours.first_open(now, zone=zone, country=country)
    while leaving.date() in busy:
        morning = dt.datetime.combine(leaving.date() + _DAY, dt.time(), ZoneInfo(zone))
        leaving = hours.first_open(morning, zone=zone, country=country)
    return leaving


def _move(row: Mailing, leaving: dt.datetime, now: dt.datetime) -> int:
    """Write down when it leaves; 0 if that is now, on the day it was meant for."""
    at = leaving.astimezone(dt.UTC)
    if at <= now and row.day == leaving.date():
        return 0
    waiting = Mailing.objects.filter(id=row.pk, state=QUEUED)
    waits = {"not_before": at} if at > now else {}
    try:
        with transaction.atomic():
            return waiting.update(day=leaving.date(), **waits)
    except IntegrityError:
        # Something else was planned for that day a moment ago: this one waits, and is asked again in the next run.
        logger.info("mailing %d waits: its reader has another mail on that day", row.pk)
        return waiting.update(not_before=max(at, now + _DAY / 24))
