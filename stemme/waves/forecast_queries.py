"""What is expected of each wave, and what became of those that are over. Sums of waves, never people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from stemme.kit.periods import local_day
from stemme.people import queries as people
from stemme.waves.forecasting import Expected, Past, expect
from stemme.waves.models import Forecast
from stemme.waves.plan_queries import WaveRow, plan_of, waves_of
from stemme.waves.reality_queries import Reality, reality_of

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Outlook:
    """A wave: ``took`` part so far (None before its launch), and what is expected at its end; over: ``expected`` says
    what it came to. Below the organisation's floor ``hidden`` is true, and of the smallest other wave as long as those
    that are hidden are fewer people than the floor: all less the others would be theirs. Then no page shows either."""

    number: int
    people: int
    took: int | None
    expected: Expected
    over: bool
    hidden: bool

    @property
    def share(self) -> float:
        """The middle of what is expected, as a part of the wave's people."""
        return self.expected.middle / self.people if self.people else 0.0


def expected_of(organisation_id: int, now: dt.datetime) -> dict[int, Outlook]:
    """Every wave of the plan that goes on, by number; empty without one."""
    plan = plan_of(organisation_id)
    return (
        outlook(organisation_id, waves_of(plan.id), reality_of(organisation_id, plan.id, now=now), now) if plan else {}
    )


def outlook(
    organisation_id: int, waves: list[WaveRow], reality: dict[int, Reality], now: dt.datetime
) -> dict[int, Outlook]:
    """The same from what is known already."""
    here = people.organisation(organisation_id)
    today = local_day(now, here.time_zone)
    finished = _finished(waves, today)
    found: dict[int, Outlook] = {}
    history: list[Past] = []
    for wave in waves:
        real = reality.get(wave.number)
        weeks = weeks_of(wave)
        over = real is not None and wave.last_day < today
        if real is None:
            expected = expect(history, wave.people, weeks, 0, weeks=weeks)
        else:
            # A wave that ended long ago is remembered by its last row: what each did is forgotten after a year.
            took = finished.get(wave.id, real.took_part) if over else real.took_part
            left = 0.0 if over else ((wave.last_day - today).days + 1) / _WEEK
            expected = expect(history, real.people, left, took, weeks=weeks)
            history.append(past(real, wave, today))
        size = real.people if real else wave.people
        took_part = None if real is None else expected.low if over else real.took_part
        found[wave.number] = Outlook(wave.number, size, took_part, expected, over, size < here.group_floor)
    return hidden_together(found, here.group_floor)


def hidden_together(waves: dict[int, Outlook], floor: int) -> dict[int, Outlook]:
    """Where the launched waves below the floor have too few people together, the smallest of the others hides too."""
    launched = sorted((wave for wave in waves.values() if wave.took is not None), key=lambda wave: wave.people)
    few = 0
    for wave in launched:
        if wave.hidden or 0 < few < floor:
            waves[wave.number] = replace(wave, hidden=True)
            few += wave.people
    return waves


def weeks_of(wave: WaveRow) -> float:
    """How long a wave lasts, in weeks."""
    return ((wave.last_day - wave.first_day).days + 1) / _WEEK


def past(real: Reality, wave: WaveRow, today: dt.date) -> Past:
    """What a launched wave teaches: its whole weeks only, while it goes on."""
    over = wave.last_day < today
    whole = len(real.by_week) if over else max(0, (today - real.launched_on).days // _WEEK)
    return Past(real.people, real.by_week[:whole], weeks_of(wave))


def _finished(waves: list[WaveRow], today: dt.date) -> dict[int, int]:
    """What each wave that is over came to, as noted the day after its end; by the wave's id."""
    over = {wave.id: wave.last_day for wave in waves if wave.launched_at and wave.last_day < today}
    rows = Forecast.objects.filter(wave_id__in=list(over)).order_by("made_on")
    return {wave: low for wave, made_on, low in rows.values_list("wave_id", "made_on", "low") if made_on > over[wave]}
