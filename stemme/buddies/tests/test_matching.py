"""Who could help whom, for any newcomers and helpers."""

from __future__ import annotations

import time
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.buddies import course
from stemme.buddies.matching import Free, Seeker, match

LANGUAGES = st.sampled_from(["nb", "da", "de", "en"])
LINES = st.sampled_from([(), (1,), (2, 1), (3, 1), (4,)])
PLACES = st.sampled_from(["", "Bergen", "Aarhus"])
SEEKERS = st.lists(
    st.builds(Seeker, st.integers(1, 30), LANGUAGES, LINES, PLACES, st.frozensets(st.integers(31, 50), max_size=5)),
    unique_by=lambda seeker: seeker.person_id, max_size=12,
)  # fmt: skip
HELPERS = st.lists(
    st.builds(
        Free, st.integers(20, 50), LANGUAGES, LINES, PLACES, st.integers(0, 3), st.integers(1, 3),
        st.frozensets(st.integers(1, 4), max_size=2),
    ),
    unique_by=lambda helper: helper.person_id, max_size=12,
)  # fmt: skip


def fits(seeker, helper):
    barred = seeker.line and seeker.line[0] in helper.above
    return helper.person_id not in {seeker.person_id, *seeker.not_again} and not barred


@settings(max_examples=200, deadline=None)
@given(SEEKERS, HELPERS, st.integers(0, 9))
def test_nobody_gets_more_than_their_room_and_nobody_who_may_not(seekers, helpers, seed):
    of = {helper.person_id: helper for helper in helpers}
    who = {seeker.person_id: seeker for seeker in seekers}
    found = match(seekers, helpers, seed=seed)
    assert found == match(seekers, helpers, seed=seed)
    assert len({newcomer for _, newcomer in found}) == len(found)
    for helper, number in Counter(helper for helper, _ in found).items():
        assert of[helper].load + number <= of[helper].room
    assert all(fits(who[newcomer], of[helper]) for helper, newcomer in found)


@settings(max_examples=200, deadline=None)
@given(SEEKERS, HELPERS, st.integers(0, 9))
def test_the_language_comes_before_everything(seekers, helpers, seed):
    """The first in the row gets somebody of their language if there is one, and somebody at all if there is one."""
    if not seekers:
        return
    first = seekers[0]
    able = [helper for helper in helpers if helper.load < helper.room and fits(first, helper)]
    found = {newcomer: helper for helper, newcomer in match(seekers, helpers, seed=seed)}
    assert (first.person_id in found) == bool(able)
    if any(helper.language == first.language for helper in able):
        chosen = next(helper for helper in able if helper.person_id == found[first.person_id])
        assert chosen.language == first.language


def test_the_nearest_field_then_the_place_then_the_one_with_most_room():
    seeker = Seeker(1, "nb", (3, 1), "Bergen")
    far = Free(10, "nb", (4,), "Bergen", 0, 3)
    division = Free(11, "nb", (2, 1), "Aarhus", 0, 1)
    team = Free(12, "nb", (3, 1), "Aarhus", 1, 3)
    beside = Free(13, "nb", (3, 1), "Bergen", 2, 3)
    danish = Free(14, "da", (3, 1), "Bergen", 0, 3)
    everybody = [far, division, team, beside, danish]
    order = []
    while everybody:
        ((helper, _),) = match([seeker], everybody, seed=1)
        order.append(helper)
        everybody = [one for one in everybody if one.person_id != helper]
    assert order == [13, 12, 11, 10, 14]


def test_five_thousand_newcomers_among_twenty_five_thousand_take_no_time():
    helpers = [Free(n, "nb" if n % 2 else "da", (n % 300 + 10, n % 9 + 1), f"p{n % 7}", 0, 1) for n in range(6_000)]
    seekers = [Seeker(10_000 + n, "nb", (n % 300 + 10, n % 9 + 1), f"p{n % 7}") for n in range(5_000)]
    begun = time.perf_counter()
    assert len(match(seekers, helpers, seed=1)) == 5_000
    assert time.perf_counter() - begun < 5


def test_either_may_end_it_and_only_the_newcomer_says_that_it_is_done():
    for state in (course.ASKED_HELPER, course.ASKED_NEWCOMER, course.RUNNING):
        for who in (course.HELPER, course.NEWCOMER):
            leave = course.NO if (state, who) == (course.ASKED_HELPER, course.HELPER) else course.END
            after = course.moved(state=state, steps=0, who=who, deed=leave)
            assert after is not None and after.state in {course.PASSED, course.ENDED}
            assert not course.knows_name(after.state)
    assert course.moved(state=course.RUNNING, steps=3, who=course.NEWCOMER, deed=course.STEP) is None
    for state in (course.DONE, course.ENDED, course.PASSED):
        for who in (course.HELPER, course.NEWCOMER):
            assert all(course.moved(state=state, steps=0, who=who, deed=deed) is None for deed in course.DEEDS)
