"""How a page's blocks stand: what is beside the form, what runs across the whole width below. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemme.landing.blocks import Block

#: From the first block of this kind on, blocks stand below the form, over the whole width.
_ACROSS = "figures"
_FIGURES = ("1", "2", "3")


@dataclass(frozen=True, slots=True)
class Arranged:
    """Blocks ``beside`` the form and ``below`` it, in the page's order."""

    beside: tuple[Block, ...]
    below: tuple[Block, ...]


def arranged(blocks: Sequence[Block]) -> Arranged:
    """The blocks that say something, in their two places."""
    written = tuple(block for block in blocks if not block.empty)
    cut = next((place for place, block in enumerate(written) if block.kind == _ACROSS), len(written))
    return Arranged(written[:cut], written[cut:])


def figures(block: Block) -> list[tuple[str, str]]:
    """Each figure of a block with what it means; those without a number are left out."""
    pairs = [(block.words[f"figure{number}"], block.words[f"meaning{number}"]) for number in _FIGURES]
    return [(figure, meaning) for figure, meaning in pairs if figure]


def points(block: Block) -> list[str]:
    """The points of a list, one a line."""
    return [line.strip() for line in block.words["points"].splitlines() if line.strip()]


def initials(name: str) -> str:
    """Of a person's name, at most two, for the pane beside their words.

    >>> initials("Lukas Brandt"), initials("Åse"), initials("")
    ('LB', 'Å', '')
    """
    words = name.replace(",", " ").split()
    chosen = words[:1] + words[1:][-1:]
    return "".join(word[0] for word in chosen).upper()
