"""Who said that one may ask them. Only what they ticked; nobody who did not."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from stemme.atlas.models import CareContact, CareOffer
from stemme.journal import facts
from stemme.journal.queries import who_looked
from stemme.maturity.queries import map_rows
from stemme.people.name_queries import names
from stemme.people.roles import MANAGE_PEOPLE
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Offer:
    """What somebody may be asked for."""

    feedback: bool
    promote: bool
    mentor: bool
    field: str
    show_type: bool
    offered_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """That somebody was in touch; ``name`` is empty when they are gone."""

    day: dt.date
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """When somebody looked at the list."""

    at: dt.datetime
    name: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody on the care list. ``type``: where they are on the map if they ticked that it may be told, else empty."""

    person_id: int
    name: str
    initials: str
    team: str
    offer: Offer
    type: str
    contacts: tuple[Contact, ...]


def own_offer(organisation_id: int, person_id: int) -> Offer | None:
    """What I offered, or None."""
    row = CareOffer.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    return _offer(row) if row else None


def own_contacts(organisation_id: int, person_id: int) -> list[Contact]:
    """Who noted that they were in touch with me, the newest first."""
    return list(_contacts(organisation_id, [person_id]).get(person_id, ()))


def own_looks(organisation_id: int, person_id: int) -> list[Look]:
    """Who saw me on the list, the newest first."""
    looks = [fact for fact in who_looked(organisation_id, person_id) if fact.kind == facts.CARE_READ]
    called = names(organisation_id, {fact.actor_id for fact in looks if fact.actor_id})
    return [Look(fact.happened_at, called.get(fact.actor_id or 0, "")) for fact in looks]


def care_list(viewer: Viewer, *, today: dt.date) -> list[Listed]:
    """Everybody who offered something and takes part, among the viewer's people, by name. A constant number of queries.

    Whoever takes a break, said no or left is not on it meanwhile.
    """
    rows = list(_offers(viewer, today).select_related("person__team"))
    types = _types(viewer.organisation_id) if any(row.show_type for row in rows) else {}
    contacts = _contacts(viewer.organisation_id, [row.person_id for row in rows])
    return [
        Listed(
            row.person_id,
            row.person.name,
            row.person.initials,
            row.person.team.name if row.person.team else "",
            _offer(row),
            types.get(row.person_id, "") if row.show_type else "",
            contacts.get(row.person_id, ()),
        )
        for row in rows
    ]


def is_listed(viewer: Viewer, person_id: int, *, today: dt.date) -> bool:
    """Whether a person stands on the list as this viewer sees it."""
    return _offers(viewer, today).filter(person_id=person_id).exists()


def who_offers(organisation_id: int, *, today: dt.date) -> set[int]:
    """Everybody who offered something and takes part. For sums that nobody is shown; never for a page."""
    return set(_open_offers(organisation_id, today).values_list("person_id", flat=True))


def _open_offers(organisation_id: int, today: dt.date) -> QuerySet[CareOffer]:
    return CareOffer.objects.filter(
        organisation_id=organisation_id,
        person__organisation_id=organisation_id,
        person__deactivated_at=None,
        person__declined_at=None,
    ).exclude(person__paused_until__gt=today)


def _offers(viewer: Viewer, today: dt.date) -> QuerySet[CareOffer]:
    rows = _open_offers(viewer.organisation_id, today)
    teams = viewer.teams_for(MANAGE_PEOPLE)
    if teams is not None:
        rows = rows.filter(person__team_id__in=teams)
    return rows.order_by("person__family_name", "person__given_name", "person_id")


def _types(organisation_id: int) -> dict[int, str]:
    return {row.person_id: row.type for row in map_rows(organisation_id)}


def _contacts(organisation_id: int, person_ids: list[int]) -> dict[int, tuple[Contact, ...]]:
    rows = CareContact.objects.filter(organisation_id=organisation_id, person_id__in=person_ids)
    found: dict[int, tuple[Contact, ...]] = {}
    for row in rows.select_related("contacted_by").order_by("-contacted_on"):
        name = row.contacted_by.name if row.contacted_by else ""
        found[row.person_id] = (*found.get(row.person_id, ()), Contact(row.contacted_on, name))
    return found


def _offer(row: CareOffer) -> Offer:
    return Offer(row.feedback, row.promote, row.mentor, row.field, row.show_type, row.offered_at)
