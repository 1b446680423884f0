"""What is new in a version: points and sentences that were added, changed or taken out, word by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from stemme.policy.texts import TextRow, blocks

Kind = Literal["same", "gone", "new"]
#: Two sentences that share less than this part of their words are two sentences, not one that was changed.
ALIKE = 0.4
_WORD = re.compile(r"\S+\s*")
#: A sentence ends before a space and a capital letter or a figure; "e.g. this" stays whole.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+(?=[\"“„«»”A-ZÅÄÆÖØÜ0-9])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence, and what became of them."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One sentence. ``number`` is that of the point in short, or 0; ``section`` the title of its section, or empty."""

    kind: Literal["added", "changed", "gone"]
    pieces: tuple[Piece, ...]
    number: int = 0
    section: str = ""
    #: A section that came or went as one: the words are its title.
    whole: bool = False


def changes(before: TextRow, after: TextRow) -> list[Change]:
    """What a reader of ``before`` finds new in ``after``, in the order of the text. The two are of one language."""
    return list(_changes(before, after))


def _changes(before: TextRow, after: TextRow) -> Iterator[Change]:
    yield from _between([before.lead] if before.lead else [], [after.lead] if after.lead else [], section=after.title)
    yield from _between(before.points, after.points, numbered=True)
    earlier = {part.key or part.title: part for part in before.sections}
    for part in after.sections:
        old = earlier.pop(part.key or part.title, None)
        if old is None:
            yield Change("added", (Piece("new", part.title),), whole=True)
        else:
            yield from _between(_sentences(old.body), _sentences(part.body), section=part.title)
    for part in earlier.values():
        yield Change("gone", (Piece("gone", part.title),), whole=True)


def _sentences(body: str) -> list[str]:
    lines = (line for block in blocks(body) for line in block.lines)
    return [sentence for line in lines for sentence in _SENTENCE_END.split(line)]


def _between(old: Sequence[str], new: Sequence[str], *, numbered: bool = False, section: str = "") -> Iterator[Change]:
    """Changes between two lists of sentences."""
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        twins, left = _pairs(old[low:high], new[start:end])
        for place, (twin, sentence) in enumerate(zip(twins, new[start:end], strict=True), start=start):
            number = place + 1 if numbered else 0
            if twin is None:
                yield Change("added", (Piece("new", sentence),), number, section)
            elif _likeness(twin, sentence) >= ALIKE:
                yield Change("changed", word_pieces(twin, sentence), number, section)
            else:
                yield Change("changed", (Piece("gone", f"{twin} "), Piece("new", sentence)), number, section)
        yield from (Change("gone", (Piece("gone", sentence),), 0, section) for sentence in left)


def _pairs(old: Sequence[str], new: Sequence[str]) -> tuple[list[str | None], list[str]]:
    """For each new sentence the old one in whose place it stands, or None; and the old ones that are left.

    First those that are alike, then the rest in their order: what stands where another stood took its place.
    """
    left = list(old)
    twins: list[str | None] = [None] * len(new)
    for place, sentence in enumerate(new):
        likeness, twin = max(((_likeness(candidate, sentence), candidate) for candidate in left), default=(0.0, ""))
        if likeness >= ALIKE:
            left.remove(twin)
            twins[place] = twin
    for place, found in enumerate(twins):
        if found is None and left:
            twins[place] = left.pop(0)
    return twins, left


def _likeness(one: str, other: str) -> float:
    words, others = (re.findall(r"\w+", sentence.casefold()) for sentence in (one, other))
    return SequenceMatcher(None, words, others, autojunk=False).ratio()


def word_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The new sentence with the words that went and those that came; its white space stays as it is.

    >>> [(p.kind, p.text) for p in word_pieces("You should share.", "You may share.")]
    [('same', 'You '), ('gone', 'should '), ('new', 'may '), ('same', 'share.')]
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    bare = [word.strip() for word in before], [word.strip() for word in after]
    pieces: list[Piece] = []
    for tag, low, high, start, end in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[start:end])))
            continue
        if high > low:
            pieces.append(Piece("gone", "".join(before[low:high])))
        if end > start:
            pieces.append(Piece("new", "".join(after[start:end])))
    return tuple(pieces)
