"""Who took part, in groups: from ``Turnout``, and for other stretches than its own from ``TakingPart``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet, Sum

from stemme.kit.periods import Period, month_start
from stemme.people import queries as people
from stemme.stats.buckets import MONTH, TEAM, WEEK
from stemme.stats.involvement import Group, Overall
from stemme.stats.models import Invited, TakingPart, Turnout
from stemme.stats.queries import NOTHING, by_key
from stemme.stats.size_queries import least_by_quarter
from stemme.stats.stretches import Stretch, before_of, stretch_of, turnout_stretch_of

EVERYBODY, NO_TEAM = 0, -1


@dataclass(frozen=True, slots=True)
class Part:
    """Of a group: different people who took part, who shared for the first time ever, and all shares."""

    took_part: int = 0
    first_sharers: int = 0
    shares: int = 0

    def __add__(self, other: Part) -> Part:
        return Part(
            self.took_part + other.took_part, self.first_sharers + other.first_sharers, self.shares + other.shares
        )


NOBODY = Part()
#: By team; EVERYBODY, NO_TEAM.
Parts = Mapping[int, Part]


@dataclass(frozen=True, slots=True)
class Attendance:
    """One period: who took part and how many were invited at its end, by team with those below it."""

    parts: Parts
    invited: Mapping[int, int]

    @property
    def all(self) -> Part:
        """Everybody."""
        return self.parts.get(EVERYBODY, NOBODY)

    @property
    def overall(self) -> Overall:
        """How many different people took part, of those invited at the end."""
        return Overall(self.invited.get(EVERYBODY, 0), self.all.took_part)


def attendance(organisation_id: int, period: Period, team_ids: Collection[int]) -> Attendance:
    """Everybody and these teams in a week, month, quarter or year, or in the whole months that the period lies in."""
    wanted = {EVERYBODY, NO_TEAM, *team_ids}
    return Attendance(_parts(organisation_id, period, wanted), invited(organisation_id, period.last, wanted))


def _parts(organisation_id: int, period: Period, team_ids: Collection[int]) -> Parts:
    stretch = turnout_stretch_of(period)
    if stretch is not None:
        rows = Turnout.objects.filter(
            organisation_id=organisation_id, grain=stretch[0], start=stretch[1], team_id__in=team_ids
        )
        found = {
            team: Part(*sums) for team, *sums in rows.values_list("team_id", "took_part", "first_sharers", "shares")
        }
        if found:
            return found
    return counted(organisation_id, period)


def counted(organisation_id: int, period: Period) -> dict[int, Part]:
    """The same from what each person did, for every team: two queries over all who took part."""
    rows = taking_part_in(organisation_id, period)
    if not rows.exists():
        return {}
    lines = people.team_lines(organisation_id)
    sums = {"first": Sum("first_shares"), "shared": Sum("shares")}
    found: dict[int, Part] = {}
    for team, who, first, shared in rows.values_list("team_id").annotate(who=Count("person_id", distinct=True), **sums):
        for above in lines.get(team or 0, (NO_TEAM,)):
            found[above] = found.get(above, NOBODY) + Part(who, first or 0, shared or 0)
    whole = rows.aggregate(who=Count("person_id", distinct=True), **sums)
    found[EVERYBODY] = Part(whole["who"], whole["first"] or 0, whole["shared"] or 0)
    return found


def taking_part_in(organisation_id: int, period: Period) -> QuerySet[TakingPart]:
    """Rows of the week when the period is one, else of the months it lies in."""
    stretch = stretch_of(period)
    week = stretch is not None and stretch[0] == WEEK
    return TakingPart.objects.filter(
        organisation_id=organisation_id,
        grain=WEEK if week else MONTH,
        start__gte=period.first if week else month_start(period.first),
        start__lte=period.last,
    )


def invited(organisation_id: int, day: dt.date, team_ids: Collection[int]) -> dict[int, int]:
    """Invited people of these teams with those below them, from the newest snapshot not after the day.

    People are invited once, so an older snapshot is a lower bound.
    """
    rows = Invited.objects.filter(organisation_id=organisation_id)
    newest = rows.filter(day__lte=day).aggregate(day=Max("day"))["day"]
    return dict(rows.filter(day=newest, team_id__in=team_ids).values_list("team_id", "people")) if newest else {}


def took_part_of(organisation_id: int, person_id: int, month: dt.date) -> bool:
    """Whether this person took part in the month: for the person's own window only."""
    return TakingPart.objects.filter(
        organisation_id=organisation_id, grain=MONTH, start=month, person_id=person_id
    ).exists()


