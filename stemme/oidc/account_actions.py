"""Writing: whose account is whose. Nobody is made here; an account leads to somebody who is there, or nowhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.oidc import attempts
from stemme.oidc.attempts import Attempt
from stemme.oidc.id_token import Claims
from stemme.oidc.models import Identity
from stemme.oidc.queries import ProviderRow, person_with
from stemme.people import queries as people
from stemme.people.actions import Admitted, join, set_strong_sign_in
from stemme.people.mail_address import AddressError, normal_address
from stemme.people.roles import RUN_INSTALLATION
from stemme.people.viewer import EMPLOYEE, Viewer

#: Why a good token lets nobody in.
UNKNOWN, OTHER_PERSON, TAKEN, HAS_ANOTHER = "unknown", "other_person", "taken", "has_another"


class NotAdmittedError(Exception):
    """The account is real, but it does not lead where it was to lead; ``kind`` says why."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Found:
    """Whom an account belongs to."""

    admitted: Admitted
    given_name: str
    joined: bool


def recognise(*, provider: ProviderRow, attempt: Attempt, claims: Claims, now: dt.datetime) -> Found:
    """Whose account this is; connects it where that was asked for, or may happen by itself. Raises NotAdmittedError."""
    org = provider.organisation_id
    with transaction.atomic():
        owner = person_with(provider, claims.subject)
        if attempt.purpose != attempts.ENTER and owner not in {None, attempt.person_id}:
            raise NotAdmittedError(TAKEN if attempt.purpose == attempts.CONNECT else OTHER_PERSON)
        if owner is None:
            owner = _person_to_connect(provider, attempt, claims)
            _connect(provider, claims, owner, now=now)
        card = people.person_card(org, owner)
        if card is None:
            raise NotAdmittedError(UNKNOWN)
        Identity.objects.filter(organisation_id=org, issuer=provider.issuer, person_id=owner).update(used_at=now)
    return Found(Admitted(owner, org, EMPLOYEE), card.given_name, card.joined_at is not None)


def _person_to_connect(provider: ProviderRow, attempt: Attempt, claims: Claims) -> int:
    if attempt.purpose == attempts.CONNECT and attempt.person_id is not None:
        return attempt.person_id
    person = person_by_mail(provider, claims) if attempt.purpose == attempts.ENTER else None
    if person is None:
        raise NotAdmittedError(UNKNOWN if attempt.purpose == attempts.ENTER else OTHER_PERSON)
    return person


def person_by_mail(provider: ProviderRow, claims: Claims) -> int | None:
    """Whom a verified address may be taken for, the first time (T-06).

    Its domain must be one of the organisation's. Somebody who has a stronger way already, or runs the installation,
    connects the account themselves: whoever can configure a sign-in must not become them.
    """
    try:
        address = normal_address(claims.email)
    except AddressError:
        return None
    if address.rpartition("@")[2] not in provider.own_domains:
        return None
    person_id = people.person_by_address(provider.organisation, address)
    person = people.viewer(person_id, scope=EMPLOYEE) if person_id else None
    if person is None or person.strong or RUN_INSTALLATION in person.rights:
        return None
    return person.person_id


def _connect(provider: ProviderRow, claims: Claims, person_id: int, *, now: dt.datetime) -> None:
    org = provider.organisation_id
    others = Identity.objects.filter(organisation_id=org, issuer=provider.issuer)
    # The account of somebody who left is free again, if the sign-in has given it to somebody else.
    others.filter(subject=claims.subject, person__deactivated_at__isnull=False).delete()
    if others.filter(person_id=person_id).exists():
        raise NotAdmittedError(HAS_ANOTHER)
    Identity.objects.create(
        organisation_id=org,
        person_id=person_id,
        issuer=provider.issuer,
        subject=claims.subject,
        linked_at=now,
        used_at=now,
    )
    set_strong_sign_in(person_id=person_id, since=now)
    record(facts.ACCOUNT_CONNECTED, organisation_id=org, actor_id=person_id, at=now)


def note_sign_in(*, admitted: Admitted, joins: bool, now: dt.datetime) -> None:
    """Record that somebody came in, and with ``joins`` that they take part from now on."""
    with transaction.atomic():
        if joins:
            join(person_id=admitted.person_id, now=now)
        record(facts.SIGNED_IN, organisation_id=admitted.organisation_id, actor_id=admitted.person_id, at=now)


def note_refusal(*, provider: ProviderRow, reason: str, now: dt.datetime) -> None:
    """Record that an answer of the sign-in was refused; not whose it was, which nobody can know."""
    with transaction.atomic():
        record(facts.ACCOUNT_REFUSED, organisation_id=provider.organisation_id, actor_id=None, at=now, reason=reason)


def disconnect(*, actor: Viewer, now: dt.datetime) -> bool:
    """End the connection with one's own account; False if there was none."""
    org, person = actor.organisation_id, actor.person_id
    with transaction.atomic():
        ended, _ = Identity.objects.filter(organisation_id=org, person_id=person).delete()
        if ended:
            set_strong_sign_in(person_id=person, since=None)
            record(facts.ACCOUNT_DISCONNECTED, organisation_id=org, actor_id=person, at=now)
    return ended > 0


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Delete what is kept about somebody who is erased. Call inside a transaction."""
    Identity.objects.filter(organisation_id=organisation_id, person_id=person_id).delete()
