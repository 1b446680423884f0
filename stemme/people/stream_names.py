"""The streams that a role can be limited to. Streams stand above people; the library tells us their names. Pure."""

from __future__ import annotations

from collections.abc import Callable

#: Organisation's id → (id, name) of each of its streams, in the order of the studio.
Source = Callable[[int], list[tuple[int, str]]]
_sources: list[Source] = []


def tell_streams(source: Source) -> None:
    """Say who knows the streams. Called once, when the program starts."""
    _sources[:] = [source]


def stream_names(organisation_id: int) -> list[tuple[int, str]]:
    """(id, name) of each stream of the organisation; empty where no app has streams."""
    return [stream for source in _sources for stream in source(organisation_id)]
