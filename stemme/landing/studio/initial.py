"""A page as the names and values of the editor's form. Pure."""

from __future__ import annotations

from stemme.landing.studio.arranging import BLOCK_LISTS, QUESTIONS, Row, as_values
from stemme.landing.studio.content import Content


def values_of(content: Content) -> dict[str, str]:
    """What the form holds at first; switches that are off are missing, as in what browsers send."""
    values = {
        "name": content.name,
        "goal": str(content.goal_id or ""),
        "sales_goal": str(content.sales_goal_id or ""),
        "owner": str(content.owner_id or ""),
        "keep_months": str(content.keep_months),
        "title": content.title,
        "description": content.description,
        "imprint": content.imprint,
        "consent": content.consent,
        "colleague": content.colleague,
        **{f"form_{name}": text for name, text in content.form.items()},
    }
    values |= {name: "on" for name in ("with_form", "with_sales_page") if getattr(content, name)}
    for name in BLOCK_LISTS:
        rows: list[Row] = [{**block.words, "kind": block.kind} for block in getattr(content, name)]
        values |= as_values(name, rows)
    questions: list[Row] = [
        {
            "kind": "question", "key": one.key, "label": one.label, "answer": one.kind,
            "required": "on" if one.required else "", "options": "\n".join(one.options),
        }
        for one in content.questions
    ]  # fmt: skip
    return values | as_values(QUESTIONS, questions)
