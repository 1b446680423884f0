"""Leads as colleagues read them. ``readable`` limits each question to what the asker may see (access.py)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet

from stemme.landing.blocks import questions_of
from stemme.landing.models import Delivery, Lead, Page, PageText
from stemme.outcomes.value.value_queries import agreed

PAGE_SIZE = 50
#: In one file, at most.
MOST_ROWS = 50_000
OPEN, CUSTOMER, STOPPED = STATES = ("open", "customer", "stopped")


@dataclass(frozen=True, slots=True)
class Wish:
    """What the filters ask for. ``state`` is one of STATES or "" for all; ``since`` None: from the beginning."""

    page_id: int | None = None
    state: str = ""
    since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A confirmed lead in the list."""

    id: int
    page_id: int
    page: str
    language: str
    name: str
    email: str
    answers: Mapping[str, str]
    consent_version: int
    confirmed_at: dt.datetime
    customer_at: dt.datetime | None
    stopped: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """The leads of a page in numbers; ``mine``: the viewer reads their names."""

    id: int
    name: str
    waiting: int
    confirmed: int
    customers: int
    mine: bool


@dataclass(frozen=True, slots=True)
class LeadDetail:
    """One confirmed lead. ``answers``: question and answer in the page's words; ``deliveries``: host, when, state."""

    row: Listed
    answers: tuple[tuple[str, str], ...]
    consent_words: str
    consent_language: str
    consented_at: dt.datetime
    colleague_may_know: bool
    has_sales_goal: bool
    currency: str
    deliveries: tuple[tuple[str, dt.datetime | None, str], ...]


def counted(organisation_id: int, readable: Q) -> list[Counted]:
    """All pages with leads, most leads first. Two queries, however many there are."""
    mine = set(Lead.objects.filter(readable).order_by().values_list("page_id", flat=True).distinct())
    rows = Page.objects.filter(organisation_id=organisation_id).annotate(
        waiting=Count("leads", filter=Q(leads__confirmed_at=None)),
        confirmed=Count("leads", filter=Q(leads__confirmed_at__isnull=False)),
        customers=Count("leads", filter=Q(leads__customer_at__isnull=False)),
    )
    found = [
        Counted(row.pk, row.name, row.waiting, row.confirmed, row.customers, row.pk in mine)
        for row in rows.order_by("-confirmed", "id")
    ]
    return [row for row in found if row.waiting or row.confirmed]


def listed(readable: Q, wish: Wish, *, page: str | int) -> ListPage[Listed]:
    """A page of the list, newest first. Two queries."""
    paginator = Paginator(_wished(readable, wish), PAGE_SIZE)
    found = paginator.get_page(page)
    shown: Any = found
    shown.object_list = [_row(lead) for lead in found.object_list]
    return cast("ListPage[Listed]", shown)


def all_listed(readable: Q, wish: Wish) -> list[Listed]:
    """What the filters show, without pages; at most MOST_ROWS. One query."""
    return [_row(lead) for lead in _wished(readable, wish)[:MOST_ROWS]]


def question_labels(organisation_id: int, page_ids: set[int], language: str) -> dict[str, str]:
    """What the forms of these pages ask, by the question's key, in this language where there is one. One query."""
    texts = PageText.objects.filter(page__organisation_id=organisation_id, page_id__in=page_ids)
    labels: dict[str, str] = {}
    for text in sorted(texts, key=lambda text: (text.language == language, text.pk)):
        labels |= {question.key: question.label for question in questions_of(text.form)}
    return labels


def detail(readable: Q, lead_id: int) -> LeadDetail | None:
    """One lead with everything; None when there is none to read."""
    lead = _confirmed(readable).filter(id=lead_id).first()
    if lead is None:
        return None
    labels = question_labels(lead.organisation_id, {lead.page_id}, lead.language)
    rules = agreed(lead.organisation_id)
    sent = Delivery.objects.filter(lead_id=lead.id, webhook__organisation_id=lead.organisation_id)
    return LeadDetail(
        row=_row(lead),
        answers=tuple((labels.get(key, key), str(answer)) for key, answer in lead.answers.items()),
        consent_words=lead.consent.words,
        consent_language=lead.consent.language,
        consented_at=lead.consented_at,
        colleague_may_know=lead.tell_colleague,
        has_sales_goal=lead.page.sales_goal_id is not None,
        currency=rules.currency if rules else "",
        deliveries=tuple(
            (one.webhook.url.split("/")[2], one.delivered_at, _state(one))
            for one in sent.select_related("webhook").order_by("id")
        ),
    )


def _state(delivery: Delivery) -> str:
    if delivery.delivered_at:
        return "delivered"
    return "given_up" if delivery.given_up_at else "waiting"


def _confirmed(readable: Q) -> QuerySet[Lead]:
    return Lead.objects.filter(readable, confirmed_at__isnull=False).select_related("page", "consent")


def _wished(readable: Q, wish: Wish) -> QuerySet[Lead]:
    found = _confirmed(readable)
    if wish.page_id is not None:
        found = found.filter(page_id=wish.page_id)
    if wish.since is not None:
        found = found.filter(confirmed_at__gte=wish.since)
    if wish.state:
        states = {
            OPEN: Q(customer_at=None),
            CUSTOMER: Q(customer_at__isnull=False),
            STOPPED: Q(stopped_at__isnull=False),
        }
        found = found.filter(states[wish.state])
    return found.order_by("-confirmed_at", "-id")


def _row(lead: Lead) -> Listed:
    assert lead.confirmed_at is not None
    return Listed(
        id=lead.id, page_id=lead.page_id, page=lead.page.name, language=lead.language, name=lead.name,
        email=lead.email, answers={str(key): str(answer) for key, answer in lead.answers.items()},
        consent_version=lead.consent.version, confirmed_at=lead.confirmed_at, customer_at=lead.customer_at,
        stopped=lead.stopped_at is not None,
    )  # fmt: skip
