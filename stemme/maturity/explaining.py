"""The numbers on the page /how/maturity/: all of them from the code that works places out.

Pure, but for Django's translations.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemme.maturity import classifier, measured, positions, posterior
from stemme.maturity.classifier import Answered, Place, classify
from stemme.maturity.drawing import ladder
from stemme.maturity.next_step import NextStep, next_step
from stemme.maturity.question_wording import option_texts, question_text
from stemme.maturity.questions import NETWORK, QUESTIONS, Question
from stemme.maturity.wording import type_name

#: The answers of the worked example, by question (docs/algorithms/maturity.md).
EXAMPLE = {
    "contacts": 2, "invitations": 2, "introductions": 1, "profile": 2,
    "reactions": 2, "sharing": 1, "publishing": 0, "answering": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class QuestionTold:
    """A question, whether it asks about the network, its thresholds, and what the example answers."""

    text: str
    network: bool
    thresholds: tuple[float, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Told:
    """Everything the page names. Deviations and borders in units of an axis (0..2); half-lives in days."""

    questions: tuple[QuestionTold, ...]
    points: int
    noise: float
    bias: float
    counts_sd: float
    behaviour_sd: float
    correction_sd: float
    above: float
    answers_half: int
    counts_half: int
    behaviour_half: int
    correction_half: int
    clear_top: float
    clear_lead: float
    between_sum: float
    connections: tuple[int, ...]
    new_connections: tuple[int, ...]
    invitations: tuple[int, ...]
    reacting: tuple[int, int]
    passing_on: tuple[int, int]
    own_posts: tuple[int, int]
    comment: int
    enough_shares: int
    example: tuple[tuple[str, int], ...]
    example_rest: int
    example_place: Place
    example_step: NextStep
    example_target: str
    measured: measured.Measured


def example_place() -> Place:
    """The place of the worked example: eight answers of today."""
    return classify(Answered(question, option, 0) for question, option in EXAMPLE.items())


def told() -> Told:
    """The numbers as they are in the code now, types by their names in the reader's language."""
    place = example_place()
    step = next_step(place)
    rows, rest = ladder(place)
    parts = {name: anchors for name, _, anchors in positions.NETWORK_PARTS}
    return Told(
        questions=tuple(map(_question, QUESTIONS)),
        points=len(posterior.GRID),
        noise=posterior.ITEM_NOISE,
        bias=posterior.PERSONAL_BIAS,
        counts_sd=posterior.COUNTS_SD,
        behaviour_sd=posterior.BEHAVIOUR_SD,
        correction_sd=posterior.CORRECTION_SD,
        above=posterior.BEHAVIOUR_ABOVE,
        answers_half=classifier.ANSWERS_HALF_LIFE,
        counts_half=classifier.COUNTS_HALF_LIFE,
        behaviour_half=classifier.BEHAVIOUR_HALF_LIFE,
        correction_half=classifier.CORRECTION_HALF_LIFE,
        clear_top=classifier.CLEAR_TOP,
        clear_lead=classifier.CLEAR_LEAD,
        between_sum=classifier.BETWEEN_SUM,
        connections=parts["connections"],
        new_connections=parts["new_connections"],
        invitations=parts["invitations_sent"],
        reacting=positions.REACTING[1],
        passing_on=positions.PASSING_ON[1],
        own_posts=positions.OWN_POSTS[1],
        comment=positions.COMMENT,
        enough_shares=positions.ENOUGH_SHARES,
        example=tuple((type_name(key), percent) for key, percent in rows),
        example_rest=rest,
        example_place=place,
        example_step=step,
        example_target=type_name(step.target),
        measured=measured.MEASURED,
    )


def _question(question: Question) -> QuestionTold:
    return QuestionTold(
        question_text(question.key),
        question.axis == NETWORK,
        question.thresholds,
        option_texts(question.key)[EXAMPLE[question.key]],
    )
