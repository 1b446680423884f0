"""Whom mails of a kind have reached."""

from __future__ import annotations

from stemme.mailings.models import SENT, Mailing


def reached_by(organisation_id: int, kind: str, subject_id: int) -> set[int]:
    """The people to whom a mail of this kind about this subject went out, as far as the mail server says. One query."""
    rows = Mailing.objects.filter(organisation_id=organisation_id, kind=kind, subject_id=subject_id, state=SENT)
    return set(rows.values_list("person_id", flat=True))
