"""How many of those a story was offered to did something with it. Stats stand above stories and tell it. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """Involvement of one story, in per cent."""

    percent: float

    @property
    def share(self) -> float:
        """The same as a share of one."""
        return self.percent / 100


#: Organisation's id and stories → per cent of those each was offered to; what may not be said is missing.
Source = Callable[[int, Collection[int]], Mapping[int, float]]
_sources: list[tuple[Source, float]] = []


def tell_involvement(source: Source, *, benchmark: float) -> None:
    """Say who knows, and what to compare with (per cent). Called once, when the program starts."""
    _sources[:] = [(source, benchmark)]


def benchmark() -> float | None:
    """What a story's involvement is compared with, in per cent; None where nobody knows any."""
    return next((value for _source, value in _sources), None)


def involvement(organisation_id: int, story_ids: Collection[int]) -> dict[int, Rate]:
    """Involvement of each of these stories; what was offered to nobody, or to too few, is missing."""
    if not story_ids:
        return {}
    found = [(story, value) for source, _ in _sources for story, value in source(organisation_id, story_ids).items()]
    return {story: Rate(value) for story, value in found}


def mean(rates: Iterable[Rate]) -> Rate | None:
    """The mean of the stories' rates, as the overview has it; None without one."""
    values = [rate.percent for rate in rates]
    return Rate(sum(values) / len(values)) if values else None
