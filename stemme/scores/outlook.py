"""What would change a score: the formula asked again with one thing more. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stemme.scores.formula import Counts, ScoredShare, score
from stemme.scores.parameters import PARAMETERS, Parameters
from stemme.scores.parts import shown

#: A strong share brings so many times what a typical one brings.
STRONG = 3
#: A quiet month, in days.
QUIET = 30
#: A channel that is none: there a typical share brings one click.
_UNIT = ""
TYPICAL, VERY, NOTHING, MONTH = "typical", "strong", "nothing", "quiet"


@dataclass(frozen=True, slots=True)
class Change:
    """What one thing would do: the score that would be shown."""

    what: str
    score: int
    #: Against the shown score of today.
    by: int


def outlook(shares: Sequence[ScoredShare], baselines: Mapping[str, float], p: Parameters = PARAMETERS) -> list[Change]:
    """What another typical share, a strong one, one that nobody opens (each a week old) and a quiet month would do."""
    now = shown(score(shares, baselines, p).value)
    yardsticks = {**baselines, _UNIT: 1.0}

    def with_one(times: int) -> float:
        one = ScoredShare(0, _UNIT, p.young, Counts(clicks=times))
        return score([*shares, one], yardsticks, p).value

    older = [dataclasses.replace(share, age=share.age + QUIET) for share in shares]
    found = ((TYPICAL, with_one(1)), (VERY, with_one(STRONG)), (NOTHING, with_one(0)),
             (MONTH, score(older, baselines, p).value))  # fmt: skip
    return [Change(what, shown(value), shown(value) - now) for what, value in found]
