"""Where files are used: told by the apps above, which know stories. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Use:
    """A story with a file. ``url`` is the page where it is edited, or "" when the viewer may not."""

    title: str
    language: str
    url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A story that a file is chosen for: its page, and where a choice is sent by POST (``asset`` or ``scene``)."""

    title: str
    language: str
    url: str
    choose_url: str
    scene: str


class Stories(Protocol):
    """What the app of the stories knows."""

    def uses(self, viewer: Viewer, names: Mapping[int, str]) -> dict[int, list[Use]]:
        """By id of file: the stories it is used in. ``names``: stored name of each file's picture."""

    def place(self, viewer: Viewer, story_id: int) -> Place | None:
        """The story, if the viewer may write in its stream."""

    def pictures(self, names: Collection[str]) -> set[str]:
        """Those stored pictures that some story shows, in any organisation."""


_told: list[Stories] = []


def tell_stories(stories: Stories) -> None:
    """Called once, when the app of the stories is ready."""
    _told[:] = [stories]


def stories() -> Stories:
    """What was told. Raises LookupError before anything was."""
    if not _told:
        raise LookupError("nobody has told where files are used")
    return _told[0]
