"""Textbook people, every arrow of the sources, and the evidence one kind at a time."""

from __future__ import annotations

import pytest

from stemme.maturity.classifier import (
    BETWEEN,
    CLEAR,
    LEVELS,
    UNSURE,
    Answered,
    Behaved,
    Corrected,
    Measured,
    classify,
    wording_of,
)
from stemme.maturity.next_step import lagging, next_step, raised
from stemme.maturity.posterior import GRID, answer_curve, high, low
from stemme.maturity.questions import ACTIVITY, NETWORK, OPTIONS, QUESTIONS
from stemme.maturity.rungs import RUNGS, rung_for
from stemme.maturity.types import KEYS, TYPE_OF, TYPES, type_at


def textbook(key, age=0):
    """What somebody answers who is exactly of a type, without noise."""
    kind = TYPE_OF[key]
    at = {NETWORK: LEVELS[kind.network], ACTIVITY: LEVELS[kind.activity]}
    return [
        Answered(question.key, sum(at[question.axis] > end for end in question.thresholds), age)
        for question in QUESTIONS
    ]


@pytest.mark.parametrize("key", KEYS)
def test_textbook_people_are_found(key):
    place = classify(textbook(key))
    assert place.top == key
    assert place.certainty in {CLEAR, BETWEEN}
    assert key in place.names


def test_corners_of_the_map_are_clear():
    for key in ("inactive", "influencer"):
        assert classify(textbook(key)).names == (key,)


def test_nobody_without_evidence_has_a_place():
    place = classify([])
    assert not place.known
    assert (place.certainty, place.names) == (UNSURE, ())
    assert max(place.memberships) < 0.3
    assert next_step(place).target == ""
    assert rung_for(place) == "read"


#: Table 1.1 of the sources: from, axis, to. Who is at the top of both stays.
ARROWS = (
    ("inactive", NETWORK, "networker"),
    ("networker", ACTIVITY, "broadcaster"),
    ("connector", ACTIVITY, "collaborator"),
    ("participant", NETWORK, "broadcaster"),
    ("broadcaster", NETWORK, "collaborator"),
    ("collaborator", ACTIVITY, "influencer"),
    ("enthusiast", NETWORK, "expert"),
    ("expert", NETWORK, "influencer"),
    ("influencer", "", "influencer"),
)


@pytest.mark.parametrize(("key", "axis", "target"), ARROWS)
def test_every_arrow_of_the_sources(key, axis, target):
    step = next_step(classify([*textbook(key), Corrected(key, 0)]))
    assert (step.axis, step.target) == (axis, target)
    assert lagging(TYPE_OF[key]) == axis


def test_the_nine_types_lie_where_they_belong():
    assert [kind.key for kind in TYPES] == list(KEYS)
    assert all(type_at(kind.network, kind.activity) == kind for kind in TYPES)
    assert raised(TYPE_OF["inactive"], NETWORK).key == "networker"


def test_the_newest_answer_to_a_question_counts():
    old, new = Answered("contacts", 0, 100), Answered("contacts", 4, 1)
    assert classify([old, new]) == classify([new])


def test_silence_here_proves_nothing_about_elsewhere():
    """An enthusiast who never uses the platform stays one; taken at face value it would be nearly gone."""
    said = [*textbook("enthusiast"), Measured(0.0, 2.0, 0)]
    mine = KEYS.index("enthusiast")
    alone, seen = classify(said), classify([*said, Behaved(None, 0.2, 0)])
    at_face_value = classify([*said, Measured(None, 0.2, 0)])
    assert seen.memberships[mine] > 0.75 * alone.memberships[mine]
    assert at_face_value.memberships[mine] < 0.1


def test_behaviour_lifts_to_what_was_seen():
    quiet = classify(textbook("inactive"))
    seen = classify([*textbook("inactive"), Behaved(None, 1.2, 0)])
    assert seen.activity > quiet.activity + 0.3
    assert seen.network == quiet.network


def test_the_own_word_weighs_more_than_the_answers():
    place = classify([*textbook("inactive"), Corrected("connector", 0)])
    assert place.network > 1, "nearer to what is said than to what was answered"
    assert classify([*textbook("networker"), Corrected("connector", 0)]).top == "connector"
    assert classify([*textbook("broadcaster"), Corrected("collaborator", 0)]).top == "collaborator"


def test_old_numbers_count_less():
    places = [classify([*textbook("inactive"), Measured(2.0, 2.0, days)]) for days in (0, 90, 180, 360, 720)]
    networks = [place.network for place in places]
    assert networks == sorted(networks, reverse=True)
    assert networks[0] > 1 > networks[-1]


def test_options_of_a_question_are_all_there_is():
    for question in QUESTIONS:
        for point in range(0, len(GRID), 20):
            chances = [2.718281828459045 ** answer_curve(question.thresholds, o, 0.4)[point] for o in range(OPTIONS)]
            assert sum(chances) == pytest.approx(1)


def test_low_middle_and_high_share_each_point():
    for x in GRID:
        assert 0 <= 1 - low(x) - high(x) <= 1


@pytest.mark.parametrize(
    ("top", "second", "told"),
    [(0.5, 0.3, CLEAR), (0.5, 0.31, BETWEEN), (0.49, 0.11, BETWEEN), (0.3, 0.29, UNSURE)],
)
def test_words_follow_the_rule(top, second, told):
    rest = (1 - top - second) / 7
    certainty, names = wording_of((top, second, *(rest for _ in range(7))))
    assert (certainty, len(names)) == (told, {CLEAR: 1, BETWEEN: 2, UNSURE: 0}[told])


def test_rungs_rise_with_activity():
    rungs = [rung_for(classify([Measured(1.0, activity / 10, 0)])) for activity in range(21)]
    assert [RUNGS.index(rung) for rung in rungs] == sorted(RUNGS.index(rung) for rung in rungs)
    assert (rungs[0], rungs[7], rungs[20]) == ("react", "share", "write")
