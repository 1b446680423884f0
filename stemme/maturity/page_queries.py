"""Everything the page about one's own place shows, read at once. Only for the person themselves."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.maturity import queries
from stemme.maturity.classifier import Place
from stemme.maturity.drawing import Dot, Pane, covered_pane, dot, ladder, panes
from stemme.maturity.question_wording import option_texts, question_text
from stemme.maturity.questions import QUESTIONS
from stemme.maturity.types import KEYS
from stemme.maturity.wording import basis_line, certainty_line, map_line, type_line, type_name


@dataclass(frozen=True, slots=True)
class PaneShown:
    """A pane of the own map with its words. ``here``: the likeliest. ``words_below``: the dot needs the upper part."""

    pane: Pane
    name: str
    line: str
    here: bool
    words_below: bool

    @property
    def share(self) -> float:
        """The percentage as a share of one."""
        return self.pane.percent / 100


@dataclass(frozen=True, slots=True)
class RungShown:
    """A line of the ladder of types. Of the rest ``name`` is empty."""

    name: str
    line: str
    percent: int

    @property
    def share(self) -> float:
        """The percentage as a share of one."""
        return self.percent / 100


@dataclass(frozen=True, slots=True)
class OptionShown:
    """One option of a question."""

    value: int
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """A question with its options. ``answered``: one of them is chosen."""

    key: str
    text: str
    options: tuple[OptionShown, ...]
    answered: bool


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the parts of the page are made of (templates/maturity/_*.html)."""

    place: Place
    panes: tuple[PaneShown, ...]
    dot: Dot
    earlier: Dot | None
    earlier_month: dt.date | None
    label: str
    certainty: str
    rests_on: str
    ladder: tuple[RungShown, ...]
    questions: tuple[QuestionShown, ...]
    choices: queries.Choices
    correction: str
    types: tuple[tuple[str, str], ...]

    @property
    def answered(self) -> int:
        """How many of the questions have an answer."""
        return sum(question.answered for question in self.questions)


def own_page(organisation_id: int, person_id: int, *, now: dt.datetime) -> OwnPage:
    """The person's own page. The same number of queries whatever there is. Ages of evidence are whole days in UTC."""
    ours = (organisation_id, person_id)
    place, bases = queries.place_and_evidence(*ours, now=now)
    before = queries.earlier_place_of(*ours, now=now) if place.known else None
    return OwnPage(
        place=place,
        panes=_panes(place),
        dot=dot(place),
        earlier=dot(before[1]) if before else None,
        earlier_month=before[0] if before else None,
        label=map_line(place),
        certainty=certainty_line(place),
        rests_on=basis_line(bases, today=now.astimezone(dt.UTC).date()),
        ladder=_ladder(place),
        questions=_questions(queries.answers_of(*ours)),
        choices=queries.choices_of(*ours),
        correction=queries.correction_of(*ours),
        types=tuple((key, type_name(key)) for key in KEYS),
    )


def questions_of(organisation_id: int, person_id: int) -> tuple[QuestionShown, ...]:
    """The eight questions with what the person answered. One query."""
    return _questions(queries.answers_of(organisation_id, person_id))


def _panes(place: Place) -> tuple[PaneShown, ...]:
    covered = covered_pane(dot(place))
    return tuple(
        PaneShown(
            pane, type_name(pane.key), type_line(pane.key), place.known and pane.key == place.top, number == covered
        )
        for number, pane in enumerate(panes(place))
    )


def _ladder(place: Place) -> tuple[RungShown, ...]:
    told, rest = ladder(place)
    rows = [RungShown(type_name(key), type_line(key), percent) for key, percent in told]
    return (*rows, RungShown("", "", rest)) if rest else tuple(rows)


def _questions(answers: dict[str, int]) -> tuple[QuestionShown, ...]:
    return tuple(
        QuestionShown(
            question.key,
            question_text(question.key),
            tuple(
                OptionShown(value, text, answers.get(question.key) == value)
                for value, text in enumerate(option_texts(question.key))
            ),
            question.key in answers,
        )
        for question in QUESTIONS
    )