def who_took_part(organisation_id: int, person_ids: Collection[int], months: Collection[dt.date]) -> set[int]:
    """Those of these people who took part in one of the months: each is to be told of their own window alone."""
    rows = TakingPart.objects.filter(
        organisation_id=organisation_id, grain=MONTH, start__in=months, person_id__in=person_ids
    )
    return set(rows.values_list("person_id", flat=True))


def divisions(
    organisation_id: int, period: Period, now: Attendance, before: Attendance, names: Mapping[int, str], *,
    without_team: str = "",
) -> list[Group]:  # fmt: skip
    """Figures of every division in the period. Not yet fit to be shown: see ``involvement.shown``.

    ``names`` are the divisions'; both attendances must hold them. People without a team make a group with key 0, named
    ``without_team``.
    """
    hits = by_key(organisation_id, TEAM, period, keys=[*names, 0])
    here, then = _invited_at_top(now, names), _invited_at_top(before, names)
    least = least_by_quarter(organisation_id, period, names, here)
    least_before = least_by_quarter(organisation_id, before_of(period), names, then)
    groups = []
    for key, name in [*names.items(), (0, without_team)]:
        part, past = now.parts.get(key or NO_TEAM, NOBODY), before.parts.get(key or NO_TEAM, NOBODY)
        compared = Overall(then[key], past.took_part) if then.get(key) else None
        figures = hits.get(key, NOTHING)
        if key or here[0] or any(least[0]) or part.took_part or figures.visitors:
            groups.append(
                Group(
                    key,
                    name,
                    here.get(key, 0),
                    part.took_part,
                    compared,
                    part.first_sharers,
                    part.shares,
                    figures.clicks,
                    figures.visitors,
                    least[key],
                    least_before[key],
                )
            )
    return groups


def divisions_in(organisation_id: int, period: Period, *, without_team: str = "") -> list[Group]:
    """The same, read all at once, compared with the week, month, quarter or year before."""
    names = people.division_names(organisation_id)
    now, before = (attendance(organisation_id, p, names) for p in (period, before_of(period)))
    return divisions(organisation_id, period, now, before, names, without_team=without_team)


def _invited_at_top(attended: Attendance, tops: Collection[int]) -> dict[int, int]:
    """Invited people by division; 0 is everybody who is in none."""
    inside = {key: attended.invited.get(key, 0) for key in tops}
    return {**inside, 0: max(0, attended.invited.get(EVERYBODY, 0) - sum(inside.values()))}


def turnout_by_stretch(organisation_id: int) -> dict[Stretch, Part]:
    """Everybody, in every week, month and quarter in which somebody took part."""
    rows = Turnout.objects.filter(organisation_id=organisation_id, team_id=EVERYBODY)
    columns = rows.values_list("grain", "start", "took_part", "first_sharers", "shares")
    return {(grain, start): Part(*sums) for grain, start, *sums in columns}


def invited_by_day(organisation_id: int) -> Sequence[tuple[dt.date, int]]:
    """(day, invited people) of each snapshot, the oldest first."""
    rows = Invited.objects.filter(organisation_id=organisation_id, team_id=EVERYBODY).order_by("day")
    return list(rows.values_list("day", "people"))
