"""Which lessons are somebody's own, and which one comes next. Pure: works on any list of lessons."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from stemme.growth.lesson_texts import Lesson
from stemme.maturity.types import KEYS


@dataclass(frozen=True, slots=True)
class Spot:
    """A lesson and its place among those of its type: ``number`` of ``total``."""

    lesson: Lesson
    number: int
    total: int


def own_first(every: Sequence[Lesson], own: Sequence[str]) -> list[tuple[str, list[Lesson]]]:
    """The lessons by type: the types of ``own`` first, in that order, then the others in the order of the map."""
    order = [*own, *(key for key in KEYS if key not in own)]
    groups = [(key, [lesson for lesson in every if lesson.type == key]) for key in order]
    return [(key, lessons) for key, lessons in groups if lessons]


def next_lesson(every: Sequence[Lesson], own: Sequence[str], done: Collection[str]) -> Lesson | None:
    """The first lesson that is not done, those of one's own types first; None when all are."""
    for _key, lessons in own_first(every, own):
        for lesson in lessons:
            if lesson.key not in done:
                return lesson
    return None


def after(every: Sequence[Lesson], own: Sequence[str], done: Collection[str], current: str) -> Lesson | None:
    """The lesson to read after this one: the next that is not done, else from the beginning; None when all are."""
    in_order = [lesson for _key, lessons in own_first(every, own) for lesson in lessons]
    place = next((number for number, lesson in enumerate(in_order) if lesson.key == current), -1)
    onward = [*in_order[place + 1 :], *in_order[: max(place, 0)]]
    return next((lesson for lesson in onward if lesson.key not in done), None)


def spot(every: Sequence[Lesson], lesson: Lesson) -> Spot:
    """Where a lesson stands among those of its type."""
    same = [other.key for other in every if other.type == lesson.type]
    return Spot(lesson, same.index(lesson.key) + 1, len(same))
