"""Reading agreements: what is open, how far one has come, who is still to be told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from stemme.agreements import locks
from stemme.agreements.countries import least_days, strictest
from stemme.agreements.locks import Course, state_on
from stemme.agreements.models import Agreement, Told
from stemme.agreements.standing import AgreementRow as AgreementRow
from stemme.agreements.standing import Announced as Announced
from stemme.agreements.standing import LockState as LockState
from stemme.agreements.standing import Reach as Reach
from stemme.kit.tenancy import across_organisations
from stemme.people import name_queries, register_queries


def is_open(organisation_id: int, lock: str, *, on: dt.date) -> int | None:
    """The id of the agreement by which the lock is open on this day of the organisation's; None while it is closed.

    The only question others may ask before they show somebody's figures to somebody else. One query.
    """
    found = Agreement.objects.filter(
        organisation_id=organisation_id, lock=lock, agreed=True, closed_at=None, takes_effect_on__lte=on
    ).first()
    return found.pk if found and state_on(_course(found), on) == locks.OPEN else None


def state_of(organisation_id: int, lock: str, *, on: dt.date) -> LockState:
    """How far the lock's newest agreement has come. Two queries."""
    found = Agreement.objects.filter(organisation_id=organisation_id, lock=lock).order_by("-id").first()
    if found is None:
        return LockState(lock, locks.CLOSED, None)
    row = _rows(organisation_id, [found], on)[0]
    return LockState(lock, row.state, row)


def history(organisation_id: int, *, on: dt.date) -> list[AgreementRow]:
    """All agreements there ever were, the newest first. Two queries."""
    return _rows(organisation_id, Agreement.objects.filter(organisation_id=organisation_id).order_by("-id"), on)


def agreement(organisation_id: int, agreement_id: int, *, on: dt.date) -> AgreementRow | None:
    """One agreement of the organisation, or None."""
    found = Agreement.objects.filter(organisation_id=organisation_id, id=agreement_id).first()
    return _rows(organisation_id, [found], on)[0] if found else None


def announced_to(organisation_id: int, person_id: int, *, on: dt.date) -> list[Announced]:
    """What this person still has to hear of: agreed and not yet in effect, or in effect and never told to them.

    One query.
    """
    told = Told.objects.filter(agreement=OuterRef("pk"), person_id=person_id)
    found = list(
        Agreement.objects.filter(organisation_id=organisation_id, agreed=True, closed_at=None)
        .annotate(told_them=Exists(told))
        .order_by("id")
    )
    return [
        Announced(row.pk, row.lock, row.takes_effect_on)
        for row in found
        if not row.told_them or state_on(_course(row), on) != locks.OPEN
    ]


def to_tell(organisation_id: int, agreement_id: int) -> list[int]:
    """The ids of everybody on the staff list who has not been told of this agreement yet, sorted."""
    told = Told.objects.filter(agreement__organisation_id=organisation_id, agreement_id=agreement_id)
    return sorted(register_queries.everybody(organisation_id) - set(told.values_list("person_id", flat=True)))


def reach(organisation_id: int, agreement_id: int) -> Reach:
    """How many are still to be told, of how many."""
    return Reach(register_queries.listed(organisation_id), len(to_tell(organisation_id, agreement_id)))


def waiting() -> list[tuple[int, int]]:
    """(organisation, agreement) of all that were agreed to and not yet told to everybody: for the job that tells."""
    with across_organisations("agreements of the whole installation that people are to be told of"):
        found = Agreement.objects.filter(agreed=True, announced_at=None, closed_at=None).order_by("id")
        return list(found.values_list("organisation_id", "id"))


def least_notice(organisation_id: int) -> tuple[str, int]:
    """(country, days): the strictest of the countries in which the organisation's people work, and its period."""
    country = strictest(register_queries.countries(organisation_id))
    return country, least_days(country)


def _course(row: Agreement) -> Course:
    return Course(
        notice_days=row.notice_days,
        agreed=row.agreed,
        announced_on=row.announced_on,
        takes_effect_on=row.takes_effect_on,
        closed=row.closed_at is not None,
    )


def _rows(organisation_id: int, found: Iterable[Agreement], on: dt.date) -> list[AgreementRow]:
    found = list(found)
    if not found:
        return []
    ids = {id_ for row in found for id_ in (row.asked_by_id, row.answered_by_id, row.closed_by_id) if id_}
    names = name_queries.names(organisation_id, ids)
    return [
        AgreementRow(
            id=row.pk,
            organisation_id=organisation_id,
            lock=row.lock,
            state=state_on(_course(row), on),
            purpose=row.purpose,
            reference=row.reference,
            country=row.country,
            notice_days=row.notice_days,
            asked_at=row.asked_at,
            asked_by=names.get(row.asked_by_id or 0, ""),
            asker=row.asker,
            answered_at=row.answered_at,
            answered_by=names.get(row.answered_by_id or 0, ""),
            answerer=row.answerer,
            agreed=row.agreed,
            answer=row.answer,
            announced_at=row.announced_at,
            takes_effect_on=row.takes_effect_on,
            closed_at=row.closed_at,
            closed_by=names.get(row.closed_by_id or 0, ""),
        )
        for row in found
    ]
