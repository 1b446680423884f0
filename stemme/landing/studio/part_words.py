"""A part of a page in plain words, so that two versions of it can be put side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from stemme.landing.blocks import Block, Question
from stemme.landing.studio.content import Content
from stemme.landing.studio.wording import KIND_NAMES


def said_of(content: Content, part: str, names: Mapping[str, Mapping[int, str]]) -> str:
    """What the part holds, one thing a line; ``names``: of goals and colleagues by part and id."""
    value = getattr(content, part)
    if isinstance(value, bool):
        return _("On") if value else _("Off")
    if part in names:
        return names[part].get(value, "")
    if part in {"blocks", "thanks", "sales"}:
        return _blocks(value)
    if part == "questions":
        return _questions(value)
    if isinstance(value, Mapping):
        return "\n".join(text for text in value.values() if text)
    return str(value)


def _blocks(blocks: Sequence[Block]) -> str:
    said = [
        "\n".join([f"{KIND_NAMES[block.kind]}:", *(text for text in block.words.values() if text)]) for block in blocks
    ]
    return "\n\n".join(said)


def _questions(questions: Sequence[Question]) -> str:
    return "\n".join("; ".join((one.label, *one.options)) for one in questions)
