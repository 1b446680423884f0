"""Writing: the sign-in of an organisation, and what an owner decides about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.oidc import asking, client_secrets
from stemme.oidc.asking import AskError
from stemme.oidc.discovery import DiscoveryError, Metadata, Problem
from stemme.oidc.id_token import signing_keys
from stemme.oidc.models import Identity, Provider, SpentState
from stemme.oidc.queries import ProviderRow, provider_of
from stemme.people.actions import set_strong_sign_in, take
from stemme.people.buckets import Limit
from stemme.people.viewer import Viewer

#: A key that nobody knows makes us look again, but not more often than this (F-22).
KEYS_AGAIN = Limit("oidc-keys", 1, dt.timedelta(minutes=1))
#: What a sign-in says about itself is read anew when it is used after this time.
METADATA_LASTS = dt.timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an owner wrote. ``client_secret`` is empty to keep the one there is."""

    name: str
    issuer: str
    client_id: str
    client_secret: str
    mail_domains: Sequence[str]


def connect_provider(*, actor: Viewer, wanted: Wanted, local: bool, now: dt.datetime) -> None:
    """Make this the organisation's sign-in, after asking it about itself. Another issuer ends all connected accounts.

    Raises DiscoveryError with all that is wrong; then nothing is changed.
    """
    metadata = asking.read_metadata(wanted.issuer, local=local)
    try:
        keys = asking.read_keys(metadata, local=local)
    except AskError as error:
        raise DiscoveryError((Problem(error.kind, metadata.jwks_uri),)) from error
    if not signing_keys(keys):
        raise DiscoveryError((Problem(asking.NO_KEYS, metadata.jwks_uri),))
    org = actor.organisation_id
    with transaction.atomic():
        before = Provider.objects.select_for_update().filter(organisation_id=org).first()
        if before and before.issuer != wanted.issuer:
            _end_accounts(org)
        fields = {
            "name": wanted.name,
            "issuer": wanted.issuer,
            "client_id": wanted.client_id,
            "mail_domains": "\n".join(wanted.mail_domains),
            "metadata": metadata.stored(),
            "read_at": now,
            "keys": keys,
            "keys_read_at": now,
            "changed_at": now,
        }
        if wanted.client_secret:
            fields["client_secret"] = client_secrets.sealed(wanted.client_secret, organisation_id=org)
        Provider.objects.update_or_create(organisation_id=org, defaults=fields)
        record(facts.SIGN_IN_CHANGED, organisation_id=org, actor_id=actor.person_id, at=now)


def remove_provider(*, organisation_id: int, actor_id: int | None, now: dt.datetime) -> int:
    """The organisation has no sign-in of its own any more; how many accounts were connected. No actor: the console."""
    with transaction.atomic():
        removed, _ = Provider.objects.filter(organisation_id=organisation_id).delete()
        ended = _end_accounts(organisation_id)
        if removed:
            record(facts.SIGN_IN_REMOVED, organisation_id=organisation_id, actor_id=actor_id, at=now, accounts=ended)
    return ended


def _end_accounts(organisation_id: int) -> int:
    people = list(Identity.objects.filter(organisation_id=organisation_id).values_list("person_id", flat=True))
    Identity.objects.filter(organisation_id=organisation_id).delete()
    for person_id in people:
        set_strong_sign_in(person_id=person_id, since=None)
    return len(people)


def renew_metadata(*, provider: ProviderRow, local: bool, now: dt.datetime) -> Metadata:
    """What the sign-in says about itself today. What cannot be read or used leaves things as they are."""
    if now - provider.read_at < METADATA_LASTS:
        return provider.metadata
    try:
        found = asking.read_metadata(provider.issuer, local=local)
    except DiscoveryError:
        return provider.metadata
    Provider.objects.filter(organisation_id=provider.organisation_id, id=provider.id).update(
        metadata=found.stored(), read_at=now
    )
    return found


def renew_keys(*, provider: ProviderRow, local: bool, now: dt.datetime) -> ProviderRow | None:
    """The sign-in with its keys read anew; None when they were read within the last minute or cannot be."""
    if not take(KEYS_AGAIN, str(provider.organisation_id), now=now):
        return None
    try:
        keys = asking.read_keys(provider.metadata, local=local)
    except AskError:
        return None
    Provider.objects.filter(organisation_id=provider.organisation_id, id=provider.id).update(
        keys=keys, keys_read_at=now
    )
    return provider_of(provider.organisation_id)


def spend_state(*, organisation_id: int, state_hash: bytes, lasts: dt.timedelta, now: dt.datetime) -> bool:
    """Use up a state; False if it was used before. Two answers at once: one of them wins."""
    with transaction.atomic():
        SpentState.objects.filter(organisation_id=organisation_id, spent_at__lt=now - 2 * lasts).delete()
        _row, fresh = SpentState.objects.get_or_create(
            state_hash=state_hash, defaults={"organisation_id": organisation_id, "spent_at": now}
        )
    return fresh
