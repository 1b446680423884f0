"""Working places out and keeping them: at once for whoever acts, every night for all, because evidence ages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from django.db import transaction

from stemme.kit.tenancy import across_organisations
from stemme.maturity.classifier import Place, classify
from stemme.maturity.evidence_queries import gathered
from stemme.maturity.models import Answer, Correction, OwnNumbers, PlaceOfMonth, Preference, StoredPlace
from stemme.maturity.months import earlier_months, month_of
from stemme.maturity.types import HIGH, LOW, TYPES
from stemme.people import queries as people

#: So many people are worked out in one transaction.
_AT_ONCE = 1_000
_POSITION = (
    "network", "network_sd", "network_low", "network_high", "activity", "activity_sd", "activity_low", "activity_high",
)  # fmt: skip
_KEPT = (*_POSITION, "type", "on_map", "earlier_network", "earlier_activity", "placed_at")


def place_people(*, organisation_id: int, person_ids: Sequence[int], now: dt.datetime, acted: bool = False) -> int:
    """Work out the places of these people anew and keep them; how many have one. Who has no evidence has no place.

    ``acted``: the people did something just now, so this month's place is replaced; otherwise it is only added.
    """
    done = 0
    for ids in _portions(person_ids):
        found = gathered(organisation_id, ids, now=now)
        evidence = {person: one.evidence(now) for person, one in found.items()}
        places = {person: classify(told) for person, told in evidence.items() if told}
        shown = {person for person in places if found[person].themselves and found[person].on_map}
        with transaction.atomic():
            gone = [person for person in ids if person not in places]
            StoredPlace.objects.filter(organisation_id=organisation_id, person_id__in=gone).delete()
            _keep(organisation_id, places, shown, now=now)
            _keep_month(organisation_id, places, now=now, replace=acted)
        done += len(places)
    return done


def _portions(person_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (person_ids[start : start + _AT_ONCE] for start in range(0, len(person_ids), _AT_ONCE))


def position(place: Place) -> dict[str, float]:
    """The columns of models.Position for a place."""
    levels = {
        f"{axis}_{name}": sum(
            membership
            for kind, membership in zip(TYPES, place.memberships, strict=True)
            if getattr(kind, axis) == level
        )
        for axis in ("network", "activity")
        for name, level in (("low", LOW), ("high", HIGH))
    }
    return {name: levels[name] if name in levels else getattr(place, name) for name in _POSITION}


def _keep(organisation_id: int, places: dict[int, Place], shown: set[int], *, now: dt.datetime) -> None:
    earlier = _earlier(organisation_id, places.keys(), now=now)
    StoredPlace.objects.bulk_create(
        (
            StoredPlace(
                organisation_id=organisation_id,
                person_id=person,
                type=place.top,
                on_map=person in shown,
                earlier_network=earlier.get(person, (None, None))[0],
                earlier_activity=earlier.get(person, (None, None))[1],
                placed_at=now,
                **position(place),
            )
            for person, place in places.items()
        ),
        update_conflicts=True,
        unique_fields=["organisation", "person"],
        update_fields=_KEPT,
    )


def _earlier(
    organisation_id: int, person_ids: Collection[int], *, now: dt.datetime
) -> dict[int, tuple[float | None, float | None]]:
    first, last = earlier_months(now.date())
    rows = PlaceOfMonth.objects.filter(
        organisation_id=organisation_id, person_id__in=person_ids, month__gte=first, month__lte=last
    ).order_by("-month")
    # The earliest month comes last and stays.
    return {person: (network, activity) for person, network, activity in rows.values_list(
        "person_id", "network", "activity"
    )}  # fmt: skip


def _keep_month(organisation_id: int, places: dict[int, Place], *, now: dt.datetime, replace: bool) -> None:
    rows = [
        PlaceOfMonth(organisation_id=organisation_id, person_id=person, month=month_of(now.date()), **position(place))
        for person, place in places.items()
    ]
    if replace:
        PlaceOfMonth.objects.bulk_create(
            rows,
            update_conflicts=True,
            unique_fields=["organisation", "person", "month"],
            update_fields=_POSITION,
        )
    else:
        PlaceOfMonth.objects.bulk_create(rows, ignore_conflicts=True)


def place_everybody(*, now: dt.datetime) -> int:
    """Every night: everybody about whom anything may be concluded, in all organisations; how many have a place."""
    with across_organisations("the night works out the places of every organisation"):
        organisations = [row.id for row in people.organisations()]
    return sum(
        place_people(organisation_id=organisation_id, person_ids=_watched(organisation_id), now=now)
        for organisation_id in organisations
    )


def _watched(organisation_id: int) -> list[int]:
    """Everybody with evidence of their own, or who asked Stemme; and whoever still has a place that may have to go."""
    ids: set[int] = set(StoredPlace.objects.filter(organisation_id=organisation_id).values_list("person_id", flat=True))
    for table in (Answer, OwnNumbers, Correction):
        rows = table.objects.filter(organisation_id=organisation_id)
        ids.update(rows.values_list("person_id", flat=True).distinct())
    asked = Preference.objects.filter(organisation_id=organisation_id, by_stemme=True)
    ids.update(asked.values_list("person_id", flat=True))
    return sorted(ids)
