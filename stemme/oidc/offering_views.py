"""Where other pages offer the company's sign-in: the button to come in, and one's own account among one's devices."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from stemme.oidc import queries
from stemme.oidc.queries import Account, ProviderRow
from stemme.people.hosts import page_organisation
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Offer:
    """A button. ``name`` is empty when it is not known yet whose sign-in it will be."""

    name: str
    url: str


def offered(request: HttpRequest) -> bool:
    """Whether the button is of use here; what it says is left on the request for the template.

    Whoever is signed in is only offered an account that they have connected: it has to be the same person. Where
    several organisations live, a stranger learns none of their names.
    """
    viewer: Viewer | None = request.viewer  # type: ignore[attr-defined]
    if viewer and viewer.full and not queries.has_account(viewer.person_id):
        return False
    provider = queries.provider_of(viewer.organisation_id) if viewer else _provider_here(request)
    if provider:
        offer = Offer(provider.name, reverse("oidc:begin", args=[provider.organisation]))
    elif viewer is None and page_organisation(request) is None and queries.any_provider():
        offer = Offer("", reverse("oidc:find"))
    else:
        return False
    request.company_sign_in = offer  # type: ignore[attr-defined]
    return True


def _provider_here(request: HttpRequest) -> ProviderRow | None:
    here = page_organisation(request)
    return queries.provider_of(here) if here else queries.only_provider()


def account_shown(request: HttpRequest) -> bool:
    """Whether there is something to connect or to end; what is shown is left on the request."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    provider = queries.provider_of(viewer.organisation_id)
    if provider is None:
        return False
    found = queries.account_of(viewer.organisation_id, viewer.person_id)
    request.company_account = found or Account(provider.name, None, None)  # type: ignore[attr-defined]
    return True
