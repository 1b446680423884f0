"""What a person decides about mails and addresses of which no machine can know more."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.mailings.models import QUEUED, UNCLEAR, Mailing, SoftBounce
from stemme.people.actions.reachability import address_works
from stemme.people.viewer import Viewer


def send_again(*, actor: Viewer, mailing_id: int, now: dt.datetime) -> bool:
    """An unclear mail goes out once more, if it is still wanted; False if it is unclear no more."""
    with transaction.atomic():
        mailing = _unclear(actor, mailing_id)
        if mailing is None:
            return False
        mailing.state, mailing.attempts, mailing.not_before, mailing.changed_at = QUEUED, 0, now, now
        mailing.held_by, mailing.held_until = 0, None
        mailing.save(update_fields=["state", "attempts", "not_before", "changed_at", "held_by", "held_until"])
        record(
            facts.MAIL_SENT_AGAIN,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            subject_id=mailing.person_id,
            at=now,
        )
    return True


def leave(*, actor: Viewer, mailing_id: int, now: dt.datetime) -> bool:
    """An unclear mail stays as it is and is listed no more; False if it is unclear no more."""
    with transaction.atomic():
        mailing = _unclear(actor, mailing_id)
        if mailing is None:
            return False
        mailing.left_at = now
        mailing.save(update_fields=["left_at"])
    return True


def try_address(*, actor: Viewer, person_id: int, now: dt.datetime) -> bool:
    """Mails go to an address again that had failed; False if it had not."""
    with transaction.atomic():
        if not address_works(organisation_id=actor.organisation_id, person_id=person_id):
            return False
        SoftBounce.objects.filter(organisation_id=actor.organisation_id, person_id=person_id).delete()
        record(
            facts.ADDRESS_TRIED_AGAIN,
            organisation_id=actor.organisation_id,
            actor_id=actor.person_id,
            subject_id=person_id,
            at=now,
        )
    return True


def _unclear(actor: Viewer, mailing_id: int) -> Mailing | None:
    rows = Mailing.objects.select_for_update().filter(organisation_id=actor.organisation_id, id=mailing_id)
    return rows.filter(state=UNCLEAR, left_at=None).first()
