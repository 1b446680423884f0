"""The formula by hand, and the yardsticks."""

import math

import pytest

from stemme.scores import example
from stemme.scores.baselines import Yardstick, yardstick
from stemme.scores.formula import Counts, ScoredShare, engagement, quality_of, score, weight_of
from stemme.scores.parameters import PARAMETERS

BASE = {"linkedin": 4.0}


def share(age=30.0, clicks=4, **counts):
    return ScoredShare(1, "linkedin", age, Counts(clicks=clicks, **counts))


@pytest.mark.parametrize(("relative", "quality"), [(0, 0), (0.25, 0), (1, 0.5), (3, 0.786), (10, 0.929)])
def test_quality(relative, quality):
    assert quality_of(relative) == pytest.approx(quality, abs=0.001)


def test_weight():
    assert [weight_of(age) for age in (0, 90, 180)] == [1.0, 0.5, 0.25]


def test_click_equivalents_and_the_cap_on_what_people_type_in():
    assert engagement(Counts(clicks=2, conversions=1, fetched_reactions=2, fetched_comments=1), 4) == 15
    assert engagement(Counts(fetched_reshares=1), 4) == 3
    assert engagement(Counts(clicks=2, reported_reactions=2, reported_comments=1), 4) == 3.5
    assert engagement(Counts(clicks=2, reported_comments=1_000), 4) == 6, "at most one typical share"


def test_a_score_by_hand():
    found = score([share(age=90), share(age=90, clicks=0)], BASE)
    assert found.mass == 1
    assert (found.quality, found.evidence) == (0.25, 0.2)
    assert found.value == pytest.approx(1 + 99 * 0.5 * 0.5 / 5)
    assert found.provisional
    assert score([], BASE).value == 1


def test_it_is_provisional_until_the_weights_reach_three():
    assert score([share(age=7)] * 3, BASE).provisional
    assert not score([share(age=7)] * 4, BASE).provisional


def test_a_young_share_only_helps():
    before = score([share()], BASE).value
    weak, strong = share(age=1, clicks=0), share(age=1, clicks=40)
    assert score([share(), weak], BASE).value == before
    assert score([share(), weak], BASE).weighed[1].weight == 0
    assert score([share(), strong], BASE).value > before
    assert score([share(), share(age=8, clicks=0)], BASE).value < before


def test_unknown_channels_take_the_default():
    assert score([ScoredShare(1, "mail", 30, Counts(clicks=2))], {}).weighed[0].relative == 1


def test_few_shares_lean_on_the_default():
    assert yardstick("linkedin", []) == Yardstick("linkedin", 4.0, 0)
    assert yardstick("linkedin", [0, 0]).shares == 0, "what brought nothing says nothing"
    assert yardstick("linkedin", [9] * 30) == Yardstick("linkedin", 9, 30)
    lean = yardstick("x", [8] * 10).value
    assert lean == pytest.approx(math.exp((10 * math.log(8) + 30 * math.log(2)) / 40))
    assert yardstick("mail", [1, 2, 50] * 10).value == 2, "the median, whatever the one outlier"


def test_the_worked_example():
    """The numbers of docs/algorithms/score.md."""
    found = example.example()
    assert [round(one.relative, 2) for one in found.weighed] == [3.0, 1.0, 2.5, 0.0, 0.0]
    assert round(found.value, 1) == 22.3
    assert (round(found.quality, 3), round(found.evidence, 3)) == (0.527, 0.409)
    assert found.weighed[4].weight == 0
    assert PARAMETERS.version == 1
