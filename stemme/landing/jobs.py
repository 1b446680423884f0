"""Mails about leads leave from here, out of the request: how long an answer takes says nothing about an address."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from stemme.landing.leads import asking_actions, delivering_actions, telling_actions


@task(priority=80)
def ask_for_confirmation(lead_id: int, organisation_id: int) -> str:
    """Ask by mail whether the name was really left. A mail server that says no for now is tried again, with pauses.

    The link exists in this step only (security.md T-03).
    """
    return asking_actions.ask(lead_id=lead_id, organisation_id=organisation_id, now=timezone.now())


@task()
def tell_of_leads() -> int:
    """Queue confirmed leads for webhooks, and write to the owners of their pages; how many mails left."""
    return telling_actions.tell(now=timezone.now())


@task()
def deliver_leads() -> dict[str, int]:
    """Send leads to webhooks; how many ended how."""
    return dict(delivering_actions.deliver(now=timezone.now()))
