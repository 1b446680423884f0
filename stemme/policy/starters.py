"""Words to begin with, in five languages, read from stemme/policy/starters once. No database.

They are the organisation's own as soon as they are published, and stay so when ours change.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from stemme.policy.texts import SECTIONS, SectionRow, TextRow

FOLDER = Path(__file__).parent / "starters"


@cache
def starter(language: str) -> TextRow:
    """Our text in one of the five languages, with every section. Raises KeyError for what a file lacks."""
    table = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    parts = table["sections"]
    return TextRow(
        language,
        table["title"],
        table["lead"],
        tuple(table["points"]),
        tuple(SectionRow(key, parts[key]["title"], parts[key]["body"].strip()) for key in SECTIONS),
    )
