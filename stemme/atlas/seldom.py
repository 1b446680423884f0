"""Seldom heard, often asked: do subject experts bring more visitors per share than others, and stay silent? Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

#: From so many times the average on it is worth telling.
WORTH = 1.5


@dataclass(frozen=True, slots=True)
class Seldom:
    """So many experts bring so many times the average of visitors per share, and ``silent`` of them shared nothing."""

    experts: int
    times: float
    silent: int


def may_be_told(parts: Collection[Collection[int]], experts_pane: int) -> bool:
    """Only where the experts are a part of the map by themselves: else their number would give that of the pane that
    was too small and is merged with theirs.

    >>> may_be_told([(0, 1), (2,)], 2), may_be_told([(0,), (1, 2)], 2)
    (True, False)
    """
    return any(tuple(part) == (experts_pane,) for part in parts)


def seldom(
    experts: Collection[int],
    *,
    shares: Mapping[int, int],
    visitors: Mapping[int, int],
    lately: Collection[int],
    floor: int,
) -> Seldom | None:
    """The finding, or None when the figures do not say so or too few people are behind it.

    ``shares`` and ``visitors`` are those of everybody in the last twelve months by person, ``lately`` who shared
    anything in the last whole month. The average is all visitors through all shares.
    """
    heard = [expert for expert in experts if shares.get(expert)]
    silent = len(set(experts) - set(lately))
    others = sum(1 for person, number in shares.items() if number and person not in experts)
    if min(len(heard), silent, len(experts) - silent, others) < floor:
        return None
    average = _rate(shares, shares, visitors)
    times = _rate(heard, shares, visitors) / average if average else 0.0
    return Seldom(len(experts), times, silent) if times >= WORTH else None


def _rate(people: Collection[int], shares: Mapping[int, int], visitors: Mapping[int, int]) -> float:
    shared = sum(shares[person] for person in people)
    return sum(visitors.get(person, 0) for person in people) / shared if shared else 0.0
