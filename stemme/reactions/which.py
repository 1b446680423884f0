"""Which of several numbers about one post counts: one rule, never a sum. Pure (docs/decisions/0017-one-number.md)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Numbers:
    """Reactions, comments and reshares of one post."""

    reactions: int = 0
    comments: int = 0
    reshares: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """The numbers that count. ``public``: anyone can check them; else they rest on the person's word alone."""

    numbers: Numbers
    public: bool


def told(*, fetched: Numbers | None, in_file: int | None, typed: Numbers | None) -> Told:
    """The best source wins as a whole: public counts, then the network's own file, then what was typed in.

    Each source holds its newest reading only. The numbers of two sources are never added, nor the larger taken: the
    same heart would count twice, or a slip of the keyboard for ever. ``in_file`` is a sum of all three kinds that the
    file does not split; all of it is taken for reactions, the kind that weighs least.

    >>> told(fetched=Numbers(3), in_file=9, typed=Numbers(50)).numbers.reactions
    3
    """
    if fetched is not None:
        return Told(fetched, public=True)
    if in_file is not None:
        return Told(Numbers(reactions=in_file), public=False)
    return Told(typed or Numbers(), public=False)
