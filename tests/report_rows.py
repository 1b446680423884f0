"""A planned report and a link of the generated tests' house."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.kit.tokens import new_token
from stemme.reports.link_tokens import hash_of
from stemme.reports.models import ReportLink, ReportPlan


def report_rows(cast: SimpleNamespace) -> dict[str, object]:
    """A report by mail to Ana after each month, and a link to the running one that works."""
    now = timezone.now()
    first, token = now.date().replace(day=1), new_token("report")
    plan = ReportPlan.objects.create(
        organisation=cast.nordlys, rhythm="month", language="en", created_by=cast.lea,
        last_period=(first - dt.timedelta(days=1)).replace(day=1),
    )  # fmt: skip
    plan.recipients.set([cast.ana])
    link = ReportLink.objects.create(
        organisation=cast.nordlys, token_hash=hash_of(token), label="Board", period="month", first=first,
        language="en", created_by=cast.lea, expires_at=now + dt.timedelta(days=30),
    )  # fmt: skip
    return {"plan_id": plan.pk, "shown_id": link.pk, "stretch": f"month-{first}", "report_token": token}
