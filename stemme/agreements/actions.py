"""Opening and closing a lock, step by step: ask, answer, announce; and close.

Two people open it: one who manages the organisation asks, an employee representative answers. It takes effect when
everybody was told and the notice period is over. Either side closes it alone, at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from stemme.agreements import locks, queries
from stemme.agreements.countries import MOST_DAYS
from stemme.agreements.models import MAIL, OTHERWISE, PAGE, Agreement, Told
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.people.roles import AGREE_MEASURING, MANAGE_ORGANISATION
from stemme.people.viewer import Viewer

_AT_ONCE = 1000
_PURPOSE, _REFERENCE, _ANSWER = 2000, 200, 500


class AgreementError(Exception):
    """Why not. ``reason``: ``right`` (not theirs to do), ``same`` (the one who asked), ``words`` (purpose, reference or
    reasons are missing or too long), ``days`` (shorter than the country's period), ``there`` (one is under way already)
    or ``over`` (not at this step, or closed)."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask(*, actor: Viewer, lock: str, purpose: str, reference: str, notice_days: int, now: dt.datetime) -> int:
    """Ask the employee representatives to open a lock; the agreement's id. Nothing in it can be changed afterwards.

    Raises AgreementError, and ValueError for a lock that there is not.
    """
    if lock not in locks.LOCKS:
        raise ValueError(f"no such lock: {lock!r}")
    if not actor.may(MANAGE_ORGANISATION):
        raise AgreementError("right")
    purpose, reference = purpose.strip(), reference.strip()
    if not 0 < len(purpose) <= _PURPOSE or not 0 < len(reference) <= _REFERENCE:
        raise AgreementError("words")
    country, least = queries.least_notice(actor.organisation_id)
    if not least <= notice_days <= MOST_DAYS:
        raise AgreementError("days")
    try:
        with transaction.atomic():
            made = Agreement.objects.create(
                organisation_id=actor.organisation_id, lock=lock, purpose=purpose, reference=reference,
                country=country, notice_days=notice_days, asked_at=now, asked_by_id=actor.person_id,
                asker=actor.person_id,
            )  # fmt: skip
            _note(facts.LOCK_ASKED, made, actor.person_id, now, days=notice_days)
    except IntegrityError as error:
        raise AgreementError("there") from error
    return made.pk


def answer(*, actor: Viewer, agreement_id: int, agreed: bool, words: str, now: dt.datetime) -> None:
    """Say yes or no for the employees, with the reasons. A no ends this agreement; a yes lets everybody be told.

    Raises AgreementError, and Agreement.DoesNotExist for another organisation's.
    """
    if not actor.may(AGREE_MEASURING):
        raise AgreementError("right")
    words = words.strip()
    if not 0 < len(words) <= _ANSWER:
        raise AgreementError("words")
    with transaction.atomic():
        held = _hold(actor.organisation_id, agreement_id)
        if held.asker == actor.person_id:
            raise AgreementError("same")
        if held.closed_at is not None or held.answered_at is not None:
            raise AgreementError("over")
        held.answered_at, held.answered_by_id, held.answerer = now, actor.person_id, actor.person_id
        held.agreed, held.answer = agreed, words
        if not agreed:
            held.closed_at, held.closed_by_id = now, actor.person_id
        held.save()
        _note(facts.LOCK_AGREED if agreed else facts.LOCK_REFUSED, held, actor.person_id, now)


def announce(*, organisation_id: int, agreement_id: int, told: Mapping[int, str], now: dt.datetime) -> bool:
    """Note who was told, by ``mail``; True once that was everybody and the period runs (or ran already).

    Called by whoever sends the mails, as often as they like. Whom no mail reached is left out of ``told``: they hear of
    it on the page (note_seen), or in another way for which the representative vouches. Ids of others are passed over.
    Raises AgreementError ``over`` for an agreement that nobody agreed to or that was closed, ValueError for a way that
    there is not, and Agreement.DoesNotExist.
    """
    if unknown := set(told.values()) - {MAIL, PAGE}:
        raise ValueError(f"no such way: {unknown}")
    with transaction.atomic():
        held = _hold(organisation_id, agreement_id)
        if held.closed_at is not None or not held.agreed:
            raise AgreementError("over")
        left = queries.to_tell(organisation_id, agreement_id)
        _tell(held, {person: told[person] for person in left if person in told}, now)
        return _settle(held, now)


def note_seen(*, viewer: Viewer, agreement_id: int, now: dt.datetime) -> None:
    """The person reads the agreement's own page: from now on they were told. Nothing happens the second time."""
    with transaction.atomic():
        there = Agreement.objects.filter(
            organisation_id=viewer.organisation_id, id=agreement_id, agreed=True, closed_at=None
        )
        known = Told.objects.filter(
            agreement__organisation_id=viewer.organisation_id, agreement_id=agreement_id, person_id=viewer.person_id
        )
        if not there.exists() or known.exists():
            return
        announce(
            organisation_id=viewer.organisation_id, agreement_id=agreement_id, told={viewer.person_id: PAGE}, now=now
        )


def vouch(*, actor: Viewer, agreement_id: int, now: dt.datetime) -> None:
    """A representative vouches that everybody whom neither mail nor page reached was told in another way.

    The ones who want the lock open cannot do this. Raises AgreementError, and Agreement.DoesNotExist.
    """
    if not actor.may(AGREE_MEASURING):
        raise AgreementError("right")
    with transaction.atomic():
        held = _hold(actor.organisation_id, agreement_id)
        if held.asker == actor.person_id:
            raise AgreementError("same")
        if held.closed_at is not None or not held.agreed or held.announced_at is not None:
            raise AgreementError("over")
        left = queries.to_tell(actor.organisation_id, agreement_id)
        _tell(held, dict.fromkeys(left, OTHERWISE), now)
        _note(facts.LOCK_VOUCHED, held, actor.person_id, now)
        _settle(held, now)


def close(*, actor: Viewer, agreement_id: int, now: dt.datetime) -> None:
    """End an agreement at once, at whatever step: either side alone. It never opens again.

    Raises AgreementError, and Agreement.DoesNotExist.
    """
    if not (actor.may(MANAGE_ORGANISATION) or actor.may(AGREE_MEASURING)):
        raise AgreementError("right")
    with transaction.atomic():
        held = _hold(actor.organisation_id, agreement_id)
        if held.closed_at is not None:
            raise AgreementError("over")
        held.closed_at, held.closed_by_id = now, actor.person_id
        held.save(update_fields=["closed_at", "closed_by"])
        _note(facts.LOCK_CLOSED, held, actor.person_id, now)


def _hold(organisation_id: int, agreement_id: int) -> Agreement:
    """One step of an agreement at a time."""
    return Agreement.objects.select_for_update().get(organisation_id=organisation_id, id=agreement_id)


def _tell(held: Agreement, ways: Mapping[int, str], now: dt.datetime) -> None:
    rows = [Told(agreement=held, person_id=person, way=way, told_at=now) for person, way in ways.items()]
    Told.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _settle(held: Agreement, now: dt.datetime) -> bool:
    """Let the period begin when nobody is left to tell."""
    if held.announced_at is not None:
        return True
    if queries.to_tell(held.organisation_id, held.pk):
        return False
    zone = people.organisation(held.organisation_id).time_zone
    held.announced_at, held.announced_on = now, local_day(now, zone)
    held.takes_effect_on = locks.effect_day(held.announced_on, held.notice_days)
    held.save(update_fields=["announced_at", "announced_on", "takes_effect_on"])
    _note(facts.LOCK_ANNOUNCED, held, None, now, people=held.told.count(), day=held.takes_effect_on.isoformat())
    return True


def _note(kind: str, held: Agreement, actor_id: int | None, now: dt.datetime, **more: Any) -> None:
    record(
        kind, organisation_id=held.organisation_id, actor_id=actor_id, at=now, subject_id=held.pk, lock=held.lock,
        **more,
    )  # fmt: skip
