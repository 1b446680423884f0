"""What is held about a person as files: JSON for programs, CSV for spreadsheets. Pure."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from typing import Any

from stemme.kit.retention import kept_for
from stemme.kit.tables import write_table
from stemme.privacy.queries import Everything, Held, Look
from stemme.privacy.wording import for_programs


def as_json(everything: Everything, looks: list[Look], *, made_at: dt.datetime) -> str:
    """One document; keys are English and do not change with the reader's language."""
    document = {
        "made_at": made_at.isoformat(),
        "records": [
            {
                "kind": group.kept.key,
                "what": group.kept.what,
                "why": group.kept.why,
                "kept": _kept(*kept_for(group.kept)),
                "tables": [{"table": table.table, "rows": _objects(table)} for table in group.tables],
            }
            for group in everything.groups
        ],
        "who_looked": [{"at": look.at.isoformat(), "kind": look.kind, "who": look.name} for look in looks],
        "stories": {str(story): title for story, (_language, title) in sorted(everything.titles.items())},
    }
    return json.dumps(document, ensure_ascii=False, indent=1)


def as_zip(everything: Everything, looks: list[Look]) -> bytes:
    """A CSV file for each table that holds something, one for who looked, and one with the titles of stories."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for group in everything.groups:
            for number, table in enumerate(group.tables, start=1):
                if table.rows:
                    # A person can stand in two columns of a table: then it is two files.
                    again = f"-{number}" if [one.table for one in group.tables[: number - 1]].count(table.table) else ""
                    rows = [tuple(_cell(value) for value in row) for row in table.rows]
                    name = f"{group.kept.key}-{table.table.rpartition('.')[2].lower()}{again}.csv"
                    archive.writestr(name, write_table([table.columns, *rows]))
        seen = [(look.at.isoformat(), look.kind, look.name) for look in looks]
        archive.writestr("who-looked.csv", write_table([("at", "kind", "who"), *seen]))
        titles = [(story, *title) for story, title in sorted(everything.titles.items())]
        archive.writestr("stories.csv", write_table([("story_id", "language", "title"), *titles]))
    return packed.getvalue()


def _kept(text: str, number: int) -> str:
    return text % {"n": number} if number else text


def _objects(table: Held) -> list[dict[str, Any]]:
    return [dict(zip(table.columns, map(for_programs, row), strict=True)) for row in table.rows]


def _cell(value: Any) -> Any:
    plain = for_programs(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, list | dict) else plain
