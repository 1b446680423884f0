"""Taking names out of outcomes. What was counted for everybody, a channel, a story or a team stays."""

from __future__ import annotations

import datetime as dt

from stemme.kit.periods import month_start
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import delete_old, portions
from stemme.kit.tenancy import across_organisations
from stemme.outcomes.actions.tallies import mark_dirty
from stemme.outcomes.crediting import PERSON
from stemme.outcomes.models import OutcomeTally, Touch


def forget_person(*, organisation_id: int, person_id: int) -> None:
    """Their clicks lead to outcomes for nobody in particular, and their own sums are gone.

    The days are marked first: a count that is going on ends before, and the next one knows the name no more.
    """
    mine = Touch.objects.filter(organisation_id=organisation_id, person_id=person_id)
    mark_dirty(organisation_id, mine.values_list("conversion__goal_id", "conversion__day"))
    mine.update(person=None)
    OutcomeTally.objects.filter(organisation_id=organisation_id, dimension=PERSON, key=person_id).delete()


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """After a year clicks lose the name, and persons their sums; how many rows."""
    year = before("outcomes", now=now)
    done = sum(
        some.update(person=None)
        for some in portions(Touch.objects.filter(clicked_at__lt=year, person__isnull=False), size=AT_ONCE)
    )
    old = OutcomeTally.objects.filter(dimension=PERSON, start__lt=month_start(year.date()))
    return done + delete_old(old, at_once=AT_ONCE)
