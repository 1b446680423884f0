"""The influence score: 1 to 100, from what shares brought and never from how many there were. Pure.

Formula, axioms and measurements: docs/algorithms/score.md. The axioms are tests/test_axioms.py.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from stemme.scores.parameters import PARAMETERS, Parameters

#: The score of everybody, and how far it reaches above that.
LOWEST, SPAN = 1.0, 99.0
#: No quality is 1, however many came: a float would round it up.
_BELOW_ONE = math.nextafter(1.0, 0.0)
#: What a share can bring. Clicks and conversions are tracked, ``fetched_`` counts are public, ``reported_`` typed in.
KINDS = (
    "clicks", "conversions", "fetched_reactions", "fetched_comments", "fetched_reshares",
    "reported_reactions", "reported_comments", "reported_reshares",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """What one share brought. Clicks: unique external people; never oneself, colleagues or robots."""

    clicks: int = 0
    conversions: int = 0
    fetched_reactions: int = 0
    fetched_comments: int = 0
    fetched_reshares: int = 0
    reported_reactions: int = 0
    reported_comments: int = 0
    reported_reshares: int = 0


@dataclass(frozen=True, slots=True)
class ScoredShare:
    """One person's story on one channel, ``age`` days ago."""

    story_id: int
    channel: str
    age: float
    counts: Counts


@dataclass(frozen=True, slots=True)
class Weighed:
    """A share with what the formula made of it. A young share that would not help has the weight 0."""

    share: ScoredShare
    engagement: float
    #: Engagement divided by that of a typical share on the channel.
    relative: float
    quality: float
    weight: float
    #: Points of the score.
    part: float


@dataclass(frozen=True, slots=True)
class Score:
    """The score and the two factors it is made of: ``value`` = 1 + 99 × ``quality`` × ``evidence``."""

    value: float
    #: The mean quality of the shares by weight.
    quality: float
    evidence: float
    #: The sum of the weights.
    mass: float
    weighed: tuple[Weighed, ...]
    provisional: bool


def verified(counts: Counts, p: Parameters = PARAMETERS) -> float:
    """Click equivalents of what was tracked or fetched."""
    return (
        p.click * counts.clicks
        + p.conversion * counts.conversions
        + p.reaction * counts.fetched_reactions
        + p.comment * counts.fetched_comments
        + p.reshare * counts.fetched_reshares
    )


def reported(counts: Counts, p: Parameters = PARAMETERS) -> float:
    """Click equivalents of what the person typed in, before weight and cap."""
    return (
        p.reaction * counts.reported_reactions
        + p.comment * counts.reported_comments
        + p.reshare * counts.reported_reshares
    )


def engagement(counts: Counts, baseline: float, p: Parameters = PARAMETERS) -> float:
    """What a share brought, in click equivalents. Typed-in numbers add half, at most one typical share."""
    own = reported(counts, p)
    return verified(counts, p) + (min(p.reported * own, p.reported_most * baseline) if own else 0.0)


def quality_of(relative: float, p: Parameters = PARAMETERS) -> float:
    """From a share's effect relative to a typical one to its quality, 0 to below 1."""
    above = relative - p.threshold
    return min(above / (above + p.bend), _BELOW_ONE) if above > 0 else 0.0


def weight_of(age: float, p: Parameters = PARAMETERS) -> float:
    """How much a share of this age (days) counts: half after each half-life."""
    return float(2.0 ** (-max(0.0, age) / p.half_life))


#: A share with engagement, relative effect, quality and weight.
_Row = tuple[ScoredShare, float, float, float, float]


def score(shares: Iterable[ScoredShare], baselines: Mapping[str, float], p: Parameters = PARAMETERS) -> Score:
    """The score of one person's shares.

    ``baselines``: what a typical share brings on each channel, above 0; channels without one take the default.
    Shares made later than the moment looked at (``age`` below 0) are not to be given.
    """
    rows, left_out, effect, mass = _weighed_up(shares, baselines, p)
    whole = mass + p.prior
    weighed = tuple(
        Weighed(share, brought, relative, quality, 0.0, 0.0)
        if place in left_out
        else Weighed(share, brought, relative, quality, weight, SPAN * weight * quality / whole)
        for place, (share, brought, relative, quality, weight) in enumerate(rows)
    )
    return _score(effect, mass, weighed, p)


def brief(shares: Iterable[ScoredShare], baselines: Mapping[str, float], p: Parameters = PARAMETERS) -> Score:
    """The same score, to the last digit, without saying what it is made of: for counting many people."""
    _rows, _left_out, effect, mass = _weighed_up(shares, baselines, p)
    return _score(effect, mass, (), p)


def _weighed_up(
    shares: Iterable[ScoredShare], baselines: Mapping[str, float], p: Parameters
) -> tuple[list[_Row], set[int], float, float]:
    """The shares with what they are worth, the places of those left out, and the two sums."""
    rows: list[_Row] = []
    young: list[int] = []
    effect = mass = 0.0
    for place, share in enumerate(shares):
        baseline = baselines.get(share.channel) or p.default_of(share.channel)
        brought = engagement(share.counts, baseline, p)
        quality, weight = quality_of(brought / baseline, p), weight_of(share.age, p)
        rows.append((share, brought, brought / baseline, quality, weight))
        if share.age < p.young:
            young.append(place)
        else:
            effect += weight * quality
            mass += weight
    left_out = set(young)
    for place in sorted(young, key=lambda number: -rows[number][3]):
        quality, weight = rows[place][3:]
        if quality * (mass + p.prior) <= effect:
            break
        effect += weight * quality
        mass += weight
        left_out.discard(place)
    return rows, left_out, effect, mass


def _score(effect: float, mass: float, weighed: tuple[Weighed, ...], p: Parameters) -> Score:
    whole = mass + p.prior
    return Score(
        value=LOWEST + SPAN * effect / whole,
        quality=effect / mass if mass else 0.0,
        evidence=mass / whole,
        mass=mass,
        weighed=weighed,
        provisional=mass < p.firm,
    )
