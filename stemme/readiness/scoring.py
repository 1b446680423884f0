"""From the answers of several people to the numbers of a round. Pure (research/algorithms.md 1.3).

Published in five languages at /how/readiness/ and in docs/algorithms/readiness.md: whoever changes a number here
changes it there. What holds always is in tests/test_scoring.py: raising one answer never lowers any number, "I do not
know" never counts as nought, the order of the raters changes nothing.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from stemme.readiness.statements import BY_KEY, DIMENSIONS, HIGHEST, OF

#: What one person says, by statement; None is "I do not know".
Answers: TypeAlias = Mapping[str, int | None]
#: A dimension has a number from so many answered statements on.
LEAST_ANSWERED = 3
#: From which lowest dimension on which stage is right.
PREPARE, PILOT, ROLLOUT, SCALE = "prepare", "pilot", "rollout", "scale"
STAGES: tuple[tuple[float, str], ...] = ((0, PREPARE), (40, PILOT), (60, ROLLOUT), (80, SCALE))
#: A statement that most agree with needs nothing done.
GOOD_ENOUGH = 3
MOST_ACTIONS, MOST_OF_A_DIMENSION = 3, 2


@dataclass(frozen=True, slots=True)
class Numbers:
    """What several people say together. Dimensions are 0 to 100, or None where too little was answered."""

    dimensions: Mapping[str, float | None]
    mean: float | None
    minimum: float | None
    stage: str
    #: Median answer by statement, 0 to 4; statements that nobody answered are missing.
    medians: Mapping[str, float]
    #: Inter-quartile range by statement.
    apart: Mapping[str, float]


def numbers(raters: Sequence[Answers]) -> Numbers:
    """The numbers of these people together.

    >>> one = dict.fromkeys(BY_KEY, 3)
    >>> found = numbers([one])
    >>> found.mean, found.minimum, found.stage
    (75.0, 75.0, 'rollout')
    """
    given = {key: said for key in BY_KEY if (said := _said(raters, key))}
    medians = {key: float(statistics.median(said)) for key, said in given.items()}
    values = {dimension.key: _dimension(dimension.key, medians) for dimension in DIMENSIONS}
    known = [value for value in values.values() if value is not None]
    whole = len(known) == len(DIMENSIONS)
    minimum = min(known) if whole else None
    return Numbers(
        dimensions=values,
        mean=statistics.fmean(known) if whole else None,
        minimum=minimum,
        stage=stage_of(minimum),
        medians=medians,
        apart={key: _apart(said) for key, said in given.items()},
    )


def _said(raters: Iterable[Answers], key: str) -> list[int]:
    return sorted(value for answers in raters if (value := answers.get(key)) is not None)


def _dimension(key: str, medians: Mapping[str, float]) -> float | None:
    answered = [medians[statement] for statement in OF[key] if statement in medians]
    if len(answered) < LEAST_ANSWERED:
        return None
    return 100 * statistics.fmean(answered) / HIGHEST


def _apart(said: Sequence[int]) -> float:
    """The inter-quartile range; 0 for one answer."""
    if len(said) < 2:
        return 0.0
    lower, _, upper = statistics.quantiles(said, n=4, method="inclusive")
    return upper - lower


def stage_of(minimum: float | None) -> str:
    """What the weakest dimension allows; "" where it is not known.

    >>> [stage_of(value) for value in (None, 39.9, 40, 60, 80)]
    ['', 'prepare', 'pilot', 'rollout', 'scale']
    """
    if minimum is None:
        return ""
    return [stage for least, stage in STAGES if minimum >= least][-1]


def by_disagreement(raters: Sequence[Answers]) -> list[str]:
    """The statements with two answers or more, those first where these are farthest apart.

    By inter-quartile range, then by the distance of the outermost answers; statements on which all agree are left out.
    """
    given = {key: _said(raters, key) for key in BY_KEY}
    order = {key: number for number, key in enumerate(BY_KEY)}
    found = [key for key, said in given.items() if len(said) > 1 and said[0] < said[-1]]
    return sorted(found, key=lambda key: (-_apart(given[key]), given[key][0] - given[key][-1], order[key]))


def lift(key: str, found: Numbers) -> float:
    """By how many of 100 the statement's dimension would rise if everybody agreed entirely."""
    answered = sum(statement in found.medians for statement in OF[BY_KEY[key].dimension])
    return 100 * (HIGHEST - found.medians[key]) / HIGHEST / answered


def to_do(found: Numbers) -> list[str]:
    """Up to three statements to work at: lowest dimension first, in it the lowest statement.

    At most two of one dimension, and none that most people agree with already.
    """
    order = {key: number for number, key in enumerate(BY_KEY)}

    def weight(key: str) -> tuple[float, float, int]:
        value = found.dimensions[BY_KEY[key].dimension]
        return (100.0 if value is None else value, found.medians[key], order[key])

    chosen: list[str] = []
    for key in sorted((key for key, value in found.medians.items() if value < GOOD_ENOUGH), key=weight):
        alike = sum(BY_KEY[other].dimension == BY_KEY[key].dimension for other in chosen)
        if alike < MOST_OF_A_DIMENSION:
            chosen.append(key)
    return chosen[:MOST_ACTIONS]


def gaps(roles: Iterable[Numbers]) -> dict[str, float | None]:
    """How far the roles lie apart in each dimension; None with fewer than two that have a number."""
    every = list(roles)
    found: dict[str, float | None] = {}
    for dimension in DIMENSIONS:
        values = [value for row in every if (value := row.dimensions[dimension.key]) is not None]
        found[dimension.key] = max(values) - min(values) if len(values) > 1 else None
    return found
