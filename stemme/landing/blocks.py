"""What a landing page is made of, cleaned: kinds of blocks, the form's words and questions. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemme.kit.lines import one_line

#: Fields of a kind of block: name, longest text, and whether lines may break in it.
FIELDS: dict[str, tuple[tuple[str, int, bool], ...]] = {
    #: Whom the page is for, its heading and what it says below.
    "opening": (("kicker", 120, False), ("heading", 120, False), ("lead", 600, True)),
    "text": (("heading", 120, False), ("body", 4000, True)),
    #: One of the organisation's pictures (its number), and what is to be seen on it.
    "picture": (("asset", 12, False), ("alt", 300, False)),
    #: Words of a person who agreed to stand here.
    "voice": (("quote", 600, True), ("name", 120, False), ("role", 160, False)),
    #: Up to three figures with what they mean and where they are from.
    "figures": (
        ("figure1", 24, False), ("meaning1", 160, False), ("figure2", 24, False), ("meaning2", 160, False),
        ("figure3", 24, False), ("meaning3", 160, False),
    ),
    #: Points one a line.
    "list": (("heading", 120, False), ("points", 1200, True)),
    #: A way on: the words of the button and where it leads.
    "button": (("label", 60, False), ("url", 500, False), ("note", 200, False)),
}  # fmt: skip
#: A page of more would not be read, nor stay under 50 kB.
MOST_BLOCKS = 20
#: Words around the form, with their longest text.
FORM_FIELDS = (("heading", 120), ("note", 300), ("button", 60))
QUESTION_KINDS = ("line", "choice")
MOST_QUESTIONS, MOST_OPTIONS = 6, 12


@dataclass(frozen=True, slots=True)
class Question:
    """Asked besides name and address. ``key`` is the same in every language of the page."""

    key: str
    label: str
    kind: str
    required: bool
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One block: ``kind`` is one of FIELDS, ``words`` hold its fields, cleaned, "" where nothing was written."""

    kind: str
    words: Mapping[str, str]

    @property
    def empty(self) -> bool:
        """Nothing was written in it."""
        return not any(self.words.values())


def blocks_of(raw: object) -> tuple[Block, ...]:
    """The blocks in what a form or the database holds; unknown kinds and fields are left out."""
    if not isinstance(raw, Sequence) or isinstance(raw, str):
        return ()
    known = (one for one in raw if isinstance(one, Mapping) and one.get("kind") in FIELDS)
    return tuple(_block(one) for one in known)[:MOST_BLOCKS]


def as_json(blocks: Sequence[Block]) -> list[dict[str, str]]:
    """How the database keeps blocks."""
    return [{"kind": block.kind, **block.words} for block in blocks]


def form_words(raw: object) -> dict[str, str]:
    """Heading, note and button of the form."""
    held = raw if isinstance(raw, Mapping) else {}
    return {name: one_line(str(held.get(name, "")), limit=limit) for name, limit in FORM_FIELDS}


def questions_of(raw: object) -> tuple[Question, ...]:
    """The questions in the form's JSON: {"questions": [{"key", "label", "kind", "required", "options"}]}."""
    held = raw.get("questions", ()) if isinstance(raw, Mapping) else ()
    found = (_question(one) for one in held if isinstance(one, Mapping))
    return tuple(one for one in found if one.label and (one.kind == "line" or one.options))[:MOST_QUESTIONS]


def _block(raw: Mapping[str, Any]) -> Block:
    words = {name: _clean(raw.get(name, ""), limit, lines) for name, limit, lines in FIELDS[raw["kind"]]}
    return Block(raw["kind"], words)


def _question(raw: Mapping[str, Any]) -> Question:
    options = tuple(one_line(str(one), limit=80) for one in raw.get("options") or ())
    return Question(
        key=one_line(str(raw.get("key", "")), limit=20),
        label=one_line(str(raw.get("label", "")), limit=120),
        kind=raw["kind"] if raw.get("kind") in QUESTION_KINDS else "line",
        required=bool(raw.get("required")),
        options=tuple(one for one in options if one)[:MOST_OPTIONS],
    )


def _clean(written: object, limit: int, lines: bool) -> str:
    text = str(written or "")
    if not lines:
        return one_line(text, limit=limit)
    return "\n".join(one_line(line, limit=limit) for line in text.splitlines())[:limit].strip()
