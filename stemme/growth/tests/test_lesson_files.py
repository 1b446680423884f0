"""The lessons that are shipped: all of them, in all five languages, each as the pages expect them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from stemme.growth.lesson_texts import AXES, FOLDER, KEEPS, THEMES, Lesson, LessonError, LessonText, read_lessons
from stemme.kit.languages import CODES
from stemme.maturity.types import KEYS

LESSONS = read_lessons(FOLDER)
TEXTS = [pytest.param(lesson.texts[code], id=f"{lesson.key}-{code}") for lesson in LESSONS for code in CODES]


def test_three_for_each_of_the_nine_types() -> None:
    assert Counter(lesson.type for lesson in LESSONS) == dict.fromkeys(KEYS, 3)
    assert len({lesson.key for lesson in LESSONS}) == 27


def test_no_text_lies_about_unused() -> None:
    files = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file() and path.suffix == ".toml"}
    assert files == {"index.toml", *(f"{lesson.key}/{code}.toml" for lesson in LESSONS for code in CODES)}


def test_what_the_issue_asks_for_is_among_them() -> None:
    assert {lesson.theme for lesson in LESSONS} == set(THEMES)
    assert {"profile", "comment", "sentence", "outline"} <= {lesson.texts["en"].exercise.keep for lesson in LESSONS}


@pytest.mark.parametrize("lesson", LESSONS, ids=lambda lesson: lesson.key)
def test_a_lesson_is_the_same_in_every_language(lesson: Lesson) -> None:
    assert lesson.axis in AXES and lesson.theme in THEMES
    assert tuple(lesson.texts) == CODES
    shapes = {
        (text.minutes, len(text.body), text.weak is None, text.strong is None, text.exercise.keep)
        for text in lesson.texts.values()
    }
    assert len(shapes) == 1
    assert len({text.title for text in lesson.texts.values()}) > 1, "a title in five languages is not one title"


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_as_long_as_it_says(text: LessonText) -> None:
    assert 0 < len(text.title) <= 60
    assert text.minutes in {2, 3, 4}
    assert 4 <= len(text.body) <= 8
    # About 180 to 320 words; some languages need fewer for the same.
    words = sum(len(paragraph.split()) for paragraph in text.body)
    assert 160 <= words <= 330
    assert text.exercise.keep in KEEPS
    assert (text.weak is None) == (text.strong is None)
    every = [text.title, text.lead, *text.body, text.closing, text.exercise.ask, text.exercise.small]
    every += [text.exercise.placeholder]
    every += [part for example in (text.weak, text.strong) if example for part in (example.text, example.note)]
    assert all(part == part.strip() and part for part in every)
    assert not any(mark in part for part in every for mark in ("**", "](", "<", "`", "TODO", "  "))


def _folder(tmp_path: Path, text: str) -> Path:
    (tmp_path / "one").mkdir()
    (tmp_path / "index.toml").write_text(
        '[[lesson]]\nkey = "one"\ntype = "inactive"\naxis = "both"\ntheme = "care"\n', encoding="utf-8"
    )
    for code in CODES:
        (tmp_path / "one" / f"{code}.toml").write_text(text, encoding="utf-8")
    return tmp_path


SHORT = """title = "One"
minutes = 2
lead = "Lead."
body = ["A."]
closing = "End."
[exercise]
ask = "What?"
small = "a word"
placeholder = "I…"
keep = "note"
"""


def test_a_lesson_without_examples_is_read(tmp_path: Path) -> None:
    (lesson,) = read_lessons(_folder(tmp_path, SHORT))
    assert lesson.texts["sv"].weak is None
    assert lesson.text_for("xx").language in CODES


@pytest.mark.parametrize("line", ["minutes = 2\n", 'keep = "note"\n', 'closing = "End."\n'])
def test_what_is_missing_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(LessonError, match=r"en\.toml lacks"):
        read_lessons(_folder(tmp_path, SHORT.replace(line, "")))


def test_a_broken_or_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(LessonError, match=r"en\.toml"):
        read_lessons(_folder(tmp_path, "title = "))
    (tmp_path / "index.toml").unlink()
    with pytest.raises(LessonError, match=r"index\.toml"):
        read_lessons(tmp_path)
    (tmp_path / "index.toml").write_text('[[lesson]]\nkey = "one"\n', encoding="utf-8")
    with pytest.raises(LessonError, match="axis"):
        read_lessons(tmp_path)
