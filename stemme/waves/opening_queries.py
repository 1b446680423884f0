"""Whether a wave may begin: has the wave before come far enough, and is the check-list done?"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.waves import check_queries
from stemme.waves.models import Wave
from stemme.waves.reality_queries import Reality, reality_of


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands between a wave and its launch."""

    #: Of the wave before: launched, so many per cent have taken part, and so many are asked for.
    before_launched: bool
    before_share: float | None
    opens_at: int
    checks_done: int
    checks: int

    @property
    def far_enough(self) -> bool:
        """The wave before has come as far as the plan asks; true for the first."""
        return self.before_share is None or self.before_share * 100 >= self.opens_at

    @property
    def open(self) -> bool:
        """Nothing is left."""
        return self.before_launched and self.far_enough and self.checks_done == self.checks


def opening_of(organisation_id: int, wave_id: int, *, now: dt.datetime) -> Opening:
    """For one wave. Raises Wave.DoesNotExist."""
    wave = Wave.objects.select_related("plan").get(id=wave_id, plan__organisation_id=organisation_id)
    numbers = Wave.objects.filter(plan_id=wave.plan_id, number__lt=wave.number).order_by("-number")
    before = numbers.values_list("number", flat=True).first()
    reality = reality_of(organisation_id, wave.plan_id, now=now) if before is not None else {}
    lines = check_queries.lists_of(organisation_id, {wave.id: wave.first_day})[wave.id]
    return opening(wave.plan.opens_at, before, reality, check_queries.done_of(lines), len(lines))


def opening(opens_at: int, before: int | None, reality: dict[int, Reality], done: int, checks: int) -> Opening:
    """The same from what is known already. ``before`` is the number of the wave before, None for the first."""
    earlier = reality.get(before) if before is not None else None
    share = None
    if before is not None:
        share = earlier.took_part / earlier.people if earlier and earlier.people else float(earlier is not None)
    return Opening(before is None or earlier is not None, share, opens_at, done, checks)
