"""The eight questions: what each asks about, and where its options lie on the axis (research/algorithms.md 3.1). Pure.

Every question has five options, told as what people do and not as a mark out of five. Between two neighbouring options
lies a threshold on the axis from 0 to 2: easy questions tell the low end apart, hard ones the high end.
"""

from __future__ import annotations

from dataclasses import dataclass

NETWORK, ACTIVITY = "network", "activity"
AXES = (NETWORK, ACTIVITY)
#: So many options stand under every question, counted from 0.
OPTIONS = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``thresholds``: the four borders between its five options, rising, in units of the axis."""

    key: str
    axis: str
    thresholds: tuple[float, float, float, float]


QUESTIONS: tuple[Question, ...] = (
    Question("contacts", NETWORK, (0.25, 0.7, 1.2, 1.7)),
    Question("invitations", NETWORK, (0.3, 0.7, 1.15, 1.6)),
    Question("introductions", NETWORK, (0.5, 0.95, 1.4, 1.75)),
    Question("profile", NETWORK, (0.15, 0.45, 0.8, 1.4)),
    Question("reactions", ACTIVITY, (0.15, 0.4, 0.7, 1.0)),
    Question("sharing", ACTIVITY, (0.35, 0.7, 1.05, 1.4)),
    Question("publishing", ACTIVITY, (0.7, 1.05, 1.4, 1.75)),
    Question("answering", ACTIVITY, (0.4, 0.8, 1.2, 1.65)),
)
QUESTION_OF: dict[str, Question] = {question.key: question for question in QUESTIONS}
