"""Reading the chain: seals, anchors, and the facts that hang in it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection

from stemme.journal import chain, guards
from stemme.journal.models import Anchor, ChainCheck, Fact, Seal
from stemme.journal.queries import cursor_position
from stemme.kit.tenancy import across_organisations

#: The name under which the sealing remembers how far it has come.
SEALER = "journal.seal"
_FACTS_AT_ONCE = 2_000
_SEALS_AT_ONCE = 50
_COLUMNS = ("id", "organisation_id", "kind", "actor_id", "subject_id", "data", "happened_at")


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an organisation's chain. ``facts`` counts from the very first, also those that were cut off."""

    organisation_id: int
    facts: int
    up_to: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """The oldest part of a chain was cut off."""

    facts: int
    up_to: int
    hash: bytes
    cut_at: dt.datetime


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What the last check of a whole chain found. ``broken`` is a kind of break (chain.py) or empty."""

    checked_at: dt.datetime
    facts: int
    up_to_at: dt.datetime | None
    broken: str
    broken_at: int | None


def head(organisation_id: int) -> Head:
    """The end of the chain as the last seal, the last anchor or the beginning says. Checks nothing."""
    end = end_of(organisation_id)
    return Head(organisation_id, end.facts, end.up_to, end.hash)


def end_of(organisation_id: int) -> chain.Beginning:
    """Where the next seal goes on."""
    last = Seal.objects.filter(organisation_id=organisation_id).order_by("-number").first()
    if last is None:
        return beginning_of(organisation_id)
    return chain.Beginning(last.number, last.up_to, last.facts, bytes(last.hash))


def beginning_of(organisation_id: int) -> chain.Beginning:
    """Where the chain begins: after the newest cut, if there was one."""
    anchor = Anchor.objects.filter(organisation_id=organisation_id).order_by("-up_to").first()
    if anchor is None:
        return chain.beginning(organisation_id)
    return chain.Beginning(anchor.number, anchor.up_to, anchor.facts, bytes(anchor.hash))


def cuts(organisation_id: int) -> list[Cut]:
    """What was cut off, the oldest first."""
    rows = Anchor.objects.filter(organisation_id=organisation_id).order_by("up_to")
    return [Cut(row.facts, row.up_to, bytes(row.hash), row.cut_at) for row in rows]


def stretches(organisation_id: int, *, after: int) -> Iterator[chain.Stretch]:
    """The seals with a higher number, in order, read in portions."""
    while True:
        rows = list(
            Seal.objects.filter(organisation_id=organisation_id, number__gt=after).order_by("number")[:_SEALS_AT_ONCE]
        )
        for row in rows:
            ids, marks = chain.unpacked(bytes(row.ids)), bytes(row.marks)
            yield chain.Stretch(row.number, ids, marks, row.up_to, row.facts, bytes(row.hash))
        if len(rows) < _SEALS_AT_ONCE:
            return
        after = rows[-1].number


def links(organisation_id: int, *, after: int) -> Iterator[chain.Link]:
    """The organisation's facts of administration with a higher id, in order, read in portions."""
    facts = Fact.objects.filter(organisation_id=organisation_id, chained=True).order_by("id")
    while True:
        rows = list(facts.filter(id__gt=after).values_list(*_COLUMNS)[:_FACTS_AT_ONCE])
        for row in rows:
            yield chain.Link(*row)
        if len(rows) < _FACTS_AT_ONCE:
            return
        after = rows[-1][0]


@across_organisations("facts are sealed in the order of their ids, for all organisations in one run")
def unsealed(*, after: int, up_to: int, limit: int) -> list[chain.Link]:
    """The next facts of administration of all organisations, in order."""
    facts = Fact.objects.filter(chained=True, id__gt=after, id__lte=up_to).order_by("id")
    return [chain.Link(*row) for row in facts.values_list(*_COLUMNS)[:limit]]


def walked(organisation_id: int, *, wanted: frozenset[bytes] = frozenset()) -> chain.Walk:
    """Walk the whole chain of an organisation, in constant memory. Begins anew when it is cut meanwhile."""
    while True:
        start = beginning_of(organisation_id)
        passed = cursor_position(SEALER)  # before the seals: one that comes meanwhile only explains more
        state = chain.walk(
            start,
            stretches(organisation_id, after=start.number),
            links(organisation_id, after=start.up_to),
            passed=passed,
            wanted=wanted,
        )
        if beginning_of(organisation_id) == start:
            return state


def tail_walked(organisation_id: int, *, seals: int) -> chain.Walk:
    """Walk the last few seals only: quick, for every day."""
    start = beginning_of(organisation_id)
    before = (
        Seal.objects.filter(organisation_id=organisation_id, number__gt=start.number)
        .order_by("-number")[seals : seals + 1]
        .first()
    )
    if before is not None:
        start = chain.Beginning(before.number, before.up_to, before.facts, bytes(before.hash))
    passed = cursor_position(SEALER)
    return chain.walk(
        start,
        stretches(organisation_id, after=start.number),
        links(organisation_id, after=start.up_to),
        passed=passed,
    )


@across_organisations("the doctor looks whether sealing keeps up anywhere")
def waiting_facts() -> int:
    """How many facts of administration no seal covers yet, in all organisations."""
    return Fact.objects.filter(chained=True, id__gt=cursor_position(SEALER)).count()


def missing_guards() -> list[str]:
    """The names of guards that should stand in the database and do not."""
    with connection.cursor() as cursor:
        cursor.execute(guards.standing(connection.vendor))
        standing = Counter(name for (name,) in cursor.fetchall())
    return sorted((Counter(guards.names(connection.vendor)) - standing).elements())


def last_check(organisation_id: int) -> LastCheck | None:
    """What the last check of the whole chain found, or None before the first."""
    row = ChainCheck.objects.filter(organisation_id=organisation_id).first()
    if row is None:
        return None
    return LastCheck(row.checked_at, row.facts, row.up_to_at, row.broken, row.broken_at)
