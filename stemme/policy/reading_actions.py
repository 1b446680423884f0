"""Saying that one has read the guidelines."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.policy.models import Acknowledgement, Guidelines
from stemme.policy.proof import fingerprint
from stemme.policy.queries import current


class OutdatedError(Exception):
    """These are not the words that are published now."""


def acknowledge(*, actor: Viewer, version: int, language: str, now: dt.datetime) -> bool:
    """Note that this person says they have read the current version, in this language; False if it was noted before.

    Kept are the day, the version, the language and the fingerprint of its words. Raises OutdatedError when ``version``
    is not the current one of their organisation, or is not told in ``language``.
    """
    newest = current(actor.organisation_id)
    if newest is None or newest.version != version or language not in newest.texts:
        raise OutdatedError(version)
    with transaction.atomic():
        guidelines = Guidelines.objects.get(organisation_id=actor.organisation_id, version=version)
        _row, is_new = Acknowledgement.objects.get_or_create(
            organisation_id=actor.organisation_id,
            person_id=actor.person_id,
            guidelines=guidelines,
            defaults={"language": language, "fingerprint": fingerprint(newest.texts[language]), "at": now},
        )
        if is_new:
            record(
                facts.GUIDELINES_READ,
                organisation_id=actor.organisation_id,
                actor_id=actor.person_id,
                at=now,
                subject_id=guidelines.pk,
                version=version,
            )
    return is_new
