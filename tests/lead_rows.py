"""Where the leads of the generated tests' house go: a webhook, and a delivery that waits."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.landing.leads.lead_seals import token_of
from stemme.landing.leads.webhook_secrets import sealed
from stemme.landing.models import Delivery, Lead, Webhook


def lead_rows(cast: SimpleNamespace, page_id: int) -> dict[str, object]:
    """One webhook for all pages; the lead of this page was not taken there yet."""
    hook = Webhook.objects.create(
        organisation=cast.nordlys, url="https://crm.nordlys.example/leads", secret=sealed("s", cast.nordlys.id),
        created_by=cast.ada,
    )  # fmt: skip
    lead = Lead.objects.filter(page_id=page_id, confirmed_at__isnull=False).latest("id")
    tomorrow = timezone.now() + dt.timedelta(days=1)
    Delivery.objects.create(webhook=hook, lead=lead, due_at=tomorrow, attempts=1, answer="503")
    return {"lead_id": lead.pk, "webhook_id": hook.pk, "own_lead": token_of(cast.nordlys.id, lead.pk)}
