"""Writing what is hoped for in functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.languages import CODES
from stemme.people.viewer import Viewer
from stemme.policy.expectations.expectation import Words
from stemme.policy.expectations.titles import title_key
from stemme.policy.models import ExpectationText, FunctionTitle, JobFunction

#: A working week has not more.
MOST_MINUTES = 2400


class FunctionError(Exception):
    """``missing``: no such function. ``changed``: somebody else saved meanwhile. ``taken``: there is one of this name,
    or for everybody, already. ``title``: a title belongs to another function; ``title`` says which."""

    def __init__(self, reason: str, title: str = "") -> None:
        super().__init__(reason)
        self.reason, self.title = reason, title


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionChoice:
    """What is decided about a function. ``texts``: by language, each with at least one hope."""

    name: str
    texts: Mapping[str, Words]
    titles: frozenset[str] = frozenset()
    minutes_a_week: int = 0
    everybody: bool = False

    def __post_init__(self) -> None:
        if not self.name.strip() or not self.texts or not set(self.texts) <= set(CODES):
            raise ValueError("a function has a name and words in at least one language")
        if not all(words.hope for words in self.texts.values()) or not 0 <= self.minutes_a_week <= MOST_MINUTES:
            raise ValueError("each language says what is hoped for, and a week is not longer than a week")


def make_function(*, actor: Viewer | None, organisation_id: int, choice: FunctionChoice, now: dt.datetime) -> int:
    """Write down what is hoped for in a function that had nothing yet; its id. Raises FunctionError.

    ``actor`` None is the operator at the console.
    """
    with transaction.atomic():
        function = JobFunction(organisation_id=organisation_id)
        _save(function, choice, actor, now)
        _put_titles(function, choice.titles)
        _put_texts(function, choice.texts)
        _record(facts.FUNCTION_MADE, function, actor, now)
    return function.pk


def change_function(
    *, actor: Viewer, function_id: int, choice: FunctionChoice, seen_version: int, now: dt.datetime
) -> int:
    """Change a function; the version it has now. The same again changes nothing.

    ``seen_version`` is the one that the editor began with: raises FunctionError ``changed`` when there is a later one,
    so that nobody writes over words they have not seen.
    """
    with transaction.atomic():
        function = _locked(actor, function_id)
        if function.version != seen_version:
            raise FunctionError("changed")
        if choice == _as_it_is(function):
            return function.version
        function.version += 1
        _save(function, choice, actor, now)
        _put_titles(function, choice.titles)
        _put_texts(function, choice.texts)
        _record(facts.FUNCTION_CHANGED, function, actor, now)
    return function.version


def archive_function(*, actor: Viewer, function_id: int, now: dt.datetime) -> None:
    """Put a function away: nobody sees it, and its titles are free for another. Its words are kept."""
    with transaction.atomic():
        function = _locked(actor, function_id)
        function.archived_at, function.changed_by_id = now, actor.person_id
        function.save(update_fields=["archived_at", "changed_by_id"])
        FunctionTitle.objects.filter(function_id=function.pk).delete()
        _record(facts.FUNCTION_ARCHIVED, function, actor, now)


def _locked(actor: Viewer, function_id: int) -> JobFunction:
    mine = JobFunction.objects.select_for_update().filter(organisation_id=actor.organisation_id, archived_at=None)
    function = mine.filter(id=function_id).first()
    if function is None:
        raise FunctionError("missing")
    return function


def _as_it_is(function: JobFunction) -> FunctionChoice:
    texts = {
        text.language: Words(
            *(tuple(part.splitlines()) for part in (text.hope, text.need_not, text.ask_first, text.support))
        )
        for text in ExpectationText.objects.filter(function_id=function.pk)
    }
    titles = FunctionTitle.objects.filter(function_id=function.pk).values_list("title", flat=True)
    return FunctionChoice(
        name=function.name,
        texts=texts,
        titles=frozenset(titles),
        minutes_a_week=function.minutes_a_week,
        everybody=function.everybody,
    )


def _save(function: JobFunction, choice: FunctionChoice, actor: Viewer | None, now: dt.datetime) -> None:
    function.name, function.everybody = choice.name, choice.everybody
    function.minutes_a_week = choice.minutes_a_week
    function.changed_at, function.changed_by_id = now, actor.person_id if actor else None
    try:
        with transaction.atomic():
            function.save()
    except IntegrityError as error:
        raise FunctionError("taken") from error


def _put_titles(function: JobFunction, titles: frozenset[str]) -> None:
    """Give the function these titles and no others. Raises FunctionError for one that belongs to another."""
    keys = {key for key in map(title_key, titles) if key}
    own = FunctionTitle.objects.filter(organisation_id=function.organisation_id, function_id=function.pk)
    own.exclude(title__in=keys).delete()
    here = FunctionTitle.objects.filter(organisation_id=function.organisation_id, title__in=keys)
    owners = dict(here.values_list("title", "function_id"))
    if foreign := sorted(title for title, owner in owners.items() if owner != function.pk):
        raise FunctionError("title", foreign[0])
    try:
        with transaction.atomic():
            FunctionTitle.objects.bulk_create(
                FunctionTitle(organisation_id=function.organisation_id, function_id=function.pk, title=title)
                for title in sorted(keys - set(owners))
            )
    except IntegrityError as error:
        raise FunctionError("changed") from error


def _put_texts(function: JobFunction, texts: Mapping[str, Words]) -> None:
    ExpectationText.objects.filter(function_id=function.pk).delete()
    ExpectationText.objects.bulk_create(
        ExpectationText(
            function_id=function.pk,
            language=language,
            hope="\n".join(words.hope),
            need_not="\n".join(words.need_not),
            ask_first="\n".join(words.ask_first),
            support="\n".join(words.support),
        )
        for language, words in texts.items()
    )


def _record(kind: str, function: JobFunction, actor: Viewer | None, now: dt.datetime) -> None:
    record(
        kind,
        organisation_id=function.organisation_id,
        actor_id=actor.person_id if actor else None,
        at=now,
        subject_id=function.pk,
        version=function.version,
    )
