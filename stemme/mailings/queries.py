"""Reading mailings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max

from stemme.kit.tokens import normal_token, token_hash
from stemme.mailings.models import ARRIVED, QUEUED, UNCLEAR, Mailing, Rhythm, Unsubscribe
from stemme.mailings.rhythm import MONTHLY, NEVER, WEEKLY, DigestTime, first_day_of_next_month
from stemme.people import queries as people
from stemme.people.break_queries import break_of


@dataclass(frozen=True, slots=True)
class Preferences:
    """How a person gets mail, and when the next digest comes (local; None if they stopped it)."""

    every: str
    paused_until: dt.date | None
    next_mail: dt.datetime | None


@dataclass(frozen=True, slots=True)
class UnclearRow:
    """A mail of which nobody knows whether it arrived. Only a person may send it again."""

    mailing_id: int
    person_id: int
    kind: str
    slot: dt.date


def digest_time(organisation: people.OrganisationRow) -> DigestTime:
    """The organisation's hour for digests."""
    return DigestTime(
        zone=organisation.time_zone,
        weekday=organisation.digest_weekday,
        hour=organisation.digest_hour,
        minute=organisation.digest_minute,
    )


def preferences(organisation_id: int, person_id: int, *, now: dt.datetime) -> Preferences:
    """What the person chose and when they will hear from us next."""
    rhythm = Rhythm.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    every = rhythm.every if rhythm else WEEKLY
    paused_until = break_of(organisation_id, person_id, now=now)
    return Preferences(every, paused_until, _next_mail(organisation_id, person_id, every, paused_until, now))


def _next_mail(
    organisation_id: int, person_id: int, every: str, paused_until: dt.date | None, now: dt.datetime
) -> dt.datetime | None:
    if every == NEVER:
        return None
    time = digest_time(people.organisation(organisation_id))
    mine = Mailing.objects.filter(organisation_id=organisation_id, person_id=person_id, kind="digest")
    last = mine.filter(state__in=(QUEUED, *ARRIVED)).aggregate(day=Max("slot"))["day"]
    not_before = paused_until
    if every == MONTHLY and last is not None:
        not_before = max(filter(None, (paused_until, first_day_of_next_month(last))))
    return time.next_after(now, not_before=not_before)


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
