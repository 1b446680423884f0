"""Whatever happens to conversions in whatever order: every sum is that of the conversions that count."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from types import SimpleNamespace

import pytest

from stemme.kit.periods import Period
from stemme.outcomes import forgetting_actions
from stemme.outcomes.actions.conversions import cancel_conversion
from stemme.outcomes.actions.tallies import count_dirty
from stemme.outcomes.agreement_queries import disagreements
from stemme.outcomes.attributing import MODELS, WHOLE
from stemme.outcomes.models import Conversion, Touch
from stemme.outcomes.tally_queries import sums, sums_by_month
from stemme.outcomes.tests.scene import Scene

WHOLE_TIME = Period(dt.date(2026, 9, 1), dt.date(2026, 12, 31))


@pytest.mark.parametrize("seed", range(5))
def test_sums_hold_through_random_storing_counting_cancelling_and_erasing(
    cast: SimpleNamespace, now: dt.datetime, seed: int
) -> None:
    scene, draw = Scene(cast, now), random.Random(seed)
    staff = [cast.cleo, cast.dan, cast.lea, cast.ada]
    links = [scene.link(who, story=draw.randrange(2), channel=draw.choice(["mail", "xing", "x"])) for who in staff]
    worth: dict[str, Decimal] = {}
    scene.goal.value_from_event = True
    scene.goal.save()
    for number in range(30):
        happened = draw.choice(["store"] * 6 + ["count", "cancel", "cancel", "erase"])
        if happened == "store":
            days = draw.randrange(20)
            # Up to seven clicks, some of them after the event or too long before it, some twice.
            clicks = [scene.click(draw.choice(links), days_ago=60 * draw.random()) for _ in range(draw.randrange(8))]
            said, at = Decimal(draw.randrange(10**6)) / 100, now - dt.timedelta(days=days)
            found = scene.record(f"e-{number}", [*clicks, *clicks[:1]], occurred_at=at, value=said)
            if found.counted:
                worth[f"e-{number}"] = said
        elif happened == "cancel" and worth:
            event = draw.choice(sorted(worth))
            cancel_conversion(organisation_id=cast.nordlys.id, door_id=scene.door.id, event_id=event, now=now)
            del worth[event]
        elif happened == "erase":
            forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=draw.choice(staff).id)
        else:
            count_dirty(now=now, limit=draw.randrange(1, 5))
    while count_dirty(now=now):
        pass
    _sums_are_those_of(scene, worth)


def _sums_are_those_of(scene: Scene, worth: dict[str, Decimal]) -> None:
    ours = scene.cast.nordlys.id
    assert worth
    assert disagreements(ours) == []
    months = [Period(dt.date(2026, month, 1), dt.date(2026, month, 28)) for month in (9, 10, 11, 12)]
    for model in (None, *MODELS):
        for dimension in ("all", "channel", "story", "voices"):
            rows = sums(ours, WHOLE_TIME, dimension=dimension, model=model)
            assert round(sum(row.conversions for row in rows.values()), 6) == len(worth)
            assert sum(row.value for row in rows.values()) == sum(worth.values())
            monthly = sums_by_month(ours, months, dimension=dimension, model=model)
            assert round(sum(sum(month.values()) for month in monthly), 6) == len(worth)
    for one in Conversion.objects.filter(organisation_id=ours, touches__gt=0):
        touches = Touch.objects.filter(conversion=one)
        for model in MODELS:
            assert sum(touches.values_list(model, flat=True)) == WHOLE
