"""The lists of the editor's form, as flat names and values: adding, moving and removing rows loses no word. Pure.

A list is held as ``<list>-kinds`` (kinds of its rows, parted by commas) and ``<list>-<place>-<field>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stemme.landing.blocks import FIELDS, MOST_BLOCKS, MOST_QUESTIONS

#: A list's kinds and how many rows it may have.
BLOCK_LISTS = ("blocks", "thanks", "sales")
QUESTIONS = "questions"
LISTS = (*BLOCK_LISTS, QUESTIONS)
#: Fields of a question in the form; ``answer`` is its kind, ``options`` one a line.
QUESTION_FIELDS = ("key", "label", "answer", "required", "options")
_FIELDS: dict[str, tuple[str, ...]] = {
    **{kind: tuple(name for name, _limit, _lines in about) for kind, about in FIELDS.items()},
    "question": QUESTION_FIELDS,
}
Row = dict[str, str]


def kinds_in(values: Mapping[str, str], name: str) -> list[str]:
    """The kinds of a list's rows; what is not known is left out."""
    known = {"question"} if name == QUESTIONS else set(FIELDS)
    return [kind for kind in values.get(f"{name}-kinds", "").split(",") if kind in known][: most(name)]


def most(name: str) -> int:
    """How many rows the list may have."""
    return MOST_QUESTIONS if name == QUESTIONS else MOST_BLOCKS


def rows_in(values: Mapping[str, str], name: str) -> list[Row]:
    """The rows of a list: ``kind`` and each field as it was typed."""
    return [
        {**{field: values.get(f"{name}-{place}-{field}", "") for field in _FIELDS[kind]}, "kind": kind}
        for place, kind in enumerate(kinds_in(values, name))
    ]


def as_values(name: str, rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A list as names and values."""
    found = {f"{name}-kinds": ",".join(row["kind"] for row in rows)}
    for place, row in enumerate(rows):
        found |= {f"{name}-{place}-{field}": row.get(field, "") for field in _FIELDS[row["kind"]]}
    return found


def pressed(values: Mapping[str, str], do: str) -> dict[str, str] | None:
    """What the form holds after a button of a list: ``blocks:add`` (the kind in ``blocks-new``), ``blocks:up:2``,
    ``down``, ``remove``. None when ``do`` is no such button."""
    name, _colon, rest = do.partition(":")
    what, _colon, place = rest.partition(":")
    if name not in LISTS or what not in {"add", "up", "down", "remove"}:
        return None
    rows = rows_in(values, name)
    if what == "add":
        kind = "question" if name == QUESTIONS else values.get(f"{name}-new", "")
        if kind in _FIELDS and (kind == "question") == (name == QUESTIONS) and len(rows) < most(name):
            rows.append({"kind": kind})
    else:
        _move(rows, what, int(place) if place.isdecimal() else -1)
    others = {key: value for key, value in values.items() if not _of_row(key, name)}
    return {**others, **as_values(name, rows)}


def _move(rows: list[Row], what: str, place: int) -> None:
    if not 0 <= place < len(rows):
        return
    if what == "remove":
        del rows[place]
        return
    other = place + (1 if what == "down" else -1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]


def _of_row(key: str, name: str) -> bool:
    start, _dash, rest = key.partition("-")
    return start == name and rest.partition("-")[0].isdecimal()
