"""What the addresses of readiness are tried with (staff.py)."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

from django.utils import timezone

from stemme.readiness.models import Answer, Rater, Round, Task


def readiness_rows(cast: SimpleNamespace) -> dict[str, object]:
    """An open round in which Cleo is asked, one that is over, and what was decided because of it."""
    day = timezone.now().date()
    over = Round.objects.create(organisation=cast.nordlys, number=1, closes_on=day, closed_at=timezone.now())
    asked = Round.objects.create(organisation=cast.nordlys, number=2, closes_on=day + dt.timedelta(days=9))
    for number in range(3):
        voice = Rater.objects.create(round=over, role="hr", token_hash=bytes([number]) * 32, answered_at=timezone.now())
        Answer.objects.create(rater=voice, statement="goal", value=number)
    rater = Rater.objects.create(round=asked, role="it", person=cast.cleo, token_hash=b"r" * 32)
    task = Task.objects.create(organisation=cast.nordlys, round=over, text="Agree on three goals")
    return {"rater_id": rater.pk, "task_id": task.pk}
