"""Who has read the guidelines: a person about themselves, everybody else only how many."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Max, Q

from stemme.people.queries import invited_people, organisation
from stemme.policy.models import Acknowledgement, Guidelines


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What somebody read last; ``version`` and ``at`` are None for nothing, ``current`` where nothing is published."""

    version: int | None
    at: dt.datetime | None
    current: int | None
    #: There are guidelines, and nothing was read since they last changed in substance.
    needed: bool
    #: Sharing waits until they are read.
    before_sharing: bool = False

    @property
    def holds_sharing(self) -> bool:
        """Sharing opens once this is read."""
        return self.needed and self.before_sharing


@dataclass(frozen=True, slots=True)
class Read:
    """How many colleagues of how many have read version ``since`` or a later one."""

    read: int
    people: int
    since: int
    #: There is a later one with small corrections.
    later: bool


@dataclass(frozen=True, slots=True)
class OwnProof:
    """One of a person's own acknowledgements."""

    version: int
    at: dt.datetime
    language: str
    fingerprint: str


def acknowledged(organisation_id: int, person_id: int) -> Acknowledged:
    """What this person has read, and whether they should read again. Two queries at most."""
    newest = _newest(organisation_id)
    if newest is None:
        return Acknowledged(None, None, None, needed=False)
    rows = Acknowledgement.objects.filter(organisation_id=organisation_id, person_id=person_id)
    last = rows.order_by("-guidelines__version").values_list("guidelines__version", "at").first()
    version, at = last or (None, None)
    needed = version is None or version < asked_since(organisation_id)
    return Acknowledged(version, at, newest.version, needed, before_sharing=bool(newest.before_sharing))


def asked_since(organisation_id: int) -> int:
    """The version that everybody is asked to read: the newest that changed something in substance, or the first."""
    asking = Guidelines.objects.filter(organisation_id=organisation_id, asks_again=True)
    return asking.aggregate(newest=Max("version"))["newest"] or 1


def how_many_read(organisation_id: int) -> Read | None:
    """How many of those who were invited have read what they are asked to; None without guidelines.

    None as well where those who have, or those who have not, are fewer than the organisation's group floor: the one is
    the other's remainder.
    """
    newest = _newest(organisation_id)
    if newest is None:
        return None
    floor = organisation(organisation_id).group_floor
    since = asked_since(organisation_id)
    people = invited_people(organisation_id)
    rows = Acknowledgement.objects.filter(
        Q(person__invited_at__isnull=False) | Q(person__joined_at__isnull=False),
        organisation_id=organisation_id,
        guidelines__version__gte=since,
        person__deactivated_at=None,
    )
    read = rows.values("person_id").distinct().count()
    if read < floor or people - read < floor:
        return None
    return Read(read, people, since, later=newest.version > since)


def own_proofs(organisation_id: int, person_id: int) -> list[OwnProof]:
    """The person's own acknowledgements, the newest first."""
    rows = Acknowledgement.objects.filter(organisation_id=organisation_id, person_id=person_id)
    found = rows.order_by("-guidelines__version").values_list("guidelines__version", "at", "language", "fingerprint")
    return [OwnProof(*row) for row in found]


def _newest(organisation_id: int) -> Guidelines | None:
    return Guidelines.objects.filter(organisation_id=organisation_id).order_by("-version").first()
