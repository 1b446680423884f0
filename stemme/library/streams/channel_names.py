"""The networks that a stream can be meant for. They stand above stories; the sharing side tells them. Pure."""

from __future__ import annotations

from collections.abc import Callable

#: → (key, name) of each channel, in the order of the share sheet, in the reader's language.
Source = Callable[[], list[tuple[str, str]]]
_sources: list[Source] = []


def tell_channels(source: Source) -> None:
    """Say who knows the channels. Called once, when the program starts."""
    _sources[:] = [source]


def channel_names() -> list[tuple[str, str]]:
    """(key, name) of each channel; empty where nothing can be shared."""
    return [channel for source in _sources for channel in source()]
