"""Writing the rules about words in posts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people.viewer import Viewer
from stemme.policy.models import BlockedPhrase, DisclosureLine
from stemme.policy.phrases import Phrase, words_of


def set_word_rules(
    *,
    actor: Viewer | None,
    organisation_id: int,
    phrases: Sequence[Phrase],
    disclosure: Mapping[str, str],
    now: dt.datetime,
    customers: Sequence[str] = (),
) -> None:
    """Put these rules in the place of the earlier ones; they hold from the next press on.

    ``disclosure``: by language, how people say that they work here. ``customers``: names that stories should not name
    unasked. ``actor`` None is the operator at the console. Raises ValueError for a phrase or name without words or one
    that comes twice.
    """
    folded = [tuple(words_of(text)) for text in (*(phrase.text for phrase in phrases), *customers)]
    if not all(folded) or len(set(folded)) != len(folded):
        raise ValueError("a phrase has words, and each phrase comes once")
    with transaction.atomic():
        for table in (BlockedPhrase, DisclosureLine):
            table.objects.filter(organisation_id=organisation_id).delete()
        BlockedPhrase.objects.bulk_create(
            BlockedPhrase(organisation_id=organisation_id, phrase=phrase.text, advice=phrase.advice, never=phrase.never)
            for phrase in phrases
        )
        BlockedPhrase.objects.bulk_create(
            BlockedPhrase(organisation_id=organisation_id, phrase=name, customer=True) for name in customers
        )
        DisclosureLine.objects.bulk_create(
            DisclosureLine(organisation_id=organisation_id, language=language, line=line)
            for language, line in disclosure.items()
        )
        record(
            facts.WORD_RULES_CHANGED,
            organisation_id=organisation_id,
            actor_id=actor.person_id if actor else None,
            at=now,
            phrases=len(phrases),
            never=sum(phrase.never for phrase in phrases),
            customers=len(customers),
        )
