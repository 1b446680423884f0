"""Reading organisations. Others ask ``queries``, which passes these on."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from stemme.people.brand import Brand
from stemme.people.models import Organisation
from stemme.people.page_address import page_base


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation with its settings."""

    id: int
    slug: str
    name: str
    language: str
    time_zone: str
    group_floor: int
    involvement_goal: int
    digest_weekday: int
    digest_hour: int
    digest_minute: int
    link_host: str
    office_networks: tuple[str, ...]
    page_host: str
    #: What stands before each path of its pages, in mails as well: never what a request says (security.md T-33).
    page_url: str
    country: str
    #: A mail's link opens nothing of what roles allow.
    roles_need_strong: bool
    brand: Brand


def organisation(organisation_id: int) -> OrganisationRow:
    """The organisation. Raises Organisation.DoesNotExist."""
    return _organisation_row(Organisation.objects.get(id=organisation_id))


def organisation_by_slug(slug: str) -> OrganisationRow | None:
    """The organisation of that short name, or None."""
    found = Organisation.objects.filter(slug=slug).first()
    return _organisation_row(found) if found else None


def organisations() -> list[OrganisationRow]:
    """All organisations of this installation, by id. For jobs, which then work for one after the other."""
    return [_organisation_row(found) for found in Organisation.objects.order_by("id")]


def brand(organisation_id: int) -> Brand | None:
    """How an organisation looks, or None for an unknown one."""
    found = Organisation.objects.filter(id=organisation_id).first()
    return brand_of(found) if found else None


def link_hosts() -> dict[int, str]:
    """The organisations' own domains for links, by organisation; those without are left out."""
    return dict(Organisation.objects.exclude(link_host="").order_by("id").values_list("id", "link_host"))


def own_names() -> list[str]:
    """Every organisation's own domains, for links and for pages. One query."""
    rows = Organisation.objects.order_by("id").values_list("link_host", "page_host")
    return [name for row in rows for name in row if name]


def _organisation_row(found: Organisation) -> OrganisationRow:
    return OrganisationRow(
        id=found.id,
        slug=found.slug,
        name=found.name,
        language=found.language,
        time_zone=found.time_zone,
        group_floor=found.group_floor,
        involvement_goal=found.involvement_goal,
        digest_weekday=found.digest_weekday,
        digest_hour=found.digest_hour,
        digest_minute=found.digest_minute,
        link_host=found.link_host,
        office_networks=tuple(found.office_networks.split()),
        page_host=found.page_host,
        page_url=page_url_of(found),
        country=found.country,
        roles_need_strong=found.roles_need_strong,
        brand=brand_of(found),
    )


def page_url_of(found: Organisation) -> str:
    """What stands before each path of the organisation's pages; configured, never what a request says."""
    return page_base(settings.PUBLIC_URL, found.page_host)


def brand_of(found: Organisation) -> Brand:
    """How the organisation looks."""
    return Brand(found.id, accent=found.accent, logo=found.logo)
