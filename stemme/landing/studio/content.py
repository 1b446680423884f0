"""A landing page in one language as its editor holds it, and two editors' versions put together. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from stemme.landing.blocks import Block, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What can be changed on the editor's page: settings of the page, then words in one language.

    ``consent`` and ``colleague`` are the newest words to agree to; ``form``: heading, note and button.
    """

    name: str
    goal_id: int | None = None
    sales_goal_id: int | None = None
    owner_id: int | None = None
    keep_months: int = 12
    with_form: bool = True
    with_sales_page: bool = False
    title: str = ""
    description: str = ""
    imprint: str = ""
    blocks: tuple[Block, ...] = ()
    thanks: tuple[Block, ...] = ()
    sales: tuple[Block, ...] = ()
    form: Mapping[str, str]
    questions: tuple[Question, ...] = ()
    consent: str = ""
    colleague: str = ""


#: What is compared when two save at once, in the order of the page.
PARTS = tuple(field.name for field in fields(Content))


def marks_of(content: Content) -> dict[str, str]:
    """A short mark of each part, which differs when the part does."""
    written = {part: json.dumps(_plain(getattr(content, part)), sort_keys=True) for part in PARTS}
    return {part: hashlib.sha256(text.encode()).hexdigest()[:12] for part, text in written.items()}


def merged(
    base: Mapping[str, str], mine: Content, theirs: Content, *, take: Collection[str] = ()
) -> tuple[Content, list[str]]:
    """Mine with what only the other one changed, and the parts that both changed differently.

    ``base``: marks of what I began with; ``take``: parts for which I chose the other one's.
    """
    mine_marks, their_marks = marks_of(mine), marks_of(theirs)
    together, clashes = mine, []
    for part in PARTS:
        if mine_marks[part] == their_marks[part]:
            continue
        if part in take or mine_marks[part] == base.get(part):
            changed: dict[str, Any] = {part: getattr(theirs, part)}
            together = replace(together, **changed)
        elif their_marks[part] != base.get(part):
            clashes.append(part)
    return together, clashes


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Block):
        return [value.kind, dict(value.words)]
    if isinstance(value, Question):
        return asdict(value)
    return dict(value) if isinstance(value, Mapping) else value
