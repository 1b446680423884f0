"""Many ids in few letters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemme.journal import spans


@given(st.sets(st.integers(1, 10**12), max_size=60), st.integers(1, 10**12))
def test_what_was_written_down_is_held_and_nothing_else(ids: set[int], other: int) -> None:
    text = spans.written(ids)
    assert all(spans.holds(text, number) for number in ids)
    assert spans.holds(text, other) == (other in ids)


@given(st.integers(1, 1000), st.integers(0, 500))
def test_a_whole_company_is_a_few_letters(first: int, more: int) -> None:
    ids = range(first, first + more + 1)
    text = spans.written(ids)
    assert len(text) <= 9
    assert [number for number in range(1, 1700) if spans.holds(text, number)] == list(ids)


def test_nobody_is_nobody() -> None:
    assert spans.written([]) == ""
    assert not spans.holds("", 1)
