"""Leaving one's name on a landing page, confirming it, becoming a customer, and wanting no more mails."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Protocol

from django.db import transaction
from django.utils.crypto import get_random_string

from stemme.kit.lines import one_line
from stemme.kit.retention import before
from stemme.kit.tokens import new_token, normal_token, token_hash
from stemme.landing.leads.lead_errors import FormClosedError, LinkOverError
from stemme.landing.leads.queries import LeadRow, row_of
from stemme.landing.models import ConsentText, Lead, Page
from stemme.landing.step_actions import note_step
from stemme.outcomes.actions.conversions import MOST_CLICKS, ensure_landing_door, record_conversion
from stemme.outcomes.conversion_errors import EventError

#: What a person types into one field, at most.
LONGEST_ANSWER = 500
#: The log hides what begins like this (kit/redaction.py).
_PREFIX = "advl"


class FormPage(Protocol):
    """The page a form stands on."""

    @property
    def page_id(self) -> int:
        """Of the page."""

    @property
    def organisation_id(self) -> int:
        """Of the organisation the page belongs to."""


@transaction.atomic
def leave(
    *,
    page: FormPage,
    language: str,
    name: str,
    email: str,
    answers: Mapping[str, str],
    consent_id: int,
    tell_colleague: bool,
    click_ids: Sequence[str],
    now: dt.datetime,
) -> None:
    """Keep what somebody left, until they confirm it by mail. Whether the address was known is not told.

    The same address on the same page is one lead: as long as nobody confirmed it, the newest words hold, the click ids
    of all visits are kept, and the seven days begin anew. A confirmed one stays as its person confirmed it. Raises
    FormClosedError.
    """
    ours = Page.objects.filter(
        organisation_id=page.organisation_id, id=page.page_id, with_form=True, published_at__lte=now, withdrawn_at=None
    )
    if not ours.exists():
        raise FormClosedError
    words = ConsentText.objects.filter(page__organisation_id=page.organisation_id, page_id=page.page_id, id=consent_id)
    consent = words.first()
    if consent is None:
        raise FormClosedError
    lead, _made = Lead.objects.select_for_update().get_or_create(
        page_id=page.page_id,
        email=email.strip().lower(),
        organisation_id=page.organisation_id,
        # Nobody has a link yet: it is made in the step that sends it (security.md T-03).
        defaults={"consent": consent, "consented_at": now, "token_hash": get_random_string(64)},
    )
    if lead.confirmed_at is not None:
        return
    lead.language, lead.name = language, one_line(name, limit=120)
    lead.answers = {key: one_line(answer, limit=LONGEST_ANSWER) for key, answer in answers.items()}
    lead.consent, lead.consented_at = consent, now
    lead.tell_colleague = tell_colleague and bool(consent.colleague_words)
    lead.click_ids = _joined(lead.click_ids, click_ids)
    lead.created_at = now
    lead.save()


def new_link(*, organisation_id: int, lead_id: int, now: dt.datetime) -> str | None:
    """A new token for the mail that asks; older ones open nothing any more. None when the
    lead is gone or its time over."""
    token = new_token(_PREFIX)
    kept = Lead.objects.filter(organisation_id=organisation_id, id=lead_id, created_at__gte=before("leads", now=now))
    changed = kept.update(token_hash=token_hash(token).hex())
    return token if changed else None


@transaction.atomic
def confirm(*, token: str, now: dt.datetime) -> LeadRow:
    """The lead is confirmed, and counts as one conversion of the page's goal; once, however often this is called.

    All clicks that brought this address to the organisation are told. Raises LinkOverError.
    """
    written = normal_token(token)
    if written is None:
        raise LinkOverError
    lead = Lead.objects.select_for_update().filter(token_hash=token_hash(written).hex()).first()
    if lead is None or (lead.confirmed_at is None and lead.created_at < before("leads", now=now)):
        raise LinkOverError
    if lead.confirmed_at is None:
        lead.confirmed_at = now
        lead.save(update_fields=["confirmed_at"])
        _count(lead, _goal_key(lead, "goal"), event_id=f"lead-{lead.id}", value=None, now=now)
        _note(lead, "confirmed", now)
    return row_of(lead)


@transaction.atomic
def became_customer(*, organisation_id: int, lead_id: int, now: dt.datetime, value: Decimal | None = None) -> bool:
    """A confirmed lead bought; counts for the page's sales goal, once. False when there is no such lead, or it had.

    ``value``: what it was worth, in the organisation's currency. Without one, or for a goal that does not ask the
    sender, the goal's own value holds.
    """
    lead = Lead.objects.select_for_update().filter(organisation_id=organisation_id, id=lead_id).first()
    if lead is None or lead.confirmed_at is None or lead.customer_at is not None:
        return False
    lead.customer_at = now
    lead.save(update_fields=["customer_at"])
    _count(lead, _goal_key(lead, "sales_goal"), event_id=f"customer-{lead.id}", value=value, now=now)
    _note(lead, "customers", now)
    return True


def stop_mails(*, organisation_id: int, lead_id: int, now: dt.datetime) -> bool:
    """No more mails go to this lead's address, on whichever pages of the organisation it was left so far.

    The first time stays noted. False when nothing was left to stop.
    """
    lead = Lead.objects.filter(organisation_id=organisation_id, id=lead_id).first()
    if lead is None:
        return False
    theirs = Lead.objects.filter(organisation_id=organisation_id, email=lead.email, stopped_at=None)
    return bool(theirs.update(stopped_at=now))


def _joined(known: Sequence[str], new: Sequence[str]) -> list[str]:
    """All click ids once, oldest first; the newest when there are too many."""
    return list(dict.fromkeys([*known, *new]))[-MOST_CLICKS:]


def _note(lead: Lead, step: str, now: dt.datetime) -> None:
    """Count the step for the link that led here."""
    note_step(organisation_id=lead.organisation_id, page_id=lead.page_id, step=step, click_ids=lead.click_ids, now=now)


def _goal_key(lead: Lead, which: str) -> str | None:
    """The key of the page's goal of this kind, if the page has one."""
    page = Page.objects.filter(organisation_id=lead.organisation_id, id=lead.page_id)
    return page.values_list(f"{which}__key", flat=True).get()


def _count(lead: Lead, goal_key: str | None, *, event_id: str, value: Decimal | None, now: dt.datetime) -> None:
    """Record the conversion, if the page has such a goal. Unconfirmed forms prove nothing about an address."""
    if goal_key is None:
        return
    others = Lead.objects.filter(organisation_id=lead.organisation_id, email=lead.email, confirmed_at__isnull=False)
    known = [click for clicks in others.order_by("id").values_list("click_ids", flat=True) for click in clicks]
    try:
        record_conversion(
            organisation_id=lead.organisation_id, door_id=ensure_landing_door(lead.organisation_id, now),
            goal_key=goal_key, event_id=event_id, occurred_at=now, click_ids=_joined(known, lead.click_ids),
            value=value, body=event_id.encode(), now=now,
        )  # fmt: skip
    except EventError:
        # The goal was put away meanwhile. What the person did holds all the same.
        return
