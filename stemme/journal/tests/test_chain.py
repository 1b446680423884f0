"""The chain by itself: what it covers, and that every touch is found and named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.journal import chain
from stemme.journal.chain import Link, Stretch

MOMENT = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)
START = chain.beginning(7)


def facts_of(number: int) -> list[Link]:
    return [Link(10 + 3 * n, 7, "role.granted", 5, n, {"role": "editor", "n": n}, MOMENT) for n in range(number)]


def sealed(facts: list[Link], *lengths: int) -> list[Stretch]:
    stretches, end, place = [], START, 0
    for length in lengths:
        made = chain.sealed(end, facts[place : place + length])
        end = chain.Beginning(made.number, made.up_to, made.facts, made.hash)
        stretches.append(made)
        place += length
    return stretches


def found(facts: list[Link], stretches: list[Stretch], passed: int = 10**6) -> tuple[str, int] | None:
    broken = chain.walk(START, stretches, facts, passed=passed).broken
    return (broken.kind, broken.at) if broken else None


@pytest.mark.parametrize(
    "touched",
    [
        {"id": 11},
        {"organisation_id": 8},
        {"kind": "role.taken"},
        {"actor_id": None},
        {"subject_id": 2},
        {"data": {"role": "owner", "n": 0}},
        {"happened_at": MOMENT + dt.timedelta(microseconds=1)},
    ],
)
def test_every_field_is_covered(touched: dict[str, object]) -> None:
    (fact,) = facts_of(1)
    assert chain.after(START.hash, replace(fact, **touched)) != chain.after(START.hash, fact)


def test_the_same_moment_in_another_zone_and_another_order_of_keys_is_the_same_fact() -> None:
    (fact,) = facts_of(1)
    oslo = MOMENT.astimezone(dt.timezone(dt.timedelta(hours=1)))
    same = replace(fact, happened_at=oslo, data={"n": 0, "role": "editor"})
    assert chain.canonical(same) == chain.canonical(fact)


def test_the_form_of_a_fact_is_fixed_for_ever() -> None:
    """A kept head stays comparable only if this never changes."""
    fact = Link(3, 7, "role.granted", None, 9, {"role": "éditeur"}, MOMENT)
    assert chain.canonical(fact) == (
        b'[3,7,"role.granted",null,9,{"role":"\\u00e9diteur"},"2026-11-12T08:14:00.000000+00:00"]'
    )
    assert chain.after(START.hash, fact).hex() == "b2fb02e13956fb57c733fcd7c0e0858964bc2aa8ac362858d9bf61ac5d034a51"


def test_two_organisations_begin_differently() -> None:
    assert chain.genesis(1) != chain.genesis(2)


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6))
def test_it_does_not_matter_how_the_facts_were_sealed(lengths: list[int]) -> None:
    facts = facts_of(sum(lengths))
    many, one = sealed(facts, *lengths), sealed(facts, len(facts))
    assert many[-1].hash == one[-1].hash
    state = chain.walk(START, many, facts, passed=0)
    assert state.broken is None
    assert (state.facts, state.up_to, state.hash) == (len(facts), facts[-1].id, one[-1].hash)


@given(st.integers(0, 8), st.sampled_from(["change", "remove", "insert", "swap"]))
def test_the_touched_fact_is_named(place: int, deed: str) -> None:
    facts = facts_of(9)
    stretches = sealed(facts, 4, 3, 2)
    assert found(facts, stretches) is None
    fact = facts[place]
    if deed == "change":
        facts[place] = replace(fact, subject_id=99)
        assert found(facts, stretches) == (chain.CHANGED, fact.id)
    elif deed == "remove":
        del facts[place]
        assert found(facts, stretches) == (chain.REMOVED, fact.id)
    elif deed == "insert":
        facts.insert(place, replace(fact, id=fact.id - 1))
        assert found(facts, stretches) == (chain.INSERTED, fact.id - 1)
    else:
        other = facts[(place + 1) % 9]
        facts[place] = replace(other, id=fact.id)
        facts[(place + 1) % 9] = replace(fact, id=other.id)
        assert found(facts, stretches) == (chain.CHANGED, min(fact.id, other.id))


@given(st.integers(0, 8))
def test_a_touched_mark_is_told_from_a_touched_fact(place: int) -> None:
    facts = facts_of(9)
    stretches = sealed(facts, 9)
    marks = bytearray(stretches[0].marks)
    marks[place * chain.WIDTH] ^= 1
    assert found(facts, [replace(stretches[0], marks=bytes(marks))]) == (chain.SEAL_CHANGED, facts[place].id)


@pytest.mark.parametrize(
    "touched",
    [
        {"hash": bytes(32)},
        {"facts": 5},
        {"up_to": 11},
        {"ids": (10, 13, 16)},
        {"ids": (10, 16, 13, 19)},
        {"ids": ()},
        {"marks": b""},
    ],
)
def test_a_touched_seal_is_found(touched: dict[str, object]) -> None:
    facts = facts_of(6)
    first, second = sealed(facts, 4, 2)
    broken = found(facts, [replace(first, **touched), second])
    assert broken is not None
    assert broken[0] == chain.SEAL_CHANGED


def test_a_missing_seal_is_found() -> None:
    facts = facts_of(6)
    first, second, third = sealed(facts, 2, 2, 2)
    assert found(facts, [first, third]) == (chain.SEAL_MISSING, 2)
    assert found(facts, [second, third]) == (chain.SEAL_MISSING, 1)


def test_the_whole_tail_can_be_cut_unseen_but_not_past_a_kept_head() -> None:
    facts = facts_of(6)
    first, second = sealed(facts, 4, 2)
    wanted = frozenset({second.hash})
    whole = chain.walk(START, [first, second], facts, passed=100, wanted=wanted)
    assert (whole.broken, whole.met) == (None, wanted)
    short = chain.walk(START, [first], facts[:4], passed=100, wanted=wanted)
    assert (short.broken, short.met) == (None, frozenset())
    earlier = frozenset({first.hash})
    assert chain.walk(START, [first, second], facts, passed=100, wanted=earlier).met == earlier


def test_what_is_not_sealed_yet_waits_and_what_the_sealing_has_passed_was_put_in() -> None:
    facts = facts_of(6)
    stretches = sealed(facts, 4)
    state = chain.walk(START, stretches, facts, passed=facts[3].id)
    assert (state.broken, state.waiting) == (None, 2)
    assert found(facts, stretches, passed=facts[4].id) == (chain.INSERTED, facts[4].id)


@given(st.lists(st.integers(0, 2**63 - 1)))
def test_ids_come_out_as_they_went_in(ids: list[int]) -> None:
    assert chain.unpacked(chain.packed(ids)) == tuple(ids)
