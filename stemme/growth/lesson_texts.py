"""The lessons: short texts in five languages, read from stemme/growth/lessons once. No database.

``index.toml`` names them in the order within a type; ``<key>/<language>.toml`` holds one text. They are plain text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from stemme.kit.languages import CODES, best_language

FOLDER = Path(__file__).parent / "lessons"
AXES = ("network", "activity", "both")
THEMES = ("profile", "network", "comment", "own_words", "opinion", "video", "guidelines", "care")
#: What an exercise ends in.
KEEPS = ("profile", "comment", "sentence", "outline", "note")


class LessonError(Exception):
    """A file of the lessons does not say what it should; the message names it."""


@dataclass(frozen=True, slots=True)
class Example:
    """Words that somebody could have written, and what is to be said about them."""

    text: str
    note: str


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something to write. ``small`` says how much, ``keep`` what becomes of it (one of KEEPS)."""

    ask: str
    small: str
    placeholder: str
    keep: str


@dataclass(frozen=True, slots=True)
class LessonText:
    """One lesson in one language. ``weak`` and ``strong`` are both there or both None."""

    language: str
    title: str
    minutes: int
    lead: str
    body: tuple[str, ...]
    weak: Example | None
    strong: Example | None
    exercise: Exercise
    closing: str


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson: for whose place (a key of maturity.types), along which axis, about what, and its texts."""

    key: str
    type: str
    axis: str
    theme: str
    texts: Mapping[str, LessonText]

    def text_for(self, language: str) -> LessonText:
        """The text for somebody with this language."""
        return self.texts[best_language(language, tuple(self.texts))]


def read_lessons(folder: Path) -> tuple[Lesson, ...]:
    """All lessons below a folder, in the order of its index. Raises LessonError for what is missing or malformed."""
    entries = _table(folder / "index.toml").get("lesson", [])
    return tuple(_lesson(folder, entry) for entry in entries)


@cache
def lessons() -> tuple[Lesson, ...]:
    """The lessons of the product."""
    return read_lessons(FOLDER)


def lesson_of(key: str) -> Lesson | None:
    """The lesson with this key, or None."""
    return next((lesson for lesson in lessons() if lesson.key == key), None)


def _lesson(folder: Path, entry: Mapping[str, str]) -> Lesson:
    try:
        key, axis, theme = entry["key"], entry["axis"], entry["theme"]
        texts = {code: _text(folder / key / f"{code}.toml", code) for code in CODES}
        return Lesson(key, entry["type"], axis, theme, texts)
    except KeyError as error:
        raise LessonError(f"{folder / 'index.toml'}: {entry} lacks {error}") from error


def _text(path: Path, language: str) -> LessonText:
    table = _table(path)
    try:
        return LessonText(
            language=language,
            title=table["title"],
            minutes=table["minutes"],
            lead=table["lead"],
            body=tuple(table["body"]),
            weak=_example(table.get("weak")),
            strong=_example(table.get("strong")),
            exercise=Exercise(**{name: table["exercise"][name] for name in ("ask", "small", "placeholder", "keep")}),
            closing=table["closing"],
        )
    except KeyError as error:
        raise LessonError(f"{path} lacks {error}") from error


def _example(table: Mapping[str, str] | None) -> Example | None:
    return None if table is None else Example(table["text"], table["note"])


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LessonError(f"{path}: {error}") from error
