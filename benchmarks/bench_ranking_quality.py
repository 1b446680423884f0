"""How good the product's lists are beside simple ones: the figures of docs/algorithms/ranking.md.

    python -m benchmarks.bench_ranking_quality

On films and on three invented houses (tests/evaluation/README.md). Without the films the houses alone.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(PROJECT))

from tests.evaluation import movielens  # noqa: E402
from tests.evaluation.measures import METHODS, Moment, Result, ahead, measured  # noqa: E402
from tests.evaluation.simulator import House  # noqa: E402

HOUSES = (4, 5, 6)


def table(title: str, moments: Sequence[Moment]) -> dict[str, Result]:
    """Measure all methods, and print a row of each."""
    found = {name: measured(method, moments) for name, method in METHODS.items()}
    best = found["product"]
    lists = len(best.ndcg)
    print(f"\n{title}: {lists} lists, {lists - sum(best.warm)} of them for people of whom nothing is known")
    print("| | nDCG@10 | ± | new | known | coverage | unlike | outside |\n|---|---|---|---|---|---|---|---|")
    for name, result in found.items():
        print(
            f"| {name} | {result.mean:.3f} | {result.error:.3f} | {result.mean_of(warm=False):.3f} "
            f"| {result.mean_of(warm=True):.3f} | {result.coverage:.2f} | {result.diversity:.2f} "
            f"| {result.with_outside:.2f} |"
        )
    gap, error = ahead(best, found["recent popularity"])
    print(f"product ahead of recent popularity, list by list: {gap:.4f} ± {error:.4f}")
    return found


def main() -> None:
    package = movielens.package()
    if package is not None:
        films = table("films", [movielens.moment(movielens.read(package))])
        print(f"bench ranking_films_ndcg {films['product'].mean:.3f}")
    houses = [table(f"house {number}", House(number).moments()) for number in HOUSES]
    print(f"bench ranking_houses_ndcg {statistics.fmean(found['product'].mean for found in houses):.3f}")


if __name__ == "__main__":
    main()
