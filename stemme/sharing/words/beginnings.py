"""How a text begins, so that equal beginnings are told without keeping the words. Pure."""

from __future__ import annotations

import re

from stemme.policy.phrases import words_of

#: So many words are a beginning; with fewer than ``FEWEST`` everybody would begin alike.
LONGEST, FEWEST = 6, 4
#: A number of colleagues is told from here on: one would be somebody.
TOLD_FROM = 2

_ADDRESS = re.compile(r"https?://\S+")


def beginning_of(text: str) -> str:
    """The first words without case, accents, signs and addresses; "" where there are too few to tell."""
    words = words_of(_ADDRESS.sub(" ", text))[:LONGEST]
    return " ".join(words) if len(words) >= FEWEST else ""


def told(counted: int, *, has_shared: bool, reached: int, floor: int) -> int:
    """How many colleagues may be said to begin like this, or 0 to say nothing.

    ``counted`` people began so. Whoever ``has_shared`` the story may be one of them and is taken off. Of a story that
    reaches fewer people than the organisation's ``floor`` nothing is told.
    """
    others = counted - has_shared
    return others if others >= TOLD_FROM and reached >= floor else 0
