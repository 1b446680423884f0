"""How far the shares of stories went, for the studio. Shares stand above stories; stats tells the figures. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Protocol


class HowFar(Protocol):
    """How many shares opened a network, were posted as people say, and had a visitor."""

    @property
    def opened(self) -> int:
        """Shares that opened a network."""

    @property
    def posted(self) -> int:
        """Those posted, as their owners say."""

    @property
    def visited(self) -> int:
        """Those through which somebody came."""


#: Organisation's id and stories → how far the shares of each went; a story that too few people shared is missing.
Source = Callable[[int, Collection[int]], Mapping[int, HowFar]]
_sources: list[Source] = []


def tell_how_far(source: Source) -> None:
    """Say who knows. Called once, when the program starts."""
    _sources[:] = [source]


def how_far(organisation_id: int, story_ids: Collection[int]) -> dict[int, HowFar]:
    """How far the shares of these stories went; stories of which nothing may be said are missing."""
    return {story: figures for source in _sources for story, figures in source(organisation_id, story_ids).items()}
