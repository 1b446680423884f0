"""What goes, and when: marks with their quarter, sums after three years."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import quarter_of
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old
from stemme.kit.tenancy import across_organisations
from stemme.pulse.models import Answered, Pulse
from stemme.pulse.queries import marks_of


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Take away the person's marks. Their answers are in sums, and nobody could find them there."""
    rows = Answered.objects.filter(organisation_id=organisation_id)
    for quarter in set(rows.values_list("quarter", flat=True)):
        rows.filter(quarter=quarter, mark__in=marks_of(organisation_id, person_id, quarter)).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Marks of quarters that are over, sums of more than three years ago; how many rows.

    A quarter is over everywhere once it is over where the day begins last.
    """
    current = quarter_of((now - dt.timedelta(hours=12)).date()).first
    gone = delete_old(Answered.objects.filter(quarter__lt=current), at_once=AT_ONCE)
    return gone + delete_old(Pulse.objects.filter(quarter__lt=before("groups", now=now).date()), at_once=AT_ONCE)
