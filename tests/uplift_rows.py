"""A lottery of the generated tests' house that runs: nobody is held back, so all lists are as always."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.library.models import Lottery
from stemme.uplift.models import Outcome


def lottery_rows(cast: SimpleNamespace, story_id: int) -> dict[str, object]:
    """One lottery that runs, and one that is over and caused something."""
    now = timezone.now()
    over = Lottery.objects.create(
        organisation=cast.nordlys, story_id=story_id, drawn_at=now - dt.timedelta(days=40),
        ends_at=now - dt.timedelta(days=12), ended_at=now - dt.timedelta(days=12),
    )  # fmt: skip
    sums = {"invited": [90, 180.0, 900.0], "held": [10, 4.0, 10.0], "chance": 0.01}
    Outcome.objects.create(organisation=cast.nordlys, lottery=over, sums={"visits": sums})
    running = Lottery.objects.create(
        organisation=cast.nordlys, story_id=story_id, drawn_at=now, ends_at=now + dt.timedelta(days=28)
    )
    return {"lottery_id": running.pk}
