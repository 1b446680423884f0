"""Who is asked in a round, and what the page behind a link knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from stemme.kit.periods import local_day
from stemme.kit.tokens import normal_token, token_hash
from stemme.people import queries as people
from stemme.people.name_queries import names
from stemme.readiness.models import Answer, Rater


@dataclass(frozen=True, slots=True)
class AskedRow:
    """Somebody who is asked, as those who ask see it: whether they have answered, never what."""

    id: int
    role: str
    #: Empty for whoever got the link.
    name: str
    by_mail: bool
    invited_at: dt.datetime
    answered: bool


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the letter to a colleague says."""

    person_id: int
    organisation_name: str
    page_url: str
    asked_by: str
    role: str
    closes_on: dt.date


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page behind a link that works: who is asked as what, and what they said before."""

    organisation_name: str
    role: str
    language: str
    closes_on: dt.date
    answered: bool
    named: bool
    answers: Mapping[str, int | None]


def asked(round_id: int) -> list[AskedRow]:
    """Everybody who is asked in the round, by role and time."""
    rows = Rater.objects.filter(round_id=round_id).select_related("person").order_by("role", "invited_at", "id")
    return [_row(rater) for rater in rows]


def asked_one(organisation_id: int, rater_id: int) -> AskedRow | None:
    """One of those of the open round, or None."""
    mine = Rater.objects.filter(id=rater_id, round__organisation_id=organisation_id, round__closed_at=None)
    found = mine.select_related("person").first()
    return _row(found) if found else None


def _row(rater: Rater) -> AskedRow:
    return AskedRow(
        id=rater.pk,
        role=rater.role,
        name=rater.person.name if rater.person else "",
        by_mail=rater.person_id is not None,
        invited_at=rater.invited_at,
        answered=rater.answered_at is not None,
    )


def invitation_of(organisation_id: int, rater_id: int) -> Invitation | None:
    """What to write to a colleague; None for somebody without a name here, and once the round is closed."""
    mine = Rater.objects.filter(id=rater_id, round__organisation_id=organisation_id, round__closed_at=None)
    found = mine.select_related("round").first()
    if found is None or found.person_id is None:
        return None
    here = people.organisation(organisation_id)
    opened_by = found.round.opened_by_id
    return Invitation(
        person_id=found.person_id,
        organisation_name=here.name,
        page_url=here.page_url,
        asked_by=names(organisation_id, [opened_by]).get(opened_by, "") if opened_by else "",
        role=found.role,
        closes_on=found.round.closes_on,
    )


def sheet_of(token: str, *, now: dt.datetime) -> Sheet | None:
    """What the page behind this link shows; None when it never was one, was taken back, or the round is over."""
    hashed = token_hash(normal_token(token) or "")
    rater = Rater.objects.select_related("round__organisation").filter(token_hash=hashed).first()
    if rater is None or rater.round.closed_at is not None:
        return None
    here = rater.round.organisation
    if local_day(now, here.time_zone) > rater.round.closes_on:
        return None
    answers = Answer.objects.filter(rater_id=rater.pk).values_list("statement", "value")
    return Sheet(
        organisation_name=here.name,
        role=rater.role,
        language=rater.language,
        closes_on=rater.round.closes_on,
        answered=rater.answered_at is not None,
        named=rater.named,
        answers=dict(answers),
    )
