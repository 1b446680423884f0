"""A crowd with places on the map."""

from __future__ import annotations

import datetime as dt
import random

from stemme.maturity.models import StoredPlace
from stemme.maturity.types import TYPE_OF
from stemme.people.models import Organisation, Person, Team

#: How many of each type, as in the design.
SPREAD = {
    "inactive": 27, "networker": 20, "participant": 17, "broadcaster": 12, "connector": 9, "enthusiast": 9,
    "collaborator": 9, "expert": 9, "influencer": 2,
}  # fmt: skip


def make_crowd(
    organisation: Organisation,
    team: Team,
    now: dt.datetime,
    *,
    spread: dict[str, int] | None = None,
    place: str = "Sauda",
    moved: int = 0,
) -> list[Person]:
    """People of a team who placed themselves; the first ``moved`` of them were a step calmer half a year ago."""
    kinds = [key for key, number in (spread or SPREAD).items() for _ in range(number)]
    start = Person.objects.filter(organisation=organisation).count()
    people = Person.objects.bulk_create(
        Person(
            organisation=organisation,
            team=team,
            email=f"crowd{start + n}@{organisation.mail_domain}",
            given_name=f"Crowd {start + n}",
            family_name="Nobody",
            place=place,
            invited_at=now,
            joined_at=now,
        )
        for n in range(len(kinds))
    )
    draw = random.Random(5)  # noqa: S311 - invented people
    StoredPlace.objects.bulk_create(
        _place(person, TYPE_OF[kind].network, TYPE_OF[kind].activity, n < moved, draw, now)
        for n, (person, kind) in enumerate(zip(people, kinds, strict=True))
    )
    return people


def _place(
    person: Person, network: int, activity: int, moved: bool, draw: random.Random, now: dt.datetime
) -> StoredPlace:
    kind = next(key for key, one in TYPE_OF.items() if (one.network, one.activity) == (network, activity))
    up, here = network + draw.uniform(-0.4, 0.4), activity + draw.uniform(-0.4, 0.4)
    return StoredPlace(
        organisation_id=person.organisation_id,
        person=person,
        type=kind,
        on_map=True,
        network=up,
        activity=here,
        network_sd=0.3,
        network_low=0.3,
        network_high=0.3,
        activity_sd=0.3,
        activity_low=0.3,
        activity_high=0.3,
        earlier_network=up,
        earlier_activity=here - (0.6 if moved else 0.0),
        placed_at=now,
    )
