"""What the sender asks: which sequences run, who is in them, whose letters may leave."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet

from stemme.followups.models import Letter, Sequence, Step
from stemme.followups.states import QUEUED
from stemme.followups.timing import Past, Planned
from stemme.kit.tenancy import across_organisations
from stemme.mailings.open_hours import OpenHours
from stemme.mailings.rhythm_queries import house_of
from stemme.people import queries as people

#: The sequence is on, and visitors can see its page.
_ON = Q(step__sequence__started_at__isnull=False, step__sequence__stopped_at=None)
_SEEN = Q(step__sequence__page__published_at__isnull=False, step__sequence__page__withdrawn_at=None)
_WANTS = Q(lead__stopped_at=None, lead__customer_at=None, lead__confirmed_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Running:
    """A sequence that is on."""

    organisation_id: int
    sequence_id: int
    page_id: int
    started_at: dt.datetime
    steps: tuple[Planned, ...]


@dataclass(frozen=True, slots=True)
class House:
    """When letters of an organisation may leave. Where a lead lives is unknown, so its own clock and calendar hold."""

    hours: OpenHours
    zone: str
    country: str

    def first_open(self, at: dt.datetime) -> dt.datetime:
        """The moment, or the first one after it at which a letter may leave."""
        return self.hours.first_open(at, zone=self.zone, country=self.country).astimezone(dt.UTC)

    def is_open(self, at: dt.datetime) -> bool:
        """Whether a letter may leave now."""
        return self.hours.is_open(at.astimezone(ZoneInfo(self.zone)), self.country)


def house(organisation_id: int) -> House:
    """The organisation's quiet hours and days off. Two queries."""
    organisation = people.organisation(organisation_id)
    return House(house_of(organisation).hours, organisation.time_zone, organisation.country)


@across_organisations("sequences of all organisations are planned in one run")
def running() -> list[Running]:
    """Every sequence that is on and whose page is published. Two queries."""
    on = Sequence.objects.filter(
        started_at__isnull=False, stopped_at=None, page__published_at__isnull=False, page__withdrawn_at=None
    )
    steps: dict[int, list[Planned]] = {}
    for step in Step.objects.filter(sequence__in=on).order_by("sequence_id", "number"):
        steps.setdefault(step.sequence_id, []).append(Planned(step.pk, step.after_days))
    return [
        Running(one.organisation_id, one.pk, one.page_id, one.started_at, tuple(steps[one.pk]))
        for one in on.order_by("organisation_id", "id")
        if one.pk in steps and one.started_at is not None
    ]


def past_letters(sequence: Running, *, since: dt.datetime) -> dict[int, list[Past]]:
    """Lead → letters of the sequence, of the leads who confirmed at ``since`` or later. One query."""
    rows = Letter.objects.filter(
        organisation_id=sequence.organisation_id, step__sequence_id=sequence.sequence_id, lead__confirmed_at__gte=since
    )
    found: dict[int, list[Past]] = {}
    for lead_id, step_id, state, at in rows.values_list("lead_id", "step_id", "state", "changed_at"):
        found.setdefault(lead_id, []).append(Past(step_id, state, at))
    return found


@across_organisations("whose letters wait is asked for all organisations")
def organisations_waiting(*, now: dt.datetime) -> list[int]:
    """Ids of the organisations of which letters are due. One query."""
    waiting = Letter.objects.filter(state=QUEUED, due_at__lte=now)
    return sorted(set(waiting.order_by().values_list("organisation_id", flat=True).distinct()))


def due_letters(organisation_id: int, *, limit: int, now: dt.datetime) -> list[Letter]:
    """At most so many letters that are due, the oldest first, with all that is needed to write them. One query."""
    rows = Letter.objects.filter(organisation_id=organisation_id, state=QUEUED, due_at__lte=now)
    return list(rows.select_related("lead", "step__sequence__page").order_by("due_at", "id")[:limit])


def wanted(letter: QuerySet[Letter]) -> QuerySet[Letter]:
    """Those of these that may leave: the lead has neither stopped nor bought, the sequence is on, the page is there.

    A condition on its own, not joined, so that whoever changes rows by it asks their state again once they are locked.
    """
    return letter.filter(Exists(_as_they_should_be()))


def unwanted(letter: QuerySet[Letter]) -> QuerySet[Letter]:
    """The others."""
    return letter.exclude(Exists(_as_they_should_be()))


def _as_they_should_be() -> QuerySet[Letter]:
    return Letter.objects.filter(_ON & _SEEN & _WANTS, id=OuterRef("pk"), organisation_id=OuterRef("organisation_id"))
