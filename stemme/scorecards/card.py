"""What a scorecard is made of. Pure: rows and how a quarter is told from the one before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.periods import Period, quarter_of


@dataclass(frozen=True, slots=True)
class Quarter:
    """One person's effort and effect in one calendar quarter of their organisation.

    ``suggestions``: stories suggested to them for the first time; None when they are no longer kept (90 days).
    ``own_words``: of the shares, those with words of their own. ``visitors``: real visitors of their links, each once a
    day. ``brought``: of the shares of this quarter, those through which somebody has come since.
    """

    period: Period
    suggestions: int | None
    shares: int
    own_words: int
    visitors: int
    brought: int

    @property
    def other_words(self) -> int:
        """The shares with a text from the starting points."""
        return self.shares - self.own_words


@dataclass(frozen=True, slots=True)
class Figures:
    """The running quarter and the one before. Two numbers side by side: no arrow, no grade, nobody else's."""

    now: Quarter
    before: Quarter


@dataclass(frozen=True, slots=True)
class Sharing:
    """What the owner said about one lock. ``since`` is None for whoever has not agreed."""

    lock: str
    agreement_id: int
    since: dt.datetime | None
    looks: int
    last_look: dt.datetime | None


def quarters(today: dt.date) -> tuple[Period, Period]:
    """The quarter that runs and the one before it.

    >>> [str(period.first) for period in quarters(dt.date(2026, 2, 3))]
    ['2026-01-01', '2025-10-01']
    """
    running = quarter_of(today)
    return running, quarter_of(running.first - dt.timedelta(days=1))
