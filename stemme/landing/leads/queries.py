"""What others ask about leads. Every answer is limited to one organisation."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from stemme.landing.models import Lead, PageText
from stemme.links.click_queries import ClickedLink, clicks_of

#: So many click ids fit one question.
_CLICKS_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class LeadRow:
    """Somebody who left their name. ``stopped``: wants no more mails from us; ``customer_at``: became a customer."""

    id: int
    page_id: int
    language: str
    name: str
    email: str
    answers: dict[str, Any]
    click_ids: tuple[str, ...]
    tell_colleague: bool
    confirmed_at: dt.datetime | None
    customer_at: dt.datetime | None
    stopped: bool


def lead_row(organisation_id: int, lead_id: int) -> LeadRow | None:
    """One lead, confirmed or not; None when there is none (any more)."""
    found = Lead.objects.filter(organisation_id=organisation_id, id=lead_id).first()
    return row_of(found) if found else None


def confirmed_since(organisation_id: int, page_id: int, since: dt.datetime) -> list[LeadRow]:
    """The leads of a page that were confirmed at this moment or later, in that order. One query."""
    found = Lead.objects.filter(organisation_id=organisation_id, page_id=page_id, confirmed_at__gte=since)
    return [row_of(lead) for lead in found.order_by("confirmed_at", "id")]


def title_of(organisation_id: int, page_id: int, language: str) -> str:
    """What visitors know the page by, in this language if it has it; "" without any words."""
    texts = PageText.objects.filter(page__organisation_id=organisation_id, page_id=page_id).order_by("id")
    titles = dict(texts.values_list("language", "title"))
    return titles.get(language) or next(iter(titles.values()), "")


def row_of(lead: Lead) -> LeadRow:
    """The lead as others see it."""
    return LeadRow(
        id=lead.id, page_id=lead.page_id, language=lead.language, name=lead.name, email=lead.email,
        answers=dict(lead.answers), click_ids=tuple(lead.click_ids), tell_colleague=lead.tell_colleague,
        confirmed_at=lead.confirmed_at, customer_at=lead.customer_at, stopped=lead.stopped_at is not None,
    )  # fmt: skip


def thanks_for(person_id: int, organisation_id: int, since: dt.datetime, *, now: dt.datetime) -> int:
    """How many people confirmed since then, came last through this colleague's link, and wanted them to know.

    A number without names, pages or days: the colleague learns that it helped, not whom. Clicks that are
    forgotten after 90 days thank nobody any more.
    """
    wanted = Lead.objects.filter(
        organisation_id=organisation_id, confirmed_at__gte=since, confirmed_at__lte=now, tell_colleague=True
    )
    clicks = [ids for ids in wanted.values_list("click_ids", flat=True) if ids]
    flat = [click for ids in clicks for click in ids]
    known: dict[str, ClickedLink] = {}
    for start in range(0, len(flat), _CLICKS_AT_ONCE):
        known |= clicks_of(flat[start : start + _CLICKS_AT_ONCE], organisation_id=organisation_id, now=now)
    last = (
        max((known[one] for one in ids if one in known), key=lambda click: click.at, default=None) for ids in clicks
    )
    return sum(click is not None and click.person_id == person_id for click in last)
