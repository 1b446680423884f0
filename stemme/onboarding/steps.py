"""The first five steps: which there are, what is next. Pure."""

from __future__ import annotations

from collections.abc import Collection

WHAT, TOPICS, RHYTHM, QUESTIONS, FIRST = "what", "topics", "rhythm", "questions", "first"
#: In their order. Together they take less than three minutes.
STEPS: tuple[str, ...] = (WHAT, TOPICS, RHYTHM, QUESTIONS, FIRST)


def next_step(done: Collection[str], *, after: str = "") -> str | None:
    """The first step that is not done and comes behind ``after``, else before it; None when all are done."""
    begin = STEPS.index(after) + 1 if after in STEPS else 0
    return next((step for step in (*STEPS[begin:], *STEPS[:begin]) if step not in done), None)


def with_done(done: Collection[str], step: str) -> list[str]:
    """What is done, with one more, in the order of the steps. Raises ValueError for what is no step."""
    if step not in STEPS:
        raise ValueError(f"no such step: {step!r}")
    return [key for key in STEPS if key in done or key == step]
