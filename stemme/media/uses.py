"""Where files are used: told by the apps above, which know stories and landing pages. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Use:
    """Something with a file. ``url`` is the page where it is edited, or "" when the viewer may not; ``what`` it is, in
    words, or "" for a story.
    """

    title: str
    language: str
    url: str
    what: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A story that a file is chosen for: its page, and where a choice is sent by POST (``asset`` or ``scene``)."""

    title: str
    language: str
    url: str
    choose_url: str
    scene: str


class Teller(Protocol):
    """An app that uses files."""

    def uses(self, viewer: Viewer, names: Mapping[int, str]) -> dict[int, list[Use]]:
        """By id of file: where it is used. ``names``: stored name of each file's picture."""


class Stories(Teller, Protocol):
    """What the app of the stories knows besides: a story keeps its picture by name, and without the file."""

    def place(self, viewer: Viewer, story_id: int) -> Place | None:
        """The story, if the viewer may write in its stream."""

    def pictures(self, names: Collection[str]) -> set[str]:
        """Those stored pictures that some story shows, in any organisation."""


_told: list[Stories] = []
_tellers: list[Teller] = []


def tell_stories(stories: Stories) -> None:
    """Called once, when the app of the stories is ready."""
    _told[:] = [stories]
    tell_uses(stories)


def tell_uses(teller: Teller) -> None:
    """Called once by each app that uses files, when it is ready."""
    _tellers.append(teller)


def stories() -> Stories:
    """What was told. Raises LookupError before anything was."""
    if not _told:
        raise LookupError("nobody has told where files are used")
    return _told[0]


def used(viewer: Viewer, names: Mapping[int, str]) -> dict[int, list[Use]]:
    """By id of each of the files: where it is used, in the order of the apps."""
    found: dict[int, list[Use]] = {asset_id: [] for asset_id in names}
    for teller in _tellers:
        for asset_id, places in teller.uses(viewer, names).items():
            found[asset_id] += places
    return found
