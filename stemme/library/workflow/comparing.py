"""Two texts word by word: what stayed, what went, what came. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that stayed the same, are gone or are new."""

    kind: str
    text: str


def compare(old: str, new: str) -> list[Piece]:
    """The way from one text to the other. What is same and gone makes the old text, what is same and new the new one.

    >>> compare("three winters", "four winters")
    [Piece(kind='gone', text='three'), Piece(kind='new', text='four'), Piece(kind='same', text=' winters')]
    """
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for what, from_, to, new_from, new_to in SequenceMatcher(None, one, other).get_opcodes():
        if what == "equal":
            pieces.append(Piece(SAME, "".join(one[from_:to])))
            continue
        if to > from_:
            pieces.append(Piece(GONE, "".join(one[from_:to])))
        if new_to > new_from:
            pieces.append(Piece(NEW, "".join(other[new_from:new_to])))
    return pieces
