"""Reading places, what they rest on, and what people decided about them. A person's own, and rows for the map."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from stemme.maturity.classifier import Place, classify, place_from
from stemme.maturity.evidence_queries import gathered
from stemme.maturity.gathering import Basis, Gathered
from stemme.maturity.models import Answer, Correction, OwnNumbers, PlaceOfMonth, Position, Preference, StoredPlace
from stemme.maturity.months import EARLIEST, earlier_months
from stemme.maturity.posterior import Axis
from stemme.maturity.rungs import rung_for

Levels = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided: on the map, how far they want to go (a type's key, or empty), placed by Stemme."""

    on_map: bool = True
    target: str = ""
    by_stemme: bool = False


@dataclass(frozen=True, slots=True)
class MapRow:
    """Somebody who placed themselves and is on the map; positions in 0..2. For groups, never for one person."""

    person_id: int
    team_id: int | None
    #: Where they work, as the list of people says; may be empty.
    place: str
    network: float
    activity: float
    type: str
    earlier_network: float | None
    earlier_activity: float | None


def place_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> Place:
    """Where the person is, worked out now. Only for themselves."""
    return classify(_of(organisation_id, person_id, now=now).evidence(now))


def evidence_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> list[Basis]:
    """What the person's place rests on."""
    return _of(organisation_id, person_id, now=now).bases()


def place_and_evidence(organisation_id: int, person_id: int, *, now: dt.datetime) -> tuple[Place, list[Basis]]:
    """Both at once, for a page that shows both."""
    found = _of(organisation_id, person_id, now=now)
    return classify(found.evidence(now)), found.bases()


def _of(organisation_id: int, person_id: int, *, now: dt.datetime) -> Gathered:
    return gathered(organisation_id, (person_id,), now=now).get(person_id, Gathered())


def earlier_place_of(organisation_id: int, person_id: int, *, now: dt.datetime) -> tuple[dt.date, Place] | None:
    """(month, place) about half a year ago, or as early as there is; None before a month has passed."""
    first, last = earlier_months(now.date())
    row = (
        PlaceOfMonth.objects.filter(
            organisation_id=organisation_id, person_id=person_id, month__gte=first, month__lte=last
        )
        .order_by("month")
        .first()
    )
    return (row.month, stored(row)) if row else None


def stored(row: Position) -> Place:
    """The place that a row holds."""
    network = _axis(row.network, row.network_sd, row.network_low, row.network_high)
    activity = _axis(row.activity, row.activity_sd, row.activity_low, row.activity_high)
    return place_from(network, activity, known=True)


def _axis(mean: float, sd: float, low: float, high: float) -> Axis:
    return Axis(mean, sd, _levels(low, high))


def answers_of(organisation_id: int, person_id: int) -> dict[str, int]:
    """The person's newest answers: the option by the question's key."""
    rows = Answer.objects.filter(organisation_id=organisation_id, person_id=person_id)
    return dict(rows.values_list("question", "option"))


def correction_of(organisation_id: int, person_id: int) -> str:
    """The type that the person says they are, or empty."""
    row = Correction.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    return row.type if row else ""


def sources_of(organisation_id: int, person_id: int) -> dict[str, dt.date]:
    """The services whose counts the person handed in, each with its last day."""
    rows = OwnNumbers.objects.filter(organisation_id=organisation_id, person_id=person_id)
    return dict(rows.values_list("source", "until"))


def choices_of(organisation_id: int, person_id: int) -> Choices:
    """What the person decided about their place."""
    row = Preference.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    return Choices(row.on_map, row.target, row.by_stemme) if row else Choices()


def rungs_of(organisation_id: int, person_ids: Collection[int], *, now: dt.datetime) -> dict[int, str]:
    """The rung of each of these people who has a place; for what is shown or sent to themselves.

    A place that was stored too long ago to hold any more is left out.
    """
    rows = StoredPlace.objects.filter(
        organisation_id=organisation_id, person_id__in=person_ids, placed_at__gte=now - EARLIEST
    )
    return {row.person_id: rung_for(stored(row)) for row in rows}


def levels_on_map(organisation_id: int) -> dict[int, tuple[Levels, Levels]]:
    """The memberships of everybody on the map on both axes: network and activity, each low, middle and high.

    For sums that nobody is shown (the roll-out's planner); never for a page.
    """
    rows = _on_map(organisation_id).values_list(
        "person_id", "network_low", "network_high", "activity_low", "activity_high"
    )
    return {person: (_levels(*found[:2]), _levels(*found[2:])) for person, *found in rows}


def _levels(low: float, high: float) -> Levels:
    return low, max(0.0, 1.0 - low - high), high


def map_rows(organisation_id: int) -> list[MapRow]:
    """Everybody who placed themselves, is on the map, and takes part or may. One query."""
    rows = _on_map(organisation_id).values_list(
        "person_id", "person__team_id", "person__place", "network", "activity", "type", "earlier_network",
        "earlier_activity",
    )  # fmt: skip
    return [MapRow(*row) for row in rows]


def _on_map(organisation_id: int) -> QuerySet[StoredPlace]:
    return StoredPlace.objects.filter(
        organisation_id=organisation_id,
        on_map=True,
        person__deactivated_at__isnull=True,
        person__declined_at__isnull=True,
    )
