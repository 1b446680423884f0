"""What the audit tells of getting in: whoever holds a role came in, a code was wrong, a right was missing (T-30).

Ids only, never an address. Of people without a role nothing is written down but what would have changed something.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record, record_seldom
from stemme.people.models import RoleGrant
from stemme.people.viewer import Viewer


def note_sign_in(*, organisation_id: int, person_id: int, way: str, now: dt.datetime) -> None:
    """Somebody came in by ``way`` (models.way_choices). Written down when they hold a role, resting ones included."""
    if not holds_a_role(organisation_id=organisation_id, person_id=person_id):
        return
    with transaction.atomic():
        record(facts.ROLE_SIGNED_IN, organisation_id=organisation_id, actor_id=person_id, at=now, way=way)


def note_wrong_code(*, organisation_id: int, person_id: int, now: dt.datetime) -> None:
    """A wrong code was typed for this person's sign-in link. Call inside the transaction that counts it."""
    if holds_a_role(organisation_id=organisation_id, person_id=person_id):
        record(facts.CODE_REFUSED, organisation_id=organisation_id, actor_id=None, at=now, subject_id=person_id)


def note_refusal(*, viewer: Viewer, right: str, changing: bool, now: dt.datetime) -> None:
    """The viewer asked for what takes a right they do not hold; once an hour for each person and right.

    ``changing``: it would have changed something.
    """
    if changing or viewer.held or viewer.resting:
        record_seldom(
            facts.RIGHT_REFUSED,
            organisation_id=viewer.organisation_id,
            actor_id=viewer.person_id,
            at=now,
            right=right,
        )


def holds_a_role(*, organisation_id: int, person_id: int) -> bool:
    """Whether the person holds any role there."""
    return RoleGrant.objects.filter(organisation_id=organisation_id, person_id=person_id).exists()
