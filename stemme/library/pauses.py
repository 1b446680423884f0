"""What is stopped in a crisis. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paused:
    """What of an organisation is stopped now, each with the address its links lead to meanwhile, or ""."""

    #: None when not everything is stopped.
    everything: str | None = None
    streams: Mapping[int, str] = field(default_factory=dict)
    stories: Mapping[int, str] = field(default_factory=dict)

    def of(self, story_id: int, stream_id: int) -> str | None:
        """Where the links of this story lead meanwhile ("": nowhere), or None when it is not stopped.

        The nearest stop that names an address decides: the story's own, its stream's, that of everything.
        """
        found = [
            instead
            for instead in (self.stories.get(story_id), self.streams.get(stream_id), self.everything)
            if instead is not None
        ]
        return next((instead for instead in found if instead), "") if found else None

    def __bool__(self) -> bool:
        return self.everything is not None or bool(self.streams) or bool(self.stories)
