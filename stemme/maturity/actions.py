"""What people say about themselves and decide about their place. Each of these works their place out anew at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.maturity.counts import OwnCounts
from stemme.maturity.models import Answer, Correction, OwnNumbers, Preference
from stemme.maturity.placing_actions import place_people
from stemme.maturity.questions import OPTIONS, QUESTION_OF
from stemme.maturity.types import TYPE_OF
from stemme.people.viewer import Viewer


def answer(*, actor: Viewer, answers: Mapping[str, int | None], now: dt.datetime) -> None:
    """Keep answers to some of the eight questions; None takes an answer back. Raises ValueError for what is none."""
    for question, option in answers.items():
        if question not in QUESTION_OF or (option is not None and not 0 <= option < OPTIONS):
            raise ValueError(question)
    with transaction.atomic():
        for question, option in answers.items():
            if option is None:
                Answer.objects.filter(**_of(actor), question=question).delete()
            else:
                Answer.objects.update_or_create(
                    **_of(actor), question=question, defaults={"option": option, "answered_at": now}
                )
        _acted(actor, facts.PLACE_ANSWERED, now=now)


def correct(*, actor: Viewer, type_key: str, now: dt.datetime) -> None:
    """ "I am rather a …"; an empty key takes it back. Raises KeyError for an unknown type."""
    with transaction.atomic():
        if type_key:
            kind = TYPE_OF[type_key].key
            Correction.objects.update_or_create(**_of(actor), defaults={"type": kind, "corrected_at": now})
        else:
            Correction.objects.filter(**_of(actor)).delete()
        _acted(actor, facts.PLACE_CORRECTED, now=now)


def set_target(*, actor: Viewer, type_key: str, now: dt.datetime) -> None:
    """As far as the person wants to go; empty for no such wish. Raises KeyError for an unknown type."""
    _decide(actor, now=now, target=TYPE_OF[type_key].key if type_key else "")


def leave_map(*, actor: Viewer, now: dt.datetime) -> None:
    """The person is not counted on the organisation's map any more. Their own page goes on as before."""
    _decide(actor, now=now, on_map=False)


def return_to_map(*, actor: Viewer, now: dt.datetime) -> None:
    """The person is counted again, among eight or more."""
    _decide(actor, now=now, on_map=True)


def let_stemme_place(*, actor: Viewer, wanted: bool, now: dt.datetime) -> None:
    """What the person does here counts for their own place, although they answered nothing. Or no longer."""
    _decide(actor, now=now, by_stemme=wanted)


def keep_counts(*, actor: Viewer, source: str, counts: OwnCounts, until: dt.date, now: dt.datetime) -> None:
    """Keep the counts that a person approved from their own data export of a service; they replace earlier ones."""
    with transaction.atomic():
        OwnNumbers.objects.update_or_create(
            **_of(actor), source=source, defaults={**asdict(counts), "until": until, "kept_at": now}
        )
        _acted(actor, facts.PLACE_COUNTED, now=now)


def forget_counts(*, actor: Viewer, source: str, now: dt.datetime | None = None) -> None:
    """Delete the counts of a service."""
    now = now or timezone.now()
    with transaction.atomic():
        OwnNumbers.objects.filter(**_of(actor), source=source).delete()
        _acted(actor, facts.PLACE_COUNTED, now=now)


def _of(actor: Viewer) -> dict[str, Any]:
    return {"organisation_id": actor.organisation_id, "person_id": actor.person_id}


def _decide(actor: Viewer, *, now: dt.datetime, **values: Any) -> None:
    with transaction.atomic():
        Preference.objects.update_or_create(**_of(actor), defaults={**values, "changed_at": now})
        _acted(actor, facts.PLACE_DECIDED, now=now)


def _acted(actor: Viewer, kind: str, *, now: dt.datetime) -> None:
    """Note that the person did something, never what they said; and work out where that puts them."""
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    place_people(organisation_id=actor.organisation_id, person_ids=[actor.person_id], now=now, acted=True)
