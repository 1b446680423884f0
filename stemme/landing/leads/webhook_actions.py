"""Making, trying and ending webhooks."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from django.db import transaction
from django.utils.crypto import get_random_string

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.secret_texts import SecretLostError
from stemme.landing.leads import events
from stemme.landing.leads.posting import Answer, post
from stemme.landing.leads.webhook_secrets import opened, sealed
from stemme.landing.models import Delivery, Page, Webhook
from stemme.people.viewer import Viewer

#: More would be a mistake, and each gets every lead.
MOST_WEBHOOKS = 10


class WebhookError(Exception):
    """Not made: there are MOST_WEBHOOKS, or the page is not one of ours."""


@dataclass(frozen=True, slots=True)
class MadeWebhook:
    """What is shown once."""

    webhook_id: int
    url: str
    secret: str


@transaction.atomic
def make(*, actor: Viewer, url: str, page_id: int | None, now: dt.datetime) -> MadeWebhook:
    """A new webhook for the leads of one page, or of all. Raises WebhookError."""
    ours = actor.organisation_id
    if page_id is not None and not Page.objects.filter(organisation_id=ours, id=page_id).exists():
        raise WebhookError
    if Webhook.objects.filter(organisation_id=ours, ended_at=None).count() >= MOST_WEBHOOKS:
        raise WebhookError
    secret = secrets.token_urlsafe(32)
    made = Webhook.objects.create(
        organisation_id=ours, page_id=page_id, url=url, secret=sealed(secret, ours), created_by_id=actor.person_id,
        created_at=now,
    )  # fmt: skip
    record(facts.WEBHOOK_MADE, organisation_id=ours, actor_id=actor.person_id, subject_id=made.id, at=now)
    return MadeWebhook(made.id, url, secret)


def end(*, organisation_id: int, webhook_id: int, actor_id: int | None, now: dt.datetime, why: str = "ended") -> bool:
    """Nothing is sent there any more, what waits neither. False when it had ended or is not there.

    ``actor_id`` is None when the other side ended it.
    """
    with transaction.atomic():
        ours = Webhook.objects.filter(organisation_id=organisation_id, id=webhook_id, ended_at=None)
        # The secret goes: nobody needs it again.
        if not ours.update(ended_at=now, secret=""):
            return False
        waiting = Delivery.objects.filter(webhook_id=webhook_id, delivered_at=None, given_up_at=None)
        waiting.update(given_up_at=now, answer=why)
        record(facts.WEBHOOK_ENDED, organisation_id=organisation_id, actor_id=actor_id, subject_id=webhook_id, at=now)
    return True


def send_test(*, organisation_id: int, webhook_id: int, now: dt.datetime) -> Answer | None:
    """Send an invented lead, marked as a test, now. None when there is no such open webhook."""
    found = Webhook.objects.filter(organisation_id=organisation_id, id=webhook_id, ended_at=None).first()
    if found is None:
        return None
    try:
        secret = opened(found.secret, organisation_id)
    except SecretLostError:
        return Answer(False, False, "secret")
    id_ = f"test-{get_random_string(12)}"
    body = events.body_of(_invented(now), event=events.TEST, id_=id_)
    return post(found.url, body, secret=secret, event_id=id_, now=now)


def _invented(now: dt.datetime) -> events.ConfirmedLead:
    return events.ConfirmedLead(
        id=0, page="test", language="en", name="Test Person", email="test@example.com", answers={"company": "Test"},
        consent_version=1, consent_words="A test: nobody agreed to anything.", consented_at=now, confirmed_at=now,
        goal="test",
    )  # fmt: skip
