"""LinkedIn's own analytics file of a member: which posts stand in it, with how many reactions and times shown. Pure.

The workbook has a sheet TOP POSTS with two tables side by side: post, day, engagements | post, day, impressions (in
exports of 2024 to 2026; research/algorithms.md 4.1). Sheets and headings are translated with the member's language, so
the tables are found by what is in them: a column of LinkedIn addresses, with a day and a number to its right.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemme.reactions.opening import Cell, Sheet

#: A count above this is no count.
MOST = 1_000_000_000
#: A LinkedIn post is named by one of three kinds of number; they are different numbers for the same post.
_POST = re.compile(r"(activity|share|ugcpost)(?::|%3a|-)(\d{10,25})", re.ASCII | re.IGNORECASE)
_NUMERIC_DAY = re.compile(r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?", re.ASCII)
#: The beginning of a heading that says which table it is, in the languages we know; else the first is engagements.
_SHOWN = ("impression", "visning", "exponering", "aufruf", "einblendung", "affichage")
_REACTED = ("engagement", "interaktion", "interaction", "reaktion")


@dataclass(frozen=True, slots=True)
class FilePost:
    """A post of the file. ``number``: kind and number by which its address is known; ``day`` if it could be read."""

    number: str
    day: dt.date | None
    engagements: int | None = None
    impressions: int | None = None


def post_number(url: str) -> str:
    """Kind and number of a LinkedIn post, from any form of its address; empty for another address.

    >>> post_number("https://www.linkedin.com/posts/cleo_on-the-quay-activity-7389940000000000000-x_Y1")
    'activity:7389940000000000000'
    """
    found = _POST.search(url) if "linkedin.com/" in url.lower() else None
    return f"{found[1].lower()}:{found[2]}" if found else ""


def posts_in(sheets: Iterable[Sheet]) -> list[FilePost]:
    """Every post of the file, once, the newest first; empty when there is none in it."""
    found: dict[str, FilePost] = {}
    for _name, rows in sheets:
        tables = _tables(rows)
        for column, shown in tables:
            cells = [row[column : column + 3] for row in rows if len(row) > column + 2]
            posts = [(number, day, count) for url, day, count in cells if (number := post_number(str(url or "")))]
            days = _days([day for _number, day, _count in posts])
            for (number, _day, count), day in zip(posts, days, strict=True):
                before = found.get(number, FilePost(number, day))
                counted = _count(count)
                found[number] = FilePost(
                    number,
                    before.day or day,
                    before.engagements if shown else counted,
                    counted if shown else before.impressions,
                )
    return sorted(found.values(), key=lambda post: (post.day or dt.date.min, post.number), reverse=True)


def _tables(rows: Sequence[Sequence[Cell]]) -> list[tuple[int, bool]]:
    """(first column, whether it counts times shown) of each table of posts on a sheet, from left to right."""
    width = max((len(row) for row in rows), default=0)
    columns = [
        column
        for column in range(max(0, width - 2))
        if any(len(row) > column + 2 and post_number(str(row[column] or "")) for row in rows)
    ]
    return [(column, _counts_shown(rows, column, place)) for place, column in enumerate(columns)]


def _counts_shown(rows: Sequence[Sequence[Cell]], column: int, place: int) -> bool:
    """The heading of the numbers says which table it is; without one that we know, the second counts times shown."""
    for row in rows:
        heading = str(row[column + 2] or "").strip().lower() if len(row) > column + 2 else ""
        if heading.startswith(_SHOWN):
            return True
        if heading.startswith(_REACTED):
            return False
    return place > 0


def _count(cell: Cell) -> int | None:
    """A whole number from 0 on, also when the cell is a text with separators; None for anything else."""
    if isinstance(cell, str):
        digits = re.sub(r"[\s.,’'\u00a0\u202f]", "", cell)
        cell = float(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None
    if cell is None or not 0 <= cell <= MOST or cell != int(cell):
        return None
    return int(cell)


def _days(cells: Sequence[Cell]) -> list[dt.date | None]:
    """The days of a column. In ``7/1/2026`` the month stands first, unless some day of the column says otherwise."""
    parts = [_parts(cell) for cell in cells]
    day_first = any(found and found[1] == "/" and found[0][0] > 12 for found in parts)
    return [_day(found, day_first=day_first) for found in parts]


def _parts(cell: Cell) -> tuple[tuple[int, int, int], str] | None:
    found = _NUMERIC_DAY.match(cell.strip()) if isinstance(cell, str) else None
    return ((int(found[1]), int(found[3]), int(found[4])), found[2]) if found else None


def _day(found: tuple[tuple[int, int, int], str] | None, *, day_first: bool) -> dt.date | None:
    if found is None:
        return None
    (first, second, third), sign = found
    if first > 31:
        year, month, day = first, second, third
    elif sign == "/" and not day_first:
        month, day, year = first, second, third
    else:
        day, month, year = first, second, third
    try:
        made = dt.date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return made if 2003 <= made.year <= 2100 else None
