"""What papers are made of: headings, paragraphs, lists, tables, lines to fill in by hand. Pure.

A paper is kept as these blocks, not as HTML: what was issued stays comparable, and every page escapes it anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEADING, TEXT, LIST, PAIRS, TABLE, NOTE, BLANK = "heading", "text", "list", "pairs", "table", "note", "blank"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a paper. ``rows`` are the items of a list, the pairs, or the rows of a table."""

    kind: str
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows of a table, each cell with its heading: narrow screens show them below each other."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Content:
    """A paper in one language."""

    title: str
    lead: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """All of its text in one piece, for searching."""
        parts = [self.title, self.lead]
        for block in self.blocks:
            parts += [block.text, *block.head, *(cell for row in block.rows for cell in row)]
        return "\n".join(part for part in parts if part)


def heading(text: str) -> Block:
    """A section begins."""
    return Block(HEADING, text)


def text(words: str) -> Block:
    """A paragraph."""
    return Block(TEXT, words)


def points(items: Iterable[str]) -> Block:
    """A list of sentences."""
    return Block(LIST, rows=tuple((item,) for item in items))


def pairs(rows: Iterable[tuple[str, str]]) -> Block:
    """Names with what belongs to them."""
    return Block(PAIRS, rows=tuple(rows))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Block:
    """A table with its headings."""
    return Block(TABLE, head=tuple(head), rows=tuple(tuple(row) for row in rows))


def note(words: str) -> Block:
    """Something one must not overlook."""
    return Block(NOTE, words)


def blank(label: str) -> Block:
    """A line that people fill in by hand."""
    return Block(BLANK, label)


def as_data(content: Content) -> dict[str, Any]:
    """The paper as it is stored and hashed."""
    return {
        "title": content.title,
        "lead": content.lead,
        "blocks": [
            {"kind": b.kind, "text": b.text, "head": list(b.head), "rows": [list(row) for row in b.rows]}
            for b in content.blocks
        ],
    }


def from_data(data: Mapping[str, Any]) -> Content:
    """What ``as_data`` made."""
    blocks = tuple(
        Block(b["kind"], b["text"], tuple(b["head"]), tuple(tuple(row) for row in b["rows"])) for b in data["blocks"]
    )
    return Content(data["title"], data["lead"], blocks)
