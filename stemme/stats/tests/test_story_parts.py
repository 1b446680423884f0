"""The interval of involvement per story, in a simulated company where some act on everything and most on nothing."""

import datetime as dt
import math
import random

import pytest

from stemme.kit.periods import quarter_of
from stemme.stats.involvement import Involvement, mean_rate
from stemme.stats.joining import Cohort, large_enough
from stemme.stats.story_parts import PARTS, cluster_interval, interval_per_story, part_of, t95

PEOPLE, STORIES, ROUNDS = 150, 12, 400
#: research/algorithms.md 3.8: 22.1 % of those a story was offered to, 55 % overall.
SHAPE = (0.30, 1.06)


def acted(chance):
    """story → the people who acted, each with an inclination of their own."""
    inclination = [chance.betavariate(*SHAPE) for _ in range(PEOPLE)]
    return [{person for person in range(PEOPLE) if chance.random() < inclination[person]} for _ in range(STORIES)]


def as_parts(stories):
    whole = {story: Involvement(PEOPLE, len(who)) for story, who in enumerate(stories)}
    parts = {}
    for story, who in enumerate(stories):
        counts = {part: [0, 0] for part in range(PARTS)}
        for person in range(PEOPLE):
            counts[part_of(person)][0] += 1
            counts[part_of(person)][1] += person in who
        parts[story] = {part: Involvement(*pair) for part, pair in counts.items()}
    return whole, parts


def wilson(successes, trials, z=1.959964):
    p = successes / trials
    middle = (p + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials)) / (1 + z * z / trials)
    return 100 * (middle - half), 100 * (middle + half)


def test_ours_covers_the_truth_and_one_over_all_trials_does_not():
    chance, truth = random.Random(20261123), 100 * SHAPE[0] / sum(SHAPE)
    ours = theirs = 0
    for _ in range(ROUNDS):
        stories = acted(chance)
        low, high = interval_per_story(*as_parts(stories))
        ours += low <= truth <= high
        low, high = wilson(sum(map(len, stories)), PEOPLE * STORIES)
        theirs += low <= truth <= high
    assert ours / ROUNDS >= 0.9
    assert theirs / ROUNDS <= 0.65, "the same people act on every story"


def test_with_a_part_for_each_person_it_is_the_interval_over_peoples_means():
    rates = [0.0, 25.0, 50.0, 50.0, 75.0, 25.0, 0.0, 100.0, 25.0, 50.0]
    mean = sum(rates) / 10
    whole, parts = {}, {}
    for story in range(4):
        did = [rate > 25 * story for rate in rates]
        whole[story] = Involvement(10, sum(did))
        parts[story] = {part: Involvement(1, int(one)) for part, one in enumerate(did)}
    assert mean_rate(list(whole.values())) == pytest.approx(mean)
    assert interval_per_story(whole, parts) == pytest.approx(cluster_interval(mean, [rate - mean for rate in rates]))


def test_nothing_is_said_of_what_was_counted_in_part_or_of_too_few():
    whole, parts = as_parts(acted(random.Random(1)))
    assert interval_per_story(whole, parts) is not None
    assert interval_per_story(whole, {**parts, 0: {}}) is None
    assert interval_per_story({}, {}) is None
    assert cluster_interval(50.0, [1.0] * 7) is None


def test_students_t():
    assert t95(9) == pytest.approx(2.262, abs=0.003)
    assert t95(31) == pytest.approx(2.040, abs=0.001)


def test_small_cohorts_stand_with_their_neighbours():
    of = [
        Cohort(quarter_of(dt.date(2026, month, 1)), people, 1) for month, people in ((1, 3), (4, 12), (7, 30), (10, 2))
    ]
    assert [(row.people, row.shared) for row in large_enough(of, floor=8)] == [(15, 2), (32, 2)]
    assert large_enough(of[:1], floor=8) == []
