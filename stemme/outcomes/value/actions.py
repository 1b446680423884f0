"""Writing down what was agreed about money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.lines import one_line
from stemme.outcomes.models import ClickPrice, Cost, ValueRules
from stemme.outcomes.value.value import Range
from stemme.people.viewer import Viewer


def agree(
    *,
    actor: Viewer,
    currency: str,
    hour_cost: Decimal | None,
    minutes_per_share: Decimal,
    agreed_with: str,
    agreed_on: dt.date | None,
    now: dt.datetime,
) -> None:
    """Write down the organisation's rules. Another currency changes no amount: they are all meant in it."""
    with transaction.atomic():
        ValueRules.objects.update_or_create(
            organisation_id=actor.organisation_id,
            defaults={
                "currency": currency, "hour_cost": hour_cost, "minutes_per_share": minutes_per_share,
                "agreed_with": one_line(agreed_with, limit=80), "agreed_on": agreed_on, "changed_at": now,
            },
        )  # fmt: skip
        _note(actor, now)


def set_price(*, actor: Viewer, channel: str, each: Range, source: str, dated: dt.date, now: dt.datetime) -> None:
    """What a click on the channel costs elsewhere. Raises ValueError unless low ≤ base ≤ high and none is negative."""
    if not 0 <= each.low <= each.base <= each.high:
        raise ValueError("low, base and high have to rise")
    with transaction.atomic():
        ClickPrice.objects.update_or_create(
            organisation_id=actor.organisation_id,
            channel=channel,
            defaults={
                "low": each.low, "base": each.base, "high": each.high, "source": one_line(source, limit=200),
                "dated": dated,
            },
        )  # fmt: skip
        _note(actor, now)


def drop_price(*, actor: Viewer, channel: str, now: dt.datetime) -> None:
    """Clicks on the channel have no price any more."""
    with transaction.atomic():
        if ClickPrice.objects.filter(organisation_id=actor.organisation_id, channel=channel).delete()[0]:
            _note(actor, now)


def add_cost(*, actor: Viewer, line: Mapping[str, object], now: dt.datetime) -> int:
    """A line of cost; ``line`` holds the fields of models.Cost. Its id."""
    with transaction.atomic():
        made = Cost.objects.create(organisation_id=actor.organisation_id, **line, changed_at=now)
        _note(actor, now)
    return made.pk


def end_cost(*, actor: Viewer, cost_id: int, last_month: dt.date | None, now: dt.datetime) -> bool:
    """The last month it holds for; None takes the line away as if it had never been. False for another's."""
    rows = Cost.objects.filter(organisation_id=actor.organisation_id, id=cost_id)
    with transaction.atomic():
        done = rows.delete()[0] if last_month is None else rows.update(last_month=last_month, changed_at=now)
        if done:
            _note(actor, now)
    return bool(done)


def switch_media_value_off(*, actor: Viewer, now: dt.datetime) -> bool:
    """Never turn clicks into money again. There is no way back; False when it was off, or nothing was agreed yet."""
    rows = ValueRules.objects.filter(organisation_id=actor.organisation_id, media_value_off_at=None)
    with transaction.atomic():
        if not rows.update(media_value_off_at=now, changed_at=now):
            return False
        record(facts.MEDIA_VALUE_OFF, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
    return True


def _note(actor: Viewer, now: dt.datetime) -> None:
    record(facts.VALUES_CHANGED, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now)
