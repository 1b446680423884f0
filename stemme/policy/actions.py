"""Writing guidelines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.policy.models import Guidelines, GuidelinesSection, GuidelinesText
from stemme.policy.reading_actions import OutdatedError, acknowledge
from stemme.policy.texts import TextRow

__all__ = ["OutdatedError", "WrittenMeanwhileError", "acknowledge", "publish"]


class WrittenMeanwhileError(Exception):
    """Somebody else published a version while this one was written."""


def publish(
    *,
    actor: Viewer | None,
    organisation_id: int,
    texts: Sequence[TextRow],
    now: dt.datetime,
    asks_again: bool = True,
    made_with: str = "",
    before_sharing: bool | None = None,
    after: int | None = None,
) -> int:
    """Publish a new version in one or more languages; its number. What was published before stays as it was.

    ``actor`` None is the operator at the console. ``asks_again``: whoever read an earlier version is asked to read this
    one. ``before_sharing``: sharing waits until it is read. ``after``: the version that it was written upon (0 for
    none); raises WrittenMeanwhileError when there is another by now. Raises ValueError without a text, for a language
    given twice, or for a text without title or points.
    """
    if not texts or len({text.language for text in texts}) != len(texts):
        raise ValueError("a version has at least one text and each language once")
    if any(not text.title or not text.points for text in texts):
        raise ValueError("a text has a title and at least one point")
    newest = Guidelines.objects.filter(organisation_id=organisation_id).aggregate(newest=Max("version"))["newest"] or 0
    if after is not None and newest != after:
        raise WrittenMeanwhileError(newest)
    made = Guidelines(
        organisation_id=organisation_id,
        version=newest + 1,
        published_at=now,
        published_by_id=actor.person_id if actor else None,
        asks_again=asks_again,
        made_with=made_with,
        before_sharing=before_sharing,
    )
    try:
        _save(made, texts)
    except IntegrityError as error:  # Somebody took the number in this very moment.
        raise WrittenMeanwhileError(newest + 1) from error
    return made.version


def _save(made: Guidelines, texts: Sequence[TextRow]) -> None:
    with transaction.atomic():
        made.save(force_insert=True)
        for text in texts:
            _write(made, text)
        record(
            facts.GUIDELINES_PUBLISHED,
            organisation_id=made.organisation_id,
            actor_id=made.published_by_id,
            at=made.published_at,
            subject_id=made.pk,
            version=made.version,
        )


def _write(made: Guidelines, text: TextRow) -> None:
    row = GuidelinesText.objects.create(
        guidelines=made, language=text.language, title=text.title, lead=text.lead, points="\n".join(text.points)
    )
    GuidelinesSection.objects.bulk_create(
        GuidelinesSection(text=row, key=part.key, position=place, title=part.title, body=part.body)
        for place, part in enumerate(text.sections)
    )
