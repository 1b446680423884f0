"""How many of each launched wave have taken part since its launch, week by week. Counts of waves, never people."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.kit.periods import week_of
from stemme.people import queries as people
from stemme.stats.since_queries import first_weeks_since
from stemme.waves.models import Place, Wave


@dataclass(frozen=True, slots=True)
class Reality:
    """A launched wave. ``by_week``: how many different people had taken part after each week since, the running one
    included."""

    wave_id: int
    number: int
    people: int
    launched_on: dt.date
    by_week: tuple[int, ...]

    @property
    def took_part(self) -> int:
        """How many by now."""
        return self.by_week[-1] if self.by_week else 0


def reality_of(organisation_id: int, plan_id: int, *, now: dt.datetime) -> dict[int, Reality]:
    """The launched waves of a plan by number; a wave that is over stays as it was on its last day. Four queries."""
    return counted(first_weeks(organisation_id, plan_id, now=now))


@dataclass(frozen=True, slots=True)
class Came:
    """A launched wave with its people: in which week each first took part since the launch (None: not yet).

    For counting groups that are large enough, never for a page as it is.
    """

    wave_id: int
    number: int
    launched_on: dt.date
    until: dt.date
    weeks: dict[int, dt.date | None]


def first_weeks(organisation_id: int, plan_id: int, *, now: dt.datetime) -> list[Came]:
    """The launched waves of a plan in their order, with when their people first took part. Four queries."""
    zone = ZoneInfo(people.organisation(organisation_id).time_zone)
    today = now.astimezone(zone).date()
    waves = Wave.objects.filter(plan_id=plan_id, plan__organisation_id=organisation_id, launched_at__lte=now)
    launched = list(waves.order_by("number"))
    places = Place.objects.filter(plan_id=plan_id, wave_id__in=[wave.id for wave in launched])
    members: dict[int, list[int]] = {}
    for wave_id, person_id in places.values_list("wave_id", "person_id"):
        members.setdefault(wave_id, []).append(person_id)
    days = [wave.launched_at.astimezone(zone).date() for wave in launched if wave.launched_at]
    since = dict(first_weeks_since(organisation_id, days))
    nobody = (None,) * len(days)
    found = []
    for at, (wave, day) in enumerate(zip(launched, days, strict=True)):
        last = min(today, max(wave.last_day, day))
        came = {person: since.get(person, nobody)[at] for person in members.get(wave.id, ())}
        within = {person: week if week and week <= last else None for person, week in came.items()}
        found.append(Came(wave.id, wave.number, day, last, within))
    return found


def counted(came: list[Came]) -> dict[int, Reality]:
    """The sums of ``first_weeks``, by number of the wave."""
    return {
        one.number: Reality(one.wave_id, one.number, len(one.weeks), one.launched_on, _by_week(one)) for one in came
    }


def _by_week(one: Came) -> tuple[int, ...]:
    monday, last = week_of(one.launched_on).first, week_of(one.until).first
    weeks = [monday + dt.timedelta(weeks=number) for number in range((last - monday).days // 7 + 1)]
    firsts = [week for week in one.weeks.values() if week]
    return tuple(sum(week <= until for week in firsts) for until in weeks)
