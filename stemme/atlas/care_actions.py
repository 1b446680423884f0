"""Saying that one may be asked, taking it back, noting that one was in touch."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.atlas.care_queries import is_listed
from stemme.atlas.models import CareContact, CareOffer
from stemme.journal import facts, spans
from stemme.journal.actions import record, record_seldom
from stemme.kit.lines import one_line
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer

LONGEST_FIELD = 160


def offer(
    *, actor: Viewer, feedback: bool, promote: bool, mentor: bool, field: str, show_type: bool, now: dt.datetime
) -> None:
    """You may ask me: for feedback, to make my posts known, to mentor a newcomer. Raises ValueError for nothing."""
    if not (feedback or promote or mentor):
        raise ValueError("an offer is an offer of something")
    with transaction.atomic():
        CareOffer.objects.update_or_create(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            defaults={
                "feedback": feedback,
                "promote": promote,
                "mentor": mentor,
                "field": one_line(field, limit=LONGEST_FIELD),
                "show_type": show_type,
                "changed_at": now,
            },
            create_defaults={
                "feedback": feedback,
                "promote": promote,
                "mentor": mentor,
                "field": one_line(field, limit=LONGEST_FIELD),
                "show_type": show_type,
                "offered_at": now,
                "changed_at": now,
            },
        )
        _own(facts.CARE_OFFERED, actor, now)


def take_back(*, actor: Viewer, now: dt.datetime) -> bool:
    """Nobody may ask me any more: the offer is gone, and who was in touch as well. False if there was none."""
    with transaction.atomic():
        mine = CareOffer.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id)
        if not mine.delete()[0]:
            return False
        CareContact.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id).delete()
        _own(facts.CARE_ENDED, actor, now)
    return True


def note_look(*, actor: Viewer, person_ids: list[int], now: dt.datetime) -> None:
    """The actor saw these people on the list; the same look is written down once an hour."""
    others = [person for person in person_ids if person != actor.person_id]
    if others:
        record_seldom(
            facts.CARE_READ,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            at=now,
            who=spans.written(others),
        )


def note_contact(*, actor: Viewer, person_id: int, now: dt.datetime) -> bool:
    """The actor was in touch with somebody of the list today; False if that is noted already.

    Raises ValueError for somebody who is not on the actor's list.
    """
    today = actor.today(now)
    if not actor.may(MANAGE_PEOPLE) or not is_listed(actor, person_id, today=today):
        raise ValueError("only who is on the list can be asked")
    with transaction.atomic():
        _, new = CareContact.objects.get_or_create(
            organisation_id=actor.organisation_id,
            person_id=person_id,
            contacted_on=today,
            defaults={"contacted_by_id": actor.person_id},
        )
        if new:
            record(
                facts.CARE_CONTACTED,
                organisation_id=actor.organisation_id,
                actor_id=actor.person_id,
                at=now,
                subject_id=person_id,
            )
    return new


def _own(kind: str, actor: Viewer, now: dt.datetime) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=actor.person_id)
