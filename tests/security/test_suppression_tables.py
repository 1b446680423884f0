"""An attacker with all tables of the link analysis, its sums by story, channel, language and time together: no
combination of their rows is about fewer colleagues than the floor. P-07, T-11.

Cells are the shares that lie in the same rows of what could be told; a combination about few would be seen as a falling
rank (test_suppression.py).
"""

from __future__ import annotations

import datetime as dt
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from stemme.stats import share_sums as by
from stemme.stats.share_blocks import TOLD, kept
from stemme.stats.share_sums import EVER, Attributes, CountedShare, summed
from tests.security.test_suppression import FLOOR, rank

STORIES = {
    1: Attributes(False, "nordlys.example", 1, (1,), "article"),
    2: Attributes(False, "nordlys.example", 1, (1, 2), "event"),
    3: Attributes(False, "jobs.example", 2, (2,), "job"),
    4: Attributes(False, "jobs.example", 1, (), "job"),
    5: Attributes(True, "paper.example", 3, (3,), "outside"),
    6: Attributes(True, "paper.example", 4, (2, 3), "outside"),
    7: Attributes(True, "radio.example", 4, (), "outside"),
}
#: Story, channel, language, hour of a Tuesday.
Cell = tuple[int, str, str, int]
Shared = dict[Cell, frozenset[int]]
CELLS = st.tuples(
    st.sampled_from(sorted(STORIES)), st.sampled_from(["linkedin", "x", "mail"]), st.sampled_from(["nb", "en"]),
    st.sampled_from([8, 20]),
)  # fmt: skip
CROWDS = st.integers(0, 5).flatmap(
    lambda kind: st.frozensets(
        st.integers(1, 26), min_size=(1, 1, 1, 5, 6, 9)[kind], max_size=(1, 2, 4, 7, 14, 20)[kind]
    )
)


def told(shared: Shared) -> list[list[int]]:
    """Every row that is told of all time, as how often it counts each cell."""
    weights = [1 << 12 * place for place in range(len(shared))]
    made = [
        CountedShare(who, story, channel, language, dt.datetime(2026, 10, 6, hour, tzinfo=dt.UTC), weight)
        for ((story, channel, language, hour), people), weight in zip(shared.items(), weights, strict=True)
        for who in people
    ]
    rows = []
    for (dimension, _key), of in kept(summed(made, STORIES), floor=FLOOR).get((TOLD, EVER), {}).items():
        assert dimension in {by.WHOLE, *by.DIMENSIONS}
        digits = [of.visitors // weight % (1 << 12) for weight in weights]
        sizes = [len(people) for people in shared.values()]
        assert all(digit % size == 0 for digit, size in zip(digits, sizes, strict=True)), "whole cells only"
        rows.append([digit // size for digit, size in zip(digits, sizes, strict=True)])
    return rows


def few_follow(table: list[list[int]], shared: Shared) -> list[Cell]:
    """Cells of too few people that a combination of rows is about alone."""
    whole, crowds = rank(table), list(shared.values())
    small = [place for place, people in enumerate(crowds) if len(people) < FLOOR]
    for number in range(1, 5):
        for group in combinations(small, number):
            if len(frozenset().union(*(crowds[place] for place in group))) < FLOOR:
                left = [[value for place, value in enumerate(row) if place not in group] for row in table]
                if rank(left) < whole:
                    return [list(shared)[place] for place in group]
    return []


CROWD = frozenset(range(30))
#: A stream of one domain, but for one share of another.
DOMAIN_IN_STREAM: Shared = {
    (1, "x", "en", 8): CROWD, (4, "x", "en", 8): frozenset({1}), (5, "x", "en", 8): CROWD, (3, "x", "en", 8): CROWD,
}  # fmt: skip
#: A stream that is shared either in one language that no other is shared in, or by one such channel, or by one person.
THREE_TABLES: Shared = {
    (7, "x", "nb", 8): CROWD, (7, "mail", "en", 8): CROWD, (7, "x", "en", 8): frozenset({1}), (1, "x", "en", 8): CROWD,
}  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.dictionaries(CELLS, CROWDS, min_size=3, max_size=16))
@example(DOMAIN_IN_STREAM)
@example(THREE_TABLES)
def test_no_group_of_few_follows_from_all_tables_together(shared: Shared) -> None:
    assert few_follow(told(shared), shared) == []


def test_one_of_two_names_goes_and_what_stands_for_itself_stays() -> None:
    rows = told(DOMAIN_IN_STREAM)
    assert ([1, 1, 0, 0] in rows) + ([1, 0, 0, 0] in rows) == 1, "a stream, or all of it but one share"
    assert [0, 0, 1, 0] in rows
