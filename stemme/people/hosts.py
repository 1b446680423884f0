"""To which organisation a request's host belongs, if to one at all: then nobody else's people exist there."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from stemme.people.allowed_hosts import HostsOfOrganisations
from stemme.people.host_queries import Page, page_of_host
from stemme.people.page_address import host_alone


def page_of(request: HttpRequest) -> Page | None:
    """The organisation of the host that was asked for, or None on the installation's own names.

    These are answered without a look at the database. Raises DisallowedHost for names that are nobody's.
    """
    host = host_alone(request.get_host())
    own = (name for name in settings.ALLOWED_HOSTS if not isinstance(name, HostsOfOrganisations))
    return None if host in own else page_of_host(host)


def page_organisation(request: HttpRequest) -> int | None:
    """The id of the organisation that this host belongs to, or None where all of them are at home."""
    page: Page | None = request.page  # type: ignore[attr-defined]
    return page.organisation_id if page else None


def is_at_home(request: HttpRequest, organisation_id: int) -> bool:
    """False on a host that belongs to another organisation."""
    return page_organisation(request) in {None, organisation_id}
