"""The personal link of a mail: made, redeemed, declined (security.md T-01, P-01)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.tokens import new_token, token_hash
from stemme.people import buckets
from stemme.people.actions.limits import take
from stemme.people.door_queries import live_door
from stemme.people.models import DoorLink, Person
from stemme.people.viewer import EMPLOYEE, SUGGEST

#: A link ends when so many newer ones were sent.
_NEWER_ONES = 2
#: How long a link in a mail works.
VALID = dt.timedelta(days=14)


class TooManyTriesError(Exception):
    """A limit of T-34 is reached; nothing was done."""


@dataclass(frozen=True, slots=True)
class Admitted:
    """Who may come in, with which scope."""

    person_id: int
    organisation_id: int
    scope: str


def make_door_link(*, person_id: int, now: dt.datetime, scope: str = SUGGEST, valid_days: int = VALID.days) -> str:
    """A fresh token for ``/l/<token>/``; shown once, stored as a hash.

    Of a person's links with scope ``suggest`` the newest two work (T-01). Scope ``employee`` is for demonstrations
    and the operator's console only. Raises Person.DoesNotExist, and ValueError for another scope.
    """
    if scope not in {SUGGEST, EMPLOYEE}:
        raise ValueError(f"no such scope: {scope!r}")
    token = new_token("advd")
    with transaction.atomic():
        organisation_id = Person.objects.values_list("organisation_id", flat=True).get(id=person_id)
        DoorLink.objects.create(
            organisation_id=organisation_id,
            person_id=person_id,
            token_hash=token_hash(token),
            scope=scope,
            created_at=now,
            expires_at=now + dt.timedelta(days=valid_days),
        )
        if scope == SUGGEST:
            _end_older_links(person_id, now)
    return token


def make_door_links(*, organisation_id: int, person_ids: Collection[int], now: dt.datetime) -> dict[int, str]:
    """Fresh tokens with scope ``suggest`` for many people of an organisation, by person; as ``make_door_link``.

    One question and one statement, however many people. People of other organisations and unknown ones get none. Older
    links go on working until ``settle_door_links`` says which of these have left the house.
    """
    here = Person.objects.filter(organisation_id=organisation_id, id__in=person_ids)
    tokens = {person_id: new_token("advd") for person_id in here.order_by("id").values_list("id", flat=True)}
    DoorLink.objects.bulk_create(
        DoorLink(
            organisation_id=organisation_id,
            person_id=person_id,
            token_hash=token_hash(token),
            scope=SUGGEST,
            created_at=now,
            expires_at=now + VALID,
        )
        for person_id, token in tokens.items()
    )
    return tokens


def settle_door_links(
    *, organisation_id: int, sent: Collection[str], unsent: Collection[str], now: dt.datetime
) -> None:
    """Of tokens made for many people: those that were sent end the person's older ones, except the one before.

    Those that never left are deleted. So a mail server that is away takes nobody's links.
    """
    ours = DoorLink.objects.filter(organisation_id=organisation_id)
    ours.filter(token_hash__in=[token_hash(token) for token in unsent]).delete()
    with transaction.atomic():
        hashes = [token_hash(token) for token in sent]
        holders = list(ours.filter(token_hash__in=hashes).values_list("person_id", flat=True))
        newer: Counter[int] = Counter()
        ending = []
        links = ours.filter(person_id__in=holders, scope=SUGGEST, ended_at=None)
        for link_id, person_id in links.order_by("-created_at", "-id").values_list("id", "person_id"):
            newer[person_id] += 1
            if newer[person_id] > _NEWER_ONES:
                ending.append(link_id)
        if ending:
            ours.filter(id__in=ending).update(ended_at=now)


def _end_older_links(person_id: int, now: dt.datetime) -> None:
    links = DoorLink.objects.filter(person_id=person_id, scope=SUGGEST, ended_at=None)
    newest = links.order_by("-created_at", "-id").values_list("id", flat=True)[:_NEWER_ONES]
    links.exclude(id__in=list(newest)).update(ended_at=now)


def redeem_door(*, token: str, now: dt.datetime, joins: bool = True) -> Admitted | None:
    """Let the person in; None when the link does not work (any more).

    The press of the button is the joining: the first time it sets ``joined_at``, and it takes back a "no" said
    earlier. Without ``joins`` (a program pressed) the link opens and nothing is noted. The link stays usable.
    Raises TooManyTriesError.
    """
    door = live_door(token, now=now)
    if door is None:
        return None
    if not take(buckets.DOOR, token, now=now):
        raise TooManyTriesError
    if joins:
        join(person_id=door.person_id, now=now)
    return Admitted(door.person_id, door.organisation_id, door.scope)


def join(*, person_id: int, now: dt.datetime) -> bool:
    """The person takes part from now on; True if they did not before. Pressing twice joins once."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id)
        if person.joined_at and not person.declined_at:
            return False
        person.joined_at = person.joined_at or now
        person.declined_at = None
        person.save(update_fields=["joined_at", "declined_at"])
        record(facts.PERSON_JOINED, organisation_id=person.organisation_id, actor_id=person_id, at=now)
    return True


def decline(*, person_id: int, now: dt.datetime) -> bool:
    """The person says no; True if they had not already. Nobody is told, and no mail comes any more."""
    with transaction.atomic():
        person = Person.objects.select_for_update().get(id=person_id)
        if person.declined_at:
            return False
        person.declined_at = now
        person.save(update_fields=["declined_at"])
        record(facts.PERSON_DECLINED, organisation_id=person.organisation_id, actor_id=person_id, at=now)
    return True


def take_back_no(*, person_id: int) -> None:
    """Undo a "no" said by mistake: everything is as it was before."""
    Person.objects.filter(id=person_id).update(declined_at=None)
