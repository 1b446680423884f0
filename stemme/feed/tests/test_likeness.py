"""Likeness is a cosine, and a profile is what it says it is."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.feed.likeness import About, Likeness, letters
from stemme.feed.popularity import NOBODY, Seen, prior_of

stories = st.lists(
    st.tuples(st.lists(st.sampled_from("abcd"), max_size=2, unique=True), st.text(max_size=20)), min_size=1, max_size=8
).map(lambda rows: [About(n, tuple(topics), (title,)) for n, (topics, title) in enumerate(rows)])


@given(stories)
def test_likeness_is_mutual_between_nothing_and_the_same(about: list[About]) -> None:
    likeness = Likeness(about)
    for one in about:
        for other in about:
            value = likeness.between(one.id, other.id)
            assert -1e-9 <= value <= 1 + 1e-9
            assert math.isclose(value, likeness.between(other.id, one.id), abs_tol=1e-9)
        if one.topics:
            assert math.isclose(likeness.between(one.id, one.id), 1.0)


@given(stories, st.dictionaries(st.integers(0, 9), st.floats(0.1, 3)), st.sets(st.sampled_from("abcd")))
def test_a_profile_gives_cosines(about: list[About], weights: dict[int, float], topics: set[str]) -> None:
    values = Likeness(about).to_profile(weights, topics)
    assert len(values) == len(about)
    assert all(-1e-9 <= value <= 1 for value in values)
    if not topics and not weights:
        assert set(values) == {0.0}


def test_a_profile_of_one_story_is_that_story() -> None:
    likeness = Likeness([About(1, ("wind",), ("Siste turbin",)), About(2, ("grid",), ("Siste kabel",))])
    assert likeness.to_profile({1: 2.0}, ()) == pytest.approx([1.0, likeness.between(1, 2)])


def test_compounds_are_alike_without_a_language_model() -> None:
    titles = {1: "Vindmølleteknikere til Aarhus", 2: "Vindmøllene ved havnen", 3: "Kantinen har fått ny meny"}
    likeness = Likeness([About(number, (), (title,)) for number, title in titles.items()])
    assert likeness.between(1, 2) > 3 * likeness.between(1, 3)


def test_letters_are_characters_not_bytes() -> None:
    assert sum(letters(("å",)).values()) == 1
    assert letters(("ÅRET",)) == letters(("året",))


@given(st.lists(st.builds(Seen, st.integers(0, 500), st.integers(0, 500)), max_size=10), st.integers(0, 50))
def test_a_share_rate_is_a_rate_and_grows_with_shares(seen: list[Seen], shares: int) -> None:
    prior = prior_of(seen)
    few, more = Seen(50, shares), Seen(50, shares + 1)
    assert 0 < prior.rate(few) < prior.rate(more) < 1
    assert prior.within(NOBODY, few) < prior.within(NOBODY, more)
    assert math.isclose(prior.within(few, NOBODY), prior.rate(few))


def test_a_new_story_starts_where_the_others_are() -> None:
    assert prior_of([]).rate(NOBODY) == pytest.approx(0.05)
    assert prior_of([Seen(1000, 300)]).rate(NOBODY) == pytest.approx(0.295, abs=0.01)
