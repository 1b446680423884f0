"""Where somebody is between the nine types, from all evidence with its ages, and how sure.

Pure (docs/algorithms/maturity.md). Nothing here knows a name, and nobody without evidence is given a place.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemme.maturity.posterior import (
    BEHAVIOUR_SD,
    CORRECTION_SD,
    COUNTS_SD,
    ITEM_NOISE,
    Axis,
    Curve,
    answer_curve,
    at_least_curve,
    axis_of,
    measured_curve,
    tempering,
    weight,
)
from stemme.maturity.questions import ACTIVITY, AXES, NETWORK, QUESTION_OF
from stemme.maturity.types import KEYS, TYPE_OF

CLEAR, BETWEEN, UNSURE = "clear", "between", "unsure"
#: After so many days evidence counts half.
ANSWERS_HALF_LIFE, COUNTS_HALF_LIFE, BEHAVIOUR_HALF_LIFE, CORRECTION_HALF_LIFE = 365, 180, 90, 365
#: "Clear" from this membership on, with this lead; "between" from this sum of two on.
CLEAR_TOP, CLEAR_LEAD, BETWEEN_SUM = 0.5, 0.2, 0.6
#: Where on an axis low, middle and high lie, for what somebody says they are.
LEVELS = (0.0, 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer to one of the eight questions. ``option`` 0..4; ``age`` in days."""

    question: str
    option: int
    age: float


@dataclass(frozen=True, slots=True)
class Measured:
    """Positions (0..2) from a person's own counts; None where the counts say nothing."""

    network: float | None
    activity: float | None
    age: float


@dataclass(frozen=True, slots=True)
class Behaved:
    """Positions (0..2) that were seen here: at least so much. None where nothing was seen."""

    network: float | None
    activity: float | None
    age: float


@dataclass(frozen=True, slots=True)
class Corrected:
    """ "I am rather a …": the key of a type."""

    type: str
    age: float


Evidence = Answered | Measured | Behaved | Corrected


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is. ``memberships`` in the order of types.KEYS, summing to 1; means and deviations in 0..2.

    ``certainty``: clear, between or unsure; ``names``: one type, two, or none. ``known``: there is evidence at all.
    """

    memberships: tuple[float, ...]
    network: float
    activity: float
    network_sd: float
    activity_sd: float
    certainty: str
    names: tuple[str, ...]
    known: bool

    @property
    def top(self) -> str:
        """The type with the largest membership; of equals the first."""
        return KEYS[max(range(len(KEYS)), key=self.memberships.__getitem__)]


def classify(evidence: Iterable[Evidence], *, noise: float = ITEM_NOISE) -> Place:
    """The place that the evidence speaks for. Of several answers to one question, and of several corrections, the
    newest counts; the order changes nothing. Raises KeyError for an unknown question or type.
    """
    found = tuple(evidence)
    axes = {axis: axis_of(_curves(found, axis, noise)) for axis in AXES}
    return place_from(axes[NETWORK], axes[ACTIVITY], known=bool(found))


def place_from(network: Axis, activity: Axis, *, known: bool) -> Place:
    """The place from the two axes: a type's membership is the product of its two levels'."""
    memberships = tuple(up * right for up in network.levels for right in activity.levels)
    certainty, names = wording_of(memberships) if known else (UNSURE, ())
    return Place(
        memberships, network.mean, activity.mean, network.sd, activity.sd, certainty=certainty, names=names, known=known
    )


def wording_of(memberships: tuple[float, ...]) -> tuple[str, tuple[str, ...]]:
    """How sure nine memberships are, and which types are named (research/algorithms.md 3.5).

    >>> wording_of((0.55, 0.3, 0.15, 0, 0, 0, 0, 0, 0))
    ('clear', ('inactive',))
    >>> wording_of((0.45, 0.3, 0.25, 0, 0, 0, 0, 0, 0))
    ('between', ('inactive', 'participant'))
    """
    first, second = sorted(range(len(KEYS)), key=lambda number: (-memberships[number], number))[:2]
    top, next_one = memberships[first], memberships[second]
    if top >= CLEAR_TOP and top - next_one >= CLEAR_LEAD:
        return CLEAR, (KEYS[first],)
    if top + next_one >= BETWEEN_SUM:
        return BETWEEN, (KEYS[first], KEYS[second])
    return UNSURE, ()


def _curves(found: tuple[Evidence, ...], axis: str, noise: float) -> list[tuple[float, Curve]]:
    """What the evidence says about one axis: log-likelihoods with their weights."""
    answers: dict[str, Answered] = {}
    correction: Corrected | None = None
    curves: list[tuple[float, Curve]] = []
    for one in found:
        if isinstance(one, Answered):
            question = QUESTION_OF[one.question]
            if question.axis == axis and _newer(one, answers.get(one.question)):
                answers[one.question] = one
        elif isinstance(one, Corrected):
            if correction is None or (one.age, one.type) < (correction.age, correction.type):
                correction = one
        else:
            value = one.network if axis == NETWORK else one.activity
            if value is not None and isinstance(one, Measured):
                curves.append((weight(one.age, COUNTS_HALF_LIFE), measured_curve(round(value, 3), COUNTS_SD)))
            elif value is not None:
                curves.append((weight(one.age, BEHAVIOUR_HALF_LIFE), at_least_curve(round(value, 3), BEHAVIOUR_SD)))
    for one in answers.values():
        share = tempering(len(answers), noise) * weight(one.age, ANSWERS_HALF_LIFE)
        curves.append((share, answer_curve(QUESTION_OF[one.question].thresholds, one.option, noise)))
    if correction is not None:
        kind = TYPE_OF[correction.type]
        value = LEVELS[kind.network if axis == NETWORK else kind.activity]
        curves.append((weight(correction.age, CORRECTION_HALF_LIFE), measured_curve(value, CORRECTION_SD)))
    return curves


def _newer(one: Answered, other: Answered | None) -> bool:
    """Whether an answer takes the place of another; of two of one moment the higher option, whatever came first."""
    return other is None or (one.age, -one.option) < (other.age, -other.option)
