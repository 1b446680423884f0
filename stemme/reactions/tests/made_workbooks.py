"""LinkedIn's analytics file of a member as it comes, in other languages, and as it should not come."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

import openpyxl

ACTIVITY = "https://www.linkedin.com/feed/update/urn:li:activity:"
HEAD = ("Post URL", "Post publish date", "Engagements", None, "Post URL", "Post publish date", "Impressions")


def workbook(sheets: dict[str, Iterable[Sequence[Any]]]) -> bytes:
    """A workbook with these sheets."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def analytics(
    reacted: Sequence[tuple[int, str, Any]],
    shown: Sequence[tuple[int, str, Any]],
    *,
    name: str = "TOP POSTS",
    head: Sequence[Any] = HEAD,
) -> bytes:
    """The whole file with (number, day, count) in its two tables of posts."""
    rows: list[Sequence[Any]] = [("Maximum of 50 posts available to include in this list",), (), head]
    for place in range(max(len(reacted), len(shown))):
        left = reacted[place] if place < len(reacted) else None
        right = shown[place] if place < len(shown) else None
        rows.append(
            (*((f"{ACTIVITY}{left[0]}", *left[1:]) if left else (None,) * 3), None,
             *((f"{ACTIVITY}{right[0]}", *right[1:]) if right else (None,) * 3))
        )  # fmt: skip
    return workbook(
        {
            "DISCOVERY": [("Overall Performance", "11/1/2026 - 11/11/2026"), ("Impressions", 17096)],
            "ENGAGEMENT": [("Date", "Impressions", "Engagements"), ("11/1/2026", 309, 14)],
            name: rows,
            "FOLLOWERS": [("Total followers on 11/11/2026:", 1873)],
            "DEMOGRAPHICS": [("Top Demographics", "Value", "Percentage"), ("Job titles", "Salgssjef", "< 1%")],
        }
    )


def repacked(body: bytes, change: dict[str, bytes]) -> bytes:
    """The same package with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()
