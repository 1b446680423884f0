"""What decides when a reader's mail comes: the organisation's rules, the reader's wishes, what they had already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from django.db.models import Max

from stemme.mailings.models import ARRIVED, DROPPED, QUEUED, Mailing, QuietWeek, Rhythm, SendingRules
from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm import CAP_DAYS, House, Past, Silence, Timetable, Wish
from stemme.mailings.ways import MAIL
from stemme.people import queries as people

#: Regular days further back than this are not made up for, so nobody asks what became of them.
_TRIED_DAYS = dt.timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose: their rhythm and the way."""

    wish: Wish = field(default_factory=Wish)
    way: str = MAIL
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class ReaderPlan:
    """One reader as ``rhythm.next_digest`` and ``sending.verdict`` want them."""

    person: people.Receiver
    timetable: Timetable
    past: Past
    silence: Silence
    way: str = MAIL


_CHOSEN_NOTHING, _NO_PAST, _NO_SILENCE = Chosen(), Past(), Silence()


def house_of(organisation: people.OrganisationRow) -> House:
    """When the organisation's digests go out and what it has set about sending."""
    rules = SendingRules.objects.filter(organisation_id=organisation.id).first()
    regular = House(
        weekday=organisation.digest_weekday,
        second_weekday=None,
        hour=organisation.digest_hour,
        minute=organisation.digest_minute,
    )
    if rules is None:
        return regular
    return replace(
        regular,
        second_weekday=rules.second_weekday,
        hours=OpenHours(rules.quiet_from, rules.quiet_until, rules.weekends),
        cap=rules.cap,
        since=rules.changed_at,
    )


def chosen_by(organisation_id: int, person_ids: Collection[int] | None = None) -> dict[int, Chosen]:
    """What readers chose; who has chosen nothing is missing."""
    rows = Rhythm.objects.filter(organisation_id=organisation_id)
    if person_ids is not None:
        rows = rows.filter(person_id__in=person_ids)
    fields = rows.values_list("person_id", "every", "weekday", "hour", "minute", "way", "changed_at")
    return {
        person: Chosen(Wish(every, weekday, hour, minute), way, since)
        for person, every, weekday, hour, minute, way, since in fields
    }


def plans_for(
    organisation: people.OrganisationRow,
    receivers: Collection[people.Receiver],
    *,
    house: House,
    chosen: Mapping[int, Chosen],
    now: dt.datetime,
) -> list[ReaderPlan]:
    """Everything about these readers. Four queries, however many they are."""
    ids = [receiver.person_id for receiver in receivers]
    pasts = _pasts(organisation.id, ids, now)
    silences = _silences(organisation.id, ids, now)
    found = []
    for receiver in receivers:
        choice = chosen.get(receiver.person_id, _CHOSEN_NOTHING)
        since = (receiver.joined_at, choice.since, house.since)
        found.append(
            ReaderPlan(
                receiver,
                Timetable(house, choice.wish, receiver.time_zone, receiver.country),
                replace(pasts.get(receiver.person_id, _NO_PAST), since=max(filter(None, since), default=None)),
                silences.get(receiver.person_id, _NO_SILENCE),
                choice.way,
            )
        )
    return found


def _pasts(organisation_id: int, person_ids: Collection[int], now: dt.datetime) -> dict[int, Past]:
    mine = Mailing.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    digests = mine.filter(kind="digest")
    # A mail that was dropped or refused did not reach anybody: it does not use a month up.
    came = digests.filter(state__in=(QUEUED, *ARRIVED)).values_list("person_id")
    last: dict[int, dt.date] = dict(came.annotate(Max("slot")))
    tried: dict[int, set[dt.date]] = {}
    for person, slot in digests.filter(slot__gte=now.date() - _TRIED_DAYS).values_list("person_id", "slot"):
        tried.setdefault(person, set()).add(slot)
    days: dict[int, list[dt.date]] = {}
    recent = mine.filter(day__gte=now.date() - dt.timedelta(days=CAP_DAYS + 1)).exclude(state=DROPPED)
    for person, day in recent.values_list("person_id", "day"):
        if day is not None:
            days.setdefault(person, []).append(day)
    return {
        person: Past(last.get(person), frozenset(tried.get(person, ())), tuple(sorted(days.get(person, ()))))
        for person in last.keys() | tried.keys() | days.keys()
    }


def _silences(organisation_id: int, person_ids: Collection[int], now: dt.datetime) -> dict[int, Silence]:
    weeks: dict[int, list[tuple[dt.date, dt.date]]] = {}
    rows = QuietWeek.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    for person, first, last in rows.filter(last__gte=now.date() - _TRIED_DAYS).values_list(
        "person_id", "first", "last"
    ):
        weeks.setdefault(person, []).append((first, last))
    return {person: Silence(tuple(sorted(spans))) for person, spans in weeks.items()}
