"""The numbers of the influence score, in one place. Pure.

Whoever changes one raises ``version``: cards and baselines say by which version they were counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

_DEFAULTS = MappingProxyType({"linkedin": 4.0, "facebook": 3.0, "x": 2.0, "bluesky": 1.0})


@dataclass(frozen=True, slots=True)
class Parameters:
    """What the formula of docs/algorithms/score.md works with."""

    version: int = 1
    #: Click equivalents.
    click: float = 1.0
    reaction: float = 0.5
    comment: float = 2.0
    reshare: float = 3.0
    conversion: float = 10.0
    #: Numbers that people typed in themselves count so much, and at most so many typical shares.
    reported: float = 0.5
    reported_most: float = 1.0
    #: Below this part of a typical share the quality is 0; ``bend`` above it, it is one half.
    threshold: float = 0.25
    bend: float = 0.75
    #: After so many days a share counts half.
    half_life: float = 90.0
    #: As if everybody had so many more shares that brought nothing.
    prior: float = 4.0
    #: Younger shares, in days, only ever help.
    young: float = 7.0
    #: Shares older than so many days have lost the name (kit/retention.py) and no longer count.
    oldest: float = 365.0
    #: While the weights sum to less, the score is provisional.
    firm: float = 3.0
    #: A channel with fewer shares leans on the default, as if it had so many shares of that.
    enough_shares: int = 30
    #: Click equivalents of a typical share before anything is known; elsewhere ``default``.
    defaults: Mapping[str, float] = field(default_factory=lambda: _DEFAULTS)
    default: float = 2.0

    def default_of(self, channel: str) -> float:
        """What a typical share on the channel brings as long as nothing is known."""
        return self.defaults.get(channel, self.default)


PARAMETERS = Parameters()
