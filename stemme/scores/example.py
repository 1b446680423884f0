"""The worked example of docs/algorithms/score.md and of the page, counted by the formula itself. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from stemme.scores.formula import Counts, Score, ScoredShare, score

#: What a typical share brings, in the example.
BASELINES: Mapping[str, float] = {"linkedin": 4.0, "x": 2.0}
#: A strong share, a typical one, one with typed-in comments, one that nobody opened, and a young one.
SHARES = (
    ScoredShare(1, "linkedin", 10.0, Counts(clicks=12)),
    ScoredShare(2, "linkedin", 45.0, Counts(clicks=4)),
    ScoredShare(3, "x", 90.0, Counts(clicks=3, reported_reactions=6, reported_comments=1)),
    ScoredShare(4, "linkedin", 60.0, Counts()),
    ScoredShare(5, "linkedin", 2.0, Counts(clicks=0)),
)


def example() -> Score:
    """What the formula makes of them."""
    return score(SHARES, BASELINES)
