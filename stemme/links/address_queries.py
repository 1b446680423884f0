"""On which hosts links live."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from django.conf import settings

from stemme.kit.hosted import is_landing
from stemme.kit.tenancy import across_organisations
from stemme.links.addresses import hosts_of, link_base
from stemme.links.models import LinkTarget, MeasuredSite
from stemme.people import queries as people


def own_hosts() -> tuple[str, ...]:
    """Hosts no link may lead to, with port where there is one; the first is the installation's own for links."""
    return hosts_of(link_url=settings.LINK_URL, public_url=settings.PUBLIC_URL, link_hosts=people.own_names())


def base_of(organisation_id: int) -> str:
    """What stands before ``/s/<code>`` in the organisation's links."""
    return link_base(settings.LINK_URL, people.link_hosts().get(organisation_id, ""))


@across_organisations("a domain for links must cut off no organisation's links; the answer is yes or no")
def leads_somewhere(host: str) -> bool:
    """True when a link of any organisation leads to this host: as a domain for links it would cut them off."""
    targets = LinkTarget.objects.filter(url__regex=rf"^https?://{host.replace('.', '[.]')}\.?(:[0-9]+)?/")
    return targets.exists()


def measured_hosts(organisation_id: int) -> list[str]:
    """The hosts on which the organisation counts conversions, by the alphabet."""
    rows = MeasuredSite.objects.filter(organisation_id=organisation_id).order_by("host")
    return list(rows.values_list("host", flat=True))


def is_measured(url: str, hosts: Collection[str]) -> bool:
    """Whether visitors bring a click id to this address: an own landing page, or on one of the measured hosts."""
    return is_landing(url) or urlsplit(url).netloc in hosts
