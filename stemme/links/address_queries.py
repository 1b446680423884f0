"""On which hosts links live."""

from __future__ import annotations

from django.conf import settings

from stemme.kit.tenancy import across_organisations
from stemme.links.addresses import hosts_of, link_base
from stemme.links.models import LinkTarget
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
