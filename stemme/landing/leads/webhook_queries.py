"""Webhooks as the settings show them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from stemme.landing.models import Page, Webhook


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """``page`` is "" for the leads of every page; ``given_up``: leads it never took; ``answer``: the last words."""

    id: int
    url: str
    page: str
    created_at: dt.datetime
    ended_at: dt.datetime | None
    delivered: int
    waiting: int
    given_up: int
    last_at: dt.datetime | None
    answer: str


def webhooks(organisation_id: int) -> list[WebhookRow]:
    """Open ones first, then the newest. Two queries."""
    open_ = Q(deliveries__delivered_at=None, deliveries__given_up_at=None)
    rows = (
        Webhook.objects.filter(organisation_id=organisation_id)
        .select_related("page")
        .annotate(
            delivered=Count("deliveries", filter=Q(deliveries__delivered_at__isnull=False)),
            waiting=Count("deliveries", filter=open_ & Q(deliveries__id__isnull=False)),
            given_up=Count("deliveries", filter=Q(deliveries__given_up_at__isnull=False)),
            last_at=Max("deliveries__delivered_at"),
            answer_=Max("deliveries__answer", filter=Q(deliveries__delivered_at=None)),
        )
        .order_by("-id")
    )
    found = [
        WebhookRow(
            row.pk,
            row.url,
            row.page.name if row.page else "",
            row.created_at,
            row.ended_at,
            row.delivered,
            row.waiting,
            row.given_up,
            row.last_at,
            row.answer_ or "",
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.ended_at is not None)


def pages_to_choose(organisation_id: int) -> list[tuple[int, str]]:
    """Pages with a form, by name."""
    found = Page.objects.filter(organisation_id=organisation_id, with_form=True)
    return list(found.order_by("name", "id").values_list("id", "name"))
