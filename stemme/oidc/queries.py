"""Reading: the sign-in of an organisation, and whose account is whose."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from stemme.kit.tenancy import across_organisations
from stemme.oidc import discovery
from stemme.oidc.discovery import Metadata
from stemme.oidc.models import Identity, Provider
from stemme.people.name_queries import is_alone


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """An organisation's sign-in as it is used. The secret is sealed."""

    id: int
    organisation_id: int
    organisation: str
    organisation_name: str
    name: str
    issuer: str
    client_id: str
    client_secret: str
    mail_domains: tuple[str, ...]
    #: These and the organisation's own.
    own_domains: frozenset[str]
    metadata: Metadata
    read_at: dt.datetime
    keys: dict[str, Any]
    keys_read_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Account:
    """The account of a person at the organisation's sign-in; without moments when none is connected."""

    name: str
    linked_at: dt.datetime | None
    used_at: dt.datetime | None


def provider_of(organisation_id: int) -> ProviderRow | None:
    """The sign-in of an organisation, or None."""
    return _row(Provider.objects.select_related("organisation").filter(organisation_id=organisation_id).first())


def provider_called(slug: str) -> ProviderRow | None:
    """The sign-in of the organisation with this slug, or None."""
    return _row(Provider.objects.select_related("organisation").filter(organisation__slug=slug).first())


def _row(found: Provider | None) -> ProviderRow | None:
    if found is None:
        return None
    organisation = found.organisation
    own = tuple(found.mail_domains.split())
    return ProviderRow(
        id=found.pk,
        organisation_id=organisation.pk,
        organisation=organisation.slug,
        organisation_name=organisation.name,
        name=found.name,
        issuer=found.issuer,
        client_id=found.client_id,
        client_secret=found.client_secret,
        mail_domains=own,
        own_domains=frozenset(domain for domain in (*own, organisation.mail_domain.lower()) if domain),
        metadata=discovery.restored(found.metadata),
        read_at=found.read_at,
        keys=found.keys,
        keys_read_at=found.keys_read_at,
    )


def account_of(organisation_id: int, person_id: int) -> Account | None:
    """The account that a person has connected, or None."""
    provider = Provider.objects.filter(organisation_id=organisation_id).first()
    found = Identity.objects.filter(organisation_id=organisation_id, person_id=person_id).first()
    if provider is None or found is None:
        return None
    return Account(provider.name, found.linked_at, found.used_at)


def has_account(person_id: int) -> bool:
    """Whether the person has connected an account."""
    return Identity.objects.filter(person_id=person_id).exists()


def number_of_accounts(organisation_id: int) -> int:
    """How many people of the organisation have connected one."""
    return Identity.objects.filter(organisation_id=organisation_id).count()


def person_with(provider: ProviderRow, subject: str) -> int | None:
    """Whose account it is; None for nobody's, and for that of somebody who has left."""
    found = Identity.objects.filter(
        organisation_id=provider.organisation_id,
        issuer=provider.issuer,
        subject=subject,
        person__deactivated_at=None,
    )
    return found.values_list("person_id", flat=True).first()


def only_provider() -> ProviderRow | None:
    """The sign-in of the installation's only organisation. Where there are several, none is named to strangers."""
    with across_organisations("an installation with a single organisation has at most one sign-in"):
        found = _row(Provider.objects.select_related("organisation").first())
    return found if found and is_alone(found.organisation_id) else None


def any_provider() -> bool:
    """Whether any organisation of the installation has a sign-in of its own."""
    with across_organisations("whether the sign-in page mentions company accounts at all"):
        return Provider.objects.exists()


def providers_for_domain(domain: str) -> list[ProviderRow]:
    """The sign-ins of organisations that call this mail domain their own."""
    with across_organisations("somebody who is not signed in says where they work"):
        found = [_row(provider) for provider in Provider.objects.select_related("organisation").order_by("id")]
    return [row for row in found if row and domain in row.own_domains]
