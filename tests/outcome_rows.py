"""A goal of the generated tests' house, with a conversion that a colleague's link led to, a door, and a cost."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from types import SimpleNamespace

from django.utils import timezone

from stemme.outcomes.actions.conversions import ensure_landing_door
from stemme.outcomes.actions.tallies import count_dirty, mark_dirty
from stemme.outcomes.attributing import MODELS, WHOLE
from stemme.outcomes.models import Conversion, Cost, Door, Goal, Touch, ValueRules


def outcome_rows(cast: SimpleNamespace, story_id: int) -> dict[str, object]:
    """One goal with one conversion of today, counted; a door; and a line of cost."""
    now = timezone.now()
    goal = Goal.objects.create(
        organisation=cast.nordlys, name="Leads", key="leads", kind="lead", department="Marketing", target=60,
        first_day=now.date() - dt.timedelta(days=90), value=Decimal(3500), owner=cast.lea,
    )  # fmt: skip
    made = Conversion.objects.create(
        organisation=cast.nordlys, goal=goal, door_id=ensure_landing_door(cast.nordlys.id, now), event_id="1",
        body_hash="", occurred_at=now, day=now.date(), touches=1,
    )  # fmt: skip
    Touch.objects.create(
        organisation=cast.nordlys, conversion=made, number=0, clicked_at=now, link_id=1, story_id=story_id,
        person=cast.cleo, team_id=cast.cleo.team_id, channel="linkedin", **dict.fromkeys(MODELS, WHOLE),
    )  # fmt: skip
    mark_dirty(cast.nordlys.id, [(goal.id, made.day)])
    count_dirty(now=now)
    door = Door.objects.create(organisation=cast.nordlys, kind="api", name="CRM", code="crm", created_by=cast.lea)
    Door.objects.create(
        organisation=cast.nordlys, kind="script", name="Shop", code="shop", sites="www.nordlys.example",
        created_by=cast.lea,
    )  # fmt: skip
    ValueRules.objects.create(organisation=cast.nordlys, currency="NOK")
    cost = Cost.objects.create(organisation=cast.nordlys, kind="hosting", amount=Decimal(1), first_month=made.day)
    return {"goal_id": goal.pk, "door_id": door.pk, "cost_id": cost.pk, "site_code": "shop"}
