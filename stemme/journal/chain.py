"""The chain of an organisation's facts: each hash covers a fact and the hash before it. Pure.

    hash(n) = SHA-256(hash(n − 1) ‖ canonical(fact n)),   hash(0) = SHA-256("stemme journal 1:" ‖ organisation)

So the last hash, the head, stands for every fact before it in its order. Formula: the usual hash chain (Haber and
Stornetta, How to time-stamp a digital document, 1991).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

#: Letters of a mark and an id in a seal, in bytes.
WIDTH = 8
#: Facts in one seal at the most.
LONGEST = 1_000

#: What can be wrong with a chain.
CHANGED, REMOVED, INSERTED = "changed", "removed", "inserted"
SEAL_CHANGED, SEAL_MISSING = "seal_changed", "seal_missing"
BREAKS = (CHANGED, REMOVED, INSERTED, SEAL_CHANGED, SEAL_MISSING)


@dataclass(frozen=True, slots=True)
class Link:
    """What of a fact is hashed: everything."""

    id: int
    organisation_id: int
    kind: str
    actor_id: int | None
    subject_id: int | None
    data: dict[str, Any]
    happened_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Stretch:
    """A seal as the chain knows it (models.Seal)."""

    number: int
    ids: tuple[int, ...]
    marks: bytes
    up_to: int
    facts: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where a chain begins: the very first fact, or what an anchor says about the part that was cut off."""

    number: int
    up_to: int
    facts: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where facts and seals do not agree. ``at`` is a fact's id, or a seal's number (SEAL_MISSING)."""

    kind: str
    at: int
    expected: str
    found: str


@dataclass(slots=True)
class Walk:
    """How far a check has come. ``facts`` counts from the beginning of the chain, also those that were cut off."""

    facts: int
    up_to: int
    hash: bytes
    up_to_at: dt.datetime | None = None
    broken: Break | None = None
    #: Facts of administration that no seal covers yet.
    waiting: int = 0
    #: Of the wanted heads those that the chain has passed through.
    met: frozenset[bytes] = frozenset()


def genesis(organisation_id: int) -> bytes:
    """The hash before the first fact."""
    return hashlib.sha256(f"stemme journal 1:{organisation_id}".encode()).digest()


def beginning(organisation_id: int) -> Beginning:
    """Where a chain begins of which nothing was cut off."""
    return Beginning(0, 0, 0, genesis(organisation_id))


def canonical(fact: Link) -> bytes:
    """The fact as bytes: the same whatever database it comes from."""
    moment = fact.happened_at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    parts = [fact.id, fact.organisation_id, fact.kind, fact.actor_id, fact.subject_id, fact.data, moment]
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def after(previous: bytes, fact: Link) -> bytes:
    """The chain's hash after one more fact."""
    return hashlib.sha256(previous + canonical(fact)).digest()


def sealed(last: Beginning, facts: Sequence[Link]) -> Stretch:
    """The next seal of a chain, over these facts (at least one, ids ascending, after the last one sealed)."""
    running, marks = last.hash, b""
    for fact in facts:
        running = after(running, fact)
        marks += running[:WIDTH]
    ids = tuple(fact.id for fact in facts)
    return Stretch(last.number + 1, ids, marks, ids[-1], last.facts + len(ids), running)


def packed(ids: Iterable[int]) -> bytes:
    """Ids as a seal keeps them."""
    return b"".join(number.to_bytes(WIDTH, "big") for number in ids)


def unpacked(raw: bytes) -> tuple[int, ...]:
    """What ``packed`` packed."""
    return tuple(int.from_bytes(raw[place : place + WIDTH], "big") for place in range(0, len(raw), WIDTH))


def walk(
    start: Beginning,
    stretches: Iterable[Stretch],
    facts: Iterable[Link],
    *,
    passed: int,
    wanted: frozenset[bytes] = frozenset(),
) -> Walk:
    """Compare the facts with the seals, both in their order, until the first break. Holds one seal at a time.

    ``passed``: up to this fact the sealing has looked, so what is unsealed before it was put in afterwards. ``wanted``
    are heads from earlier that the chain has to pass through.
    """
    state = Walk(start.facts, start.up_to, start.hash, met=wanted & {start.hash})
    waiting = iter(facts)
    number = start.number
    for stretch in stretches:
        number += 1
        state.broken = _misfit(stretch, number, state) or _compare(state, stretch, waiting, wanted)
        if state.broken:
            return state
    for fact in waiting:
        if fact.id <= max(passed, state.up_to):
            state.broken = Break(INSERTED, fact.id, "", "")
            return state
        state.waiting += 1
    return state


def _misfit(stretch: Stretch, number: int, state: Walk) -> Break | None:
    """What is wrong with a seal by itself."""
    if stretch.number != number:
        return Break(SEAL_MISSING, number, str(number), str(stretch.number))
    ids = stretch.ids
    in_order = all(one < other for one, other in zip((state.up_to, *ids), ids, strict=False))
    if (
        not ids
        or not in_order
        or len(stretch.marks) != len(ids) * WIDTH
        or stretch.up_to != ids[-1]
        or stretch.facts != state.facts + len(ids)
    ):
        return Break(SEAL_CHANGED, stretch.up_to, "", "")
    return None


def _compare(state: Walk, stretch: Stretch, facts: Iterator[Link], wanted: frozenset[bytes]) -> Break | None:
    for place, id in enumerate(stretch.ids):
        fact = next(facts, None)
        if fact is None or fact.id > id:
            return Break(REMOVED, id, str(id), str(fact.id) if fact else "")
        if fact.id < id:
            return Break(INSERTED, fact.id, str(id), str(fact.id))
        running = after(state.hash, fact)
        mark = stretch.marks[place * WIDTH : (place + 1) * WIDTH]
        if running[:WIDTH] != mark:
            return _whose(stretch, place, running, facts)
        state.hash, state.up_to, state.up_to_at = running, id, fact.happened_at
        state.facts += 1
        if running in wanted:
            state.met |= {running}
    if state.hash != stretch.hash:
        return Break(SEAL_CHANGED, stretch.up_to, state.hash.hex(), stretch.hash.hex())
    return None


def _whose(stretch: Stretch, place: int, running: bytes, facts: Iterator[Link]) -> Break:
    """A fact and its mark do not agree: if what follows agrees with the fact, then it was the mark that was touched."""
    mark = stretch.marks[place * WIDTH : (place + 1) * WIDTH]
    touched = CHANGED
    if place + 1 == len(stretch.ids):
        touched = SEAL_CHANGED if running == stretch.hash else CHANGED
    else:
        fact = next(facts, None)
        following = stretch.marks[(place + 1) * WIDTH : (place + 2) * WIDTH]
        if fact and fact.id == stretch.ids[place + 1] and after(running, fact)[:WIDTH] == following:
            touched = SEAL_CHANGED
    return Break(touched, stretch.ids[place], mark.hex(), running[:WIDTH].hex())
