"""Confirmed leads to webhooks: queued once, sent until they are taken, given up after three days."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from stemme.kit.secret_texts import SecretLostError
from stemme.kit.tenancy import across_organisations
from stemme.landing.leads import events, webhook_actions
from stemme.landing.leads.posting import Answer, post
from stemme.landing.leads.trouble_actions import tell_of_trouble
from stemme.landing.leads.webhook_secrets import opened
from stemme.landing.models import Delivery, Lead, Webhook

#: In one run; the next one is a minute away.
_AT_ONCE = 200


def queue(leads: Iterable[Lead], *, now: dt.datetime) -> int:
    """A delivery for each lead and each webhook that wants it and was there when it was confirmed; how many are new.

    Called again it adds nothing.
    """
    found = list(leads)
    if not found:
        return 0
    ours = {lead.organisation_id for lead in found}
    with across_organisations("confirmed leads of all organisations go to their own webhooks"):
        hooks = list(Webhook.objects.filter(organisation_id__in=ours, ended_at=None))
        pairs = [(hook, lead) for lead in found for hook in hooks if _wants(hook, lead)]
        known = set(
            Delivery.objects.filter(lead_id__in=[lead.id for _hook, lead in pairs]).values_list("webhook_id", "lead_id")
        )
        new = [Delivery(webhook=hook, lead=lead, due_at=now) for hook, lead in pairs if (hook.id, lead.id) not in known]
        Delivery.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _wants(hook: Webhook, lead: Lead) -> bool:
    theirs = hook.organisation_id == lead.organisation_id and hook.page_id in {None, lead.page_id}
    return theirs and lead.confirmed_at is not None and lead.confirmed_at >= hook.created_at


def deliver(*, now: dt.datetime) -> Counter[str]:
    """Send what is due; how many ended how. A webhook that does not answer is left alone until the next run."""
    with across_organisations("leads that wait for their webhooks are sent for all organisations"):
        due = list(
            Delivery.objects.filter(delivered_at=None, given_up_at=None, due_at__lte=now, webhook__ended_at=None)
            .select_related("webhook", "lead__page__goal", "lead__consent")
            .order_by("due_at", "id")[:_AT_ONCE]
        )
    done: Counter[str] = Counter()
    silent: set[int] = set()
    for delivery in due:
        if delivery.webhook_id in silent:
            continue
        state = _deliver(delivery, now)
        if state != "delivered":
            silent.add(delivery.webhook_id)
        done[state] += 1
    return done


def _deliver(delivery: Delivery, now: dt.datetime) -> str:
    hook = delivery.webhook
    lead = _as_sent(delivery.lead)
    answer = _posted(hook, lead, now)
    ours = Delivery.objects.filter(webhook__organisation_id=hook.organisation_id, id=delivery.id)
    attempts = delivery.attempts + 1
    if answer.taken:
        ours.update(delivered_at=now, attempts=attempts, answer=answer.words)
        return "delivered"
    if answer.gone:
        ours.update(attempts=attempts)
        webhook_actions.end(
            organisation_id=hook.organisation_id, webhook_id=hook.id, actor_id=None, now=now, why=answer.words
        )
        tell_of_trouble(hook, gone=True, now=now)
        return "ended"
    due = now + events.pause(attempts)
    if events.is_over(attempts, since=lead.confirmed_at, due=due):
        first = not _gave_up_lately(hook, now)
        ours.update(given_up_at=now, attempts=attempts, answer=answer.words)
        if first:
            tell_of_trouble(hook, gone=False, now=now)
        return "given up"
    ours.update(due_at=due, attempts=attempts, answer=answer.words)
    return "later"


def _posted(hook: Webhook, lead: events.ConfirmedLead, now: dt.datetime) -> Answer:
    try:
        secret = opened(hook.secret, hook.organisation_id)
    except SecretLostError:
        return Answer(False, False, "secret")
    return post(hook.url, events.body_of(lead), secret=secret, event_id=events.event_id(lead.id), now=now)


def _gave_up_lately(hook: Webhook, now: dt.datetime) -> bool:
    """Whether somebody was written to about this webhook within the last day."""
    lately = now - dt.timedelta(days=1)
    theirs = Delivery.objects.filter(webhook__organisation_id=hook.organisation_id, webhook_id=hook.id)
    return theirs.filter(given_up_at__gte=lately).exists()


def _as_sent(lead: Lead) -> events.ConfirmedLead:
    return events.ConfirmedLead(
        id=lead.id, page=lead.page.slug, language=lead.language, name=lead.name, email=lead.email,
        answers={str(key): str(answer) for key, answer in lead.answers.items()},
        consent_version=lead.consent.version, consent_words=lead.consent.words, consented_at=lead.consented_at,
        confirmed_at=lead.confirmed_at or lead.created_at, goal=lead.page.goal.key if lead.page.goal else "",
    )  # fmt: skip
