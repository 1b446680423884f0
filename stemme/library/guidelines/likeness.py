"""How alike two short texts are: the share of letter sequences they have in common. Pure.

Jaccard's index over sequences of four letters, across words, without case, accents and signs: changed endings and
turned-round sentences stay alike, texts about different matters do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemme.policy.phrases import words_of

_SIZE = 4
#: Starting points from here on say the same; measured on pairs in five languages (tests/test_guidelines_pure.py).
TOO_ALIKE = 0.5
#: Titles from here on may be the same story.
SAME_STORY = 0.7
#: Longer texts are compared by their beginnings, so that nobody keeps a server busy.
_LONGEST = 2_000


def sequences(text: str) -> frozenset[str]:
    """The letter sequences of a text; a shorter text is one of its own."""
    letters = " ".join(words_of(text[:_LONGEST]))
    if not letters:
        return frozenset()
    padded = f" {letters} "
    return frozenset(padded[at : at + _SIZE] for at in range(max(1, len(padded) - _SIZE + 1)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """From 0 (nothing in common) to 1 (the same letters); 0 when there is nothing to compare.

    >>> likeness(sequences("Siste turbin står"), sequences("Siste turbin står!"))
    1.0
    """
    together = len(one | other)
    return len(one & other) / together if together else 0.0


def alike_pairs(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Which of the texts are too alike, as pairs of places, the earlier first."""
    made = [sequences(text) for text in texts]
    return [
        (first, second)
        for first in range(len(made))
        for second in range(first + 1, len(made))
        if likeness(made[first], made[second]) >= TOO_ALIKE
    ]
