"""Whose confirmation link it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.kit.hosted import landing_url
from stemme.kit.retention import before
from stemme.kit.tokens import normal_token, token_hash
from stemme.landing.leads.queries import LeadRow, row_of
from stemme.landing.models import Lead, Page
from stemme.landing.page_queries import PublicPage, shown


@dataclass(frozen=True, slots=True)
class Arrived:
    """Somebody who followed the link of their mail, and the page they came from (published or not)."""

    lead: LeadRow
    page: PublicPage


@dataclass(frozen=True, slots=True)
class WayBack:
    """Where the form of an old link stands, and the language of whoever filled it in."""

    url: str
    language: str


def by_link(token: str, *, now: dt.datetime) -> Arrived | None:
    """None when the link was never ours, is replaced by a newer one, or its time is over."""
    lead = _lead(token)
    if lead is None or (lead.confirmed_at is None and lead.created_at < before("leads", now=now)):
        return None
    page = Page.objects.select_related("organisation").get(organisation_id=lead.organisation_id, id=lead.page_id)
    seen = shown(page, lead.language, open_=page.withdrawn_at is None)
    return Arrived(row_of(lead), seen) if seen else None


def way_back(token: str) -> WayBack | None:
    """From a link whose time is over; None when it is unknown by now, or its page was withdrawn."""
    lead = _lead(token)
    if lead is None:
        return None
    page = Page.objects.filter(organisation_id=lead.organisation_id, id=lead.page_id, withdrawn_at=None)
    slug = page.values_list("slug", flat=True).first()
    return WayBack(landing_url(slug, lead.language), lead.language) if slug else None


def _lead(token: str) -> Lead | None:
    """By the hash of the link's token, which only its reader has: that is how the organisation is found."""
    written = normal_token(token)
    return Lead.objects.filter(token_hash=token_hash(written).hex()).first() if written else None
