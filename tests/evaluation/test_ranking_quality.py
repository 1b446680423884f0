"""The product's lists are better than chance, popularity and recent popularity. How it is measured: README.md here."""

from __future__ import annotations

import pytest

from tests.evaluation import movielens
from tests.evaluation.measures import METHODS, Moment, Result, ahead, measured, ndcg
from tests.evaluation.simulator import House

SIMPLE = ("random", "popularity", "recent popularity")
#: A house nothing was tried on: what was to be chosen for the ranking was chosen on houses 1 to 3.
HOUSE = 4


@pytest.fixture(scope="module")
def invented() -> dict[str, Result]:
    return results(House(HOUSE).moments())


def results(moments: list[Moment]) -> dict[str, Result]:
    return {name: measured(method, moments) for name, method in METHODS.items()}


def test_a_list_is_worth_what_its_places_are() -> None:
    assert ndcg([1, 2, 3], {1, 2, 3}) == 1
    assert ndcg([4, 5], {1}) == 0
    assert ndcg([2, 1], {1}) == pytest.approx(0.6309, abs=1e-4)


def test_the_product_beats_the_simple_methods_on_films() -> None:
    package = movielens.package()
    if package is None:
        pytest.skip("no films: tools/setup.sh dev fetches them")
    found = results([movielens.moment(movielens.read(package))])
    # What research measured with programs of its own (algorithms.md 7.2): so the data and the measure are right.
    assert found["popularity"].mean == pytest.approx(0.271, abs=0.001)
    assert found["recent popularity"].mean == pytest.approx(0.321, abs=0.001)
    assert all(found["product"].mean > found[simple].mean for simple in SIMPLE)
    assert found["product"].coverage > 1.5 * found["recent popularity"].coverage


def test_the_product_beats_the_simple_methods_where_stories_are_short_lived(invented: dict[str, Result]) -> None:
    for simple in SIMPLE:
        gap, error = ahead(invented["product"], invented[simple])
        assert gap > 2 * error
    assert invented["product"].coverage > 5 * invented["recent popularity"].coverage


def test_the_product_is_no_worse_for_who_is_new(invented: dict[str, Result]) -> None:
    assert invented["product"].mean_of(warm=False) > invented["recent popularity"].mean_of(warm=False)


def test_every_list_holds_a_story_from_outside(invented: dict[str, Result]) -> None:
    assert invented["product"].with_outside == 1
    assert invented["product"].diversity > invented["product, score alone"].diversity
