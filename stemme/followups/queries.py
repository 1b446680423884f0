"""What an editor sees of a page's sequence: its steps, whether it is on, and what became of its letters."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Count, F

from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.states import QUEUED, SENDING, SENT, UNCLEAR
from stemme.followups.steps import StepText, cleaned, texts_of


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a step's letters. ``customers``: became one after this letter, the last they had got by then.

    ``waiting``, ``unclear`` and ``customers`` count leads that are still kept, the others all there ever were.
    """

    sent: int = 0
    failed: int = 0
    opened: int = 0
    left: int = 0
    waiting: int = 0
    unclear: int = 0
    customers: int = 0


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as it is stored. ``texts`` holds every language in which something was written."""

    id: int
    number: int
    after_days: int
    texts: Mapping[str, StepText]
    figures: Figures = field(default_factory=Figures)

    @property
    def sendable(self) -> dict[str, StepText]:
        """The languages it can be sent in."""
        return {language: text for language, text in self.texts.items() if text.complete}


@dataclass(frozen=True, slots=True)
class SequenceRow:
    """A page's sequence. ``on_since`` is None while it is off; ``id`` None while nothing was ever saved."""

    id: int | None
    on_since: dt.datetime | None
    stopped_at: dt.datetime | None
    steps: tuple[StepRow, ...]

    @property
    def reached(self) -> bool:
        """Some letter has left, or waits."""
        return any(step.figures != Figures() for step in self.steps)


def sequence_of(organisation_id: int, page_id: int) -> SequenceRow:
    """The page's sequence with its figures; an empty one that is off where there is none. Four queries."""
    found = Sequence.objects.filter(organisation_id=organisation_id, page_id=page_id).first()
    if found is None:
        return SequenceRow(None, None, None, ())
    steps = list(
        Step.objects.filter(sequence_id=found.pk, sequence__organisation_id=organisation_id).order_by("number")
    )
    counts, customers = _counts(organisation_id, found.pk), _customers(organisation_id, found.pk)
    rows = tuple(_row(step, counts, customers) for step in steps)
    return SequenceRow(found.pk, None if found.stopped_at else found.started_at, found.stopped_at, rows)


def step_words(organisation_id: int, step_id: int) -> dict[str, StepText]:
    """The words of one step by language, those that can be sent; none if it is gone."""
    found = Step.objects.filter(id=step_id, sequence__organisation_id=organisation_id).first()
    return texts_of(found.texts) if found else {}


def _row(step: Step, counts: Mapping[tuple[int, str], int], customers: Mapping[int, int]) -> StepRow:
    texts = {language: cleaned(words) for language, words in step.texts.items()}
    figures = Figures(
        sent=step.sent, failed=step.failed, opened=step.opened, left=step.left,
        waiting=counts.get((step.pk, QUEUED), 0) + counts.get((step.pk, SENDING), 0),
        unclear=counts.get((step.pk, UNCLEAR), 0), customers=customers.get(step.pk, 0),
    )  # fmt: skip
    return StepRow(step.pk, step.number, step.after_days, texts, figures)


def _counts(organisation_id: int, sequence_id: int) -> dict[tuple[int, str], int]:
    rows = Letter.objects.filter(organisation_id=organisation_id, step__sequence_id=sequence_id)
    return {
        (step, state): n for step, state, n in rows.order_by().values_list("step_id", "state").annotate(Count("id"))
    }


def _customers(organisation_id: int, sequence_id: int) -> Counter[int]:
    """Step → leads who became customers after its letter and before a later one."""
    rows = Letter.objects.filter(
        organisation_id=organisation_id,
        step__sequence_id=sequence_id,
        state=SENT,
        changed_at__lte=F("lead__customer_at"),
    )
    last: dict[int, int] = dict(rows.order_by("changed_at", "id").values_list("lead_id", "step_id"))
    return Counter(last.values())
