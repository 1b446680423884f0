"""How far a newcomer is in the first steps, for the line above the stories. Who knows stands above the feed. Pure."""

from __future__ import annotations

from collections.abc import Callable

from stemme.people.viewer import Viewer

#: The viewer → ``(done, all)`` of somebody who began and stopped; None: nothing to say.
Source = Callable[[Viewer], tuple[int, int] | None]
_sources: list[Source] = []


def tell_first_steps(source: Source) -> None:
    """Say who knows. Called once, when the program starts."""
    _sources[:] = [source]


def first_steps_of(viewer: Viewer) -> tuple[int, int] | None:
    """``(done, all)``, or None."""
    return next((told for source in _sources if (told := source(viewer)) is not None), None)
