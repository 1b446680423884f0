"""Which agreements a viewer may read, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.agreements import locks, queries
from stemme.agreements.queries import AgreementRow
from stemme.people.roles import READ_SETTINGS
from stemme.people.viewer import Viewer


def agreement_to_read(viewer: Viewer, agreement_id: int, *, on: dt.date) -> AgreementRow:
    """One of the viewer's organisation; before a representative has said yes, only for those who read settings."""
    row = queries.agreement(viewer.organisation_id, agreement_id, on=on)
    if row is None or not (row.agreed or viewer.may(READ_SETTINGS)):
        raise Http404
    return row


def agreement_to_answer(viewer: Viewer, agreement_id: int, *, on: dt.date) -> AgreementRow:
    """One that waits for an answer, which somebody else asked for."""
    row = agreement_to_read(viewer, agreement_id, on=on)
    if row.state != locks.ASKED or row.asker == viewer.person_id:
        raise Http404
    return row


def lock_to_ask_for(viewer: Viewer, lock: str, *, on: dt.date) -> str:
    """A lock that there is, and for which nothing is under way."""
    if lock not in locks.LOCKS or queries.state_of(viewer.organisation_id, lock, on=on).state not in locks.OVER:
        raise Http404
    return lock
