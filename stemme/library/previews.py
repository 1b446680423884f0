"""A story's card as each place draws it, for the editor's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemme.library.content import ShareWords
from stemme.library.written_for import for_channel

#: In the order of the tabs. ``shape``: which drawing the template makes.
PLACES = (
    ("feed", "feed"),
    ("linkedin", "large"),
    ("facebook", "titled"),
    ("x", "over"),
    ("bluesky", "large"),
    ("mail", "bare"),
    ("slack", "side"),
)


@dataclass(frozen=True, slots=True)
class Preview:
    """One drawing: the words above it, if somebody wrote any, and how title and summary are shown.

    ``shape``: ``feed`` our own list; ``large`` picture over host and title; ``titled`` the same with the host in
    capitals and the summary; ``over`` the title on the picture; ``bare`` no card; ``side`` a bar beside the words.
    """

    key: str
    shape: str
    text: str


def previews_of(share_texts: Iterable[ShareWords], language: str) -> Sequence[Preview]:
    """The drawings of a story in one language, each with the first starting point for the place."""
    written = [(share.channel, share.text) for share in share_texts if share.language == language and share.text]
    return [Preview(key, shape, next(iter(for_channel(written, key)), "")) for key, shape in PLACES]
