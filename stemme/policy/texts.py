"""The guidelines as plain values: one language, its points and its sections, and how a section's text is read. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A part of the whole text. ``key`` is one of ``SECTIONS``, or empty for one of the organisation's own."""

    key: str
    title: str
    body: str

    @property
    def blocks(self) -> list[Block]:
        """Its paragraphs and lists."""
        return blocks(self.body)


@dataclass(frozen=True, slots=True)
class TextRow:
    """The guidelines in one language. ``points`` are the sentences "in short"."""

    language: str
    title: str
    lead: str
    points: tuple[str, ...]
    sections: tuple[SectionRow, ...] = ()

    @property
    def minutes(self) -> int:
        """How long the whole takes to read, at 200 words a minute, one at least."""
        words = sum(len(part.split()) for part in (self.lead, *self.points, *(s.body for s in self.sections)))
        return max(1, round(words / 200))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph (one line) or a list of points."""

    kind: Literal["paragraph", "points"]
    lines: tuple[str, ...]


#: Parts that we offer words for (starters/), in the order in which they are shown.
SECTIONS = ("what", "disclosure", "never", "wrong", "voluntary", "machine")
#: One of those an organisation writes by itself.
OWN = ""


def blocks(body: str) -> list[Block]:
    """The paragraphs and lists of a section. An empty line ends a paragraph; a line that begins with a dash is a point.

    >>> [(block.kind, block.lines) for block in blocks("Say so.\\n- here\\n- there")]
    [('paragraph', ('Say so.',)), ('points', ('here', 'there'))]
    """
    return list(_blocks(body))


def _blocks(body: str) -> Iterator[Block]:
    kind: Literal["paragraph", "points"] = "paragraph"
    lines: list[str] = []
    for line in [*(line.strip() for line in body.splitlines()), ""]:
        is_point = line.startswith(("- ", "– ", "• ", "* "))
        if lines and (not line or is_point != (kind == "points")):
            yield Block(kind, tuple(lines) if kind == "points" else (" ".join(lines),))
            lines = []
        if line:
            kind = "points" if is_point else "paragraph"
            lines.append(line[2:].strip() if is_point else line)
