"""Writing guidelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.policy.models import Guidelines, GuidelinesText
from stemme.policy.queries import TextRow


def publish(
    *,
    actor: Viewer | None,
    organisation_id: int,
    texts: Sequence[TextRow],
    now: dt.datetime,
) -> int:
    """Publish a new version in one or more languages; its number. What was published before stays as it was.

    ``actor`` None is the operator at the console. Raises ValueError without a text, for a language given twice, or
    for a text without title or points.
    """
    if not texts or len({text.language for text in texts}) != len(texts):
        raise ValueError("a version has at least one text and each language once")
    if any(not text.title or not text.points for text in texts):
        raise ValueError("a text has a title and at least one point")
    actor_id = actor.person_id if actor else None
    with transaction.atomic():
        earlier = Guidelines.objects.filter(organisation_id=organisation_id)
        version = (earlier.aggregate(newest=Max("version"))["newest"] or 0) + 1
        made = Guidelines.objects.create(
            organisation_id=organisation_id, version=version, published_at=now, published_by_id=actor_id
        )
        GuidelinesText.objects.bulk_create(
            GuidelinesText(
                guidelines=made,
                language=text.language,
                title=text.title,
                lead=text.lead,
                points="\n".join(text.points),
            )
            for text in texts
        )
        record(
            facts.GUIDELINES_PUBLISHED,
            organisation_id=organisation_id,
            actor_id=actor_id,
            at=now,
            subject_id=made.pk,
            version=version,
        )
    return version
