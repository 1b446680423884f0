"""Reading what is hoped for in functions."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from stemme.kit.languages import best_language
from stemme.people import queries as people
from stemme.people.reviews import outside_reviews
from stemme.policy.expectations.expectation import NEW_FOR, ExpectationRow, Words
from stemme.policy.expectations.titles import title_key
from stemme.policy.models import ExpectationText, JobFunction

__all__ = ["ExpectationRow", "expectation_for", "expectation_of", "words_of"]


def expectation_for(
    organisation_id: int, person_id: int, language: str, *, now: dt.datetime | None = None
) -> ExpectationRow | None:
    """What is hoped for in this person's function: by their title, else the function for everybody, else None.

    In the wanted language, a neighbour's, English, or the first there is. Four queries at most.
    """
    person = people.person_card(organisation_id, person_id)
    if person is None:
        return None
    theirs = Q(everybody=True)
    if key := title_key(person.title):
        theirs |= Q(titles__title=key)
    functions = JobFunction.objects.filter(theirs, organisation_id=organisation_id, archived_at=None)
    # The function of a title comes before the one for everybody.
    function = functions.order_by("everybody", "id").first()
    return None if function is None else _row(function, language, now or timezone.now())


def expectation_of(organisation_id: int, function_id: int, language: str, *, now: dt.datetime) -> ExpectationRow | None:
    """The words of one function of the organisation, in the wanted language as far as there is one."""
    mine = JobFunction.objects.filter(organisation_id=organisation_id, archived_at=None)
    function = mine.filter(id=function_id).first()
    return None if function is None else _row(function, language, now)


def words_of(function_id: int) -> dict[str, Words]:
    """The words of a function by language."""
    texts = ExpectationText.objects.filter(function_id=function_id)
    return {text.language: _words(text) for text in texts}


def _words(text: ExpectationText) -> Words:
    parts = (text.hope, text.need_not, text.ask_first, text.support)
    return Words(*(tuple(part.splitlines()) for part in parts))


def _row(function: JobFunction, language: str, now: dt.datetime) -> ExpectationRow | None:
    texts = words_of(function.pk)
    if not texts:
        return None
    shown = best_language(language, list(texts))
    words = texts[shown]
    return ExpectationRow(
        function_id=function.pk,
        name=function.name,
        everybody=function.everybody,
        version=function.version,
        language=shown,
        hope=words.hope,
        need_not=words.need_not,
        ask_first=words.ask_first,
        support=words.support,
        minutes_a_week=function.minutes_a_week,
        changed_at=function.changed_at,
        outside_reviews=outside_reviews(function.organisation_id, now),
        is_new=now - function.changed_at < NEW_FOR,
    )
