"""Reading functions for those who write them: how many people, which titles, which languages."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from stemme.kit.languages import CODES
from stemme.people import queries as people
from stemme.people.title_queries import people_by_title
from stemme.policy.expectations.expectation import Words
from stemme.policy.expectations.queries import words_of
from stemme.policy.expectations.titles import title_key
from stemme.policy.models import ExpectationText, FunctionTitle, JobFunction


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function in the list. ``people``: None when they are fewer than the group floor."""

    id: int
    name: str
    everybody: bool
    version: int
    changed_at: dt.datetime
    minutes_a_week: int
    titles: int
    people: int | None
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TitleRow:
    """A title of HR's file as it is written most often. ``people``: None when they are fewer than the group floor."""

    key: str
    title: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Functions:
    """All functions, and the titles that belong to none."""

    rows: tuple[FunctionRow, ...]
    #: Those of most people first.
    free: tuple[TitleRow, ...]
    floor: int

    @property
    def for_everybody(self) -> bool:
        """There is one for those whose title belongs to no other."""
        return any(row.everybody for row in self.rows)


@dataclass(frozen=True, slots=True)
class FunctionDetail:
    """A function with everything that its page changes."""

    id: int
    name: str
    everybody: bool
    version: int
    changed_at: dt.datetime
    minutes_a_week: int
    texts: dict[str, Words]
    titles: frozenset[str]


def functions(organisation_id: int) -> Functions:
    """The list of functions. Five queries, however many there are."""
    floor = people.organisation(organisation_id).group_floor
    counts, written = _titles(organisation_id)
    of_title = dict(FunctionTitle.objects.filter(organisation_id=organisation_id).values_list("title", "function_id"))
    texts = ExpectationText.objects.filter(function__organisation_id=organisation_id, function__archived_at=None)
    spoken: dict[int, set[str]] = {}
    for function_id, language in texts.values_list("function_id", "language"):
        spoken.setdefault(function_id, set()).add(language)
    found = list(JobFunction.objects.filter(organisation_id=organisation_id, archived_at=None))
    found.sort(key=lambda row: (not row.everybody, row.name.casefold()))
    titles = Counter(of_title.values())
    heads: Counter[int] = Counter()
    for key, number in counts.items():
        heads[of_title.get(key, 0)] += number
    rows = (
        FunctionRow(
            id=row.pk,
            name=row.name,
            everybody=row.everybody,
            version=row.version,
            changed_at=row.changed_at,
            minutes_a_week=row.minutes_a_week,
            titles=titles[row.pk],
            people=_shown(heads[row.pk] + (heads[0] if row.everybody else 0), floor),
            languages=tuple(code for code in CODES if code in spoken.get(row.pk, ())),
        )
        for row in found
    )
    return Functions(tuple(rows), _title_rows(set(counts) - set(of_title) - {""}, counts, written, floor), floor)


def titles_to_choose(organisation_id: int, own: Iterable[str]) -> tuple[TitleRow, ...]:
    """The titles a function may have: its own and those that belong to no other; those of most people first."""
    floor = people.organisation(organisation_id).group_floor
    counts, written = _titles(organisation_id)
    taken = set(FunctionTitle.objects.filter(organisation_id=organisation_id).values_list("title", flat=True))
    return _title_rows((set(counts) - taken - {""}) | set(own), counts, written, floor)


def function_of(organisation_id: int, function_id: int) -> FunctionDetail | None:
    """A function of the organisation that is not put away, or None. Three queries."""
    mine = JobFunction.objects.filter(organisation_id=organisation_id, archived_at=None)
    row = mine.filter(id=function_id).first()
    if row is None:
        return None
    texts = words_of(row.pk)
    titles = FunctionTitle.objects.filter(function_id=row.pk).values_list("title", flat=True)
    return FunctionDetail(
        id=row.pk,
        name=row.name,
        everybody=row.everybody,
        version=row.version,
        changed_at=row.changed_at,
        minutes_a_week=row.minutes_a_week,
        texts={code: texts[code] for code in CODES if code in texts},
        titles=frozenset(titles),
    )


def has_functions(organisation_id: int) -> bool:
    """True when something is written for at least one function."""
    return JobFunction.objects.filter(organisation_id=organisation_id, archived_at=None).exists()


def _titles(organisation_id: int) -> tuple[Counter[str], dict[str, str]]:
    """How many people have each title, and how it is written most often; people without one have the empty title."""
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for title, number in people_by_title(organisation_id):
        key = title_key(title)
        counts[key] += number
        written.setdefault(key, title)
    return counts, written


def _title_rows(keys: Iterable[str], counts: Counter[str], written: dict[str, str], floor: int) -> tuple[TitleRow, ...]:
    in_order = sorted(keys, key=lambda key: (-counts[key] if counts[key] >= floor else 0, key))
    return tuple(TitleRow(key, written.get(key, key), _shown(counts[key], floor)) for key in in_order)


def _shown(number: int, floor: int) -> int | None:
    return number if number >= floor else None
