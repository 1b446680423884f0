"""Reading figures. Everything comes from roll-ups; no function here knows a click."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields

from django.db.models import Count, Min, QuerySet, Sum

from stemme.kit.periods import Period, last_day_of_month, month_start, week_of
from stemme.people import queries as people
from stemme.stats.buckets import (
    ALL,
    CHANNEL,
    CHANNEL_NUMBERS,
    COLUMNS,
    DAY,
    EVER,
    HOUR,
    LINK,
    MONTH,
    PERSON,
    TEAM,
    TOTAL,
    WEEK,
)  # fmt: skip
from stemme.stats.involvement import Group, Involvement, Overall, Spread, spread
from stemme.stats.models import Invited, StoryFigures, TakingPart, Tally
from stemme.stats.trees import with_those_below


@dataclass(frozen=True, slots=True)
class Figures:
    """Hits of something in some time. ``visitors`` are unique per day; a longer stretch is the sum of its days."""

    clicks: int = 0
    visitors: int = 0
    previews: int = 0
    bots: int = 0
    suspects: int = 0
    own: int = 0

    @property
    def robots(self) -> int:
        """Everything that was taken out because no person came."""
        return self.previews + self.bots + self.suspects

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


NOTHING = Figures()
_SUMS = {column: Sum(column) for column in COLUMNS}


def _sum(**where: object) -> Figures:
    found = Tally.objects.filter(**where).aggregate(**_SUMS)
    return Figures(*(found[column] or 0 for column in COLUMNS))


def _period_figures(organisation_id: int, dimension: str, key: int, period: Period | None) -> Figures:
    where = {"organisation_id": organisation_id, "dimension": dimension, "key": key}
    if period is None:
        return _sum(**where, grain=TOTAL, start=EVER)
    if period.first.day == 1 and period.last == last_day_of_month(period.last):
        return _sum(**where, grain=MONTH, start__gte=period.first, start__lte=period.last)
    return _sum(**where, grain=DAY, start__gte=period.first, start__lte=period.last)


def totals(organisation_id: int, period: Period | None) -> Figures:
    """All hits on the organisation's links; ``None`` is since ever."""
    return _period_figures(organisation_id, ALL, 0, period)


def person_figures(organisation_id: int, person_id: int, period: Period | None) -> Figures:
    """Hits on one person's links; ``None`` is since ever."""
    return _period_figures(organisation_id, PERSON, person_id, period)


def person_days(organisation_id: int, person_id: int, period: Period) -> dict[dt.date, int]:
    """Visitors by day on one person's links; days without are missing."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id,
        dimension=PERSON,
        key=person_id,
        grain=DAY,
        start__gte=period.first,
        start__lte=period.last,
    )
    return dict(rows.values_list("start", "visitors"))


def person_weeks(organisation_id: int, person_id: int, *, today: dt.date, weeks: int = 12) -> list[tuple[dt.date, int]]:
    """(Monday, visitors) of the last weeks, oldest first, the running one included."""
    monday = today - dt.timedelta(days=today.weekday())
    mondays = [monday - dt.timedelta(weeks=n) for n in reversed(range(weeks))]
    days = person_days(organisation_id, person_id, Period(mondays[0], today))
    return [(start, sum(days.get(start + dt.timedelta(days=n), 0) for n in range(7))) for start in mondays]


def link_totals(organisation_id: int, link_ids: Collection[int]) -> dict[int, Figures]:
    """Hits since ever on each of these links; links without any are missing."""
    rows = Tally.objects.filter(
        organisation_id=organisation_id, dimension=LINK, grain=TOTAL, start=EVER, key__in=list(link_ids)
    )
    return {key: Figures(*columns) for key, *columns in rows.values_list("key", *COLUMNS)}


def story_involvement(organisation_id: int, story_ids: Collection[int]) -> dict[int, Involvement]:
    """For each of these stories that was offered or acted on: to how many, by how many."""
    rows = StoryFigures.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids))
    return {story: Involvement(offered, involved) for story, offered, involved in rows.values_list(
        "story_id", "offered", "involved"
    )}  # fmt: skip


def sharers_by_story(organisation_id: int, story_ids: Collection[int]) -> dict[int, int]:
    """How many different people shared each of these stories; stories without any are missing."""
    rows = StoryFigures.objects.filter(organisation_id=organisation_id, story_id__in=list(story_ids), sharers__gt=0)
    return dict(rows.values_list("story_id", "sharers"))


def involvement(organisation_id: int, months: Period) -> Overall:
    """How many different people took part in whole months, of those invited at the end of the last."""
    took_part = _taking_part(organisation_id, months).values("person_id").distinct().count()
    return Overall(_invited(organisation_id, months).get(0, 0), took_part)


def took_part_by_team(organisation_id: int, months: Period) -> dict[int, int]:
    """Different people who took part, by each team with those below it."""
    rows = _taking_part(organisation_id, months).values_list("team_id").annotate(n=Count("person_id", distinct=True))
    return with_those_below({team: n for team, n in rows if team}, people.team_lines(organisation_id))


def took_part_of(organisation_id: int, person_id: int, month: dt.date) -> bool:
    """Whether this person took part in the month: for the person's own window only."""
    return TakingPart.objects.filter(
        organisation_id=organisation_id, grain=MONTH, start=month, person_id=person_id
    ).exists()


def invited_by_team(organisation_id: int, months: Period) -> dict[int, int]:
    """Invited people at the end of the last month, by each team with those below it; 0 is everybody."""
    return _invited(organisation_id, months)


def first_sharers(organisation_id: int, months: Period) -> int:
    """How many shared for the first time ever in these months."""
    found = _taking_part(organisation_id, months).aggregate(n=Sum("first_shares"))
    return found["n"] or 0


def shares(organisation_id: int, months: Period) -> int:
    """How many shares there were in these months."""
    return _taking_part(organisation_id, months).aggregate(n=Sum("shares"))["n"] or 0


def began(organisation_id: int) -> dt.date | None:
    """The first day with figures, or None: the Monday of the first week in which somebody took part, or a click."""
    parts = TakingPart.objects.filter(organisation_id=organisation_id, grain=WEEK).aggregate(first=Min("start"))
    hits = Tally.objects.filter(organisation_id=organisation_id, dimension=ALL, grain=DAY, key=0)
    days = [day for day in (parts["first"], hits.aggregate(first=Min("start"))["first"]) if day]
    return min(days, default=None)


def divisions(
    organisation_id: int, period: Period, *, before: Period | None = None, without_team: str = ""
) -> list[Group]:
    """Figures of every division in a week or in whole months. Not yet fit to be shown: see ``involvement.shown``.

    ``before`` is what they are compared with, else the period just before. People without a team make a group with
    key 0, named ``without_team``.
    """
    before = before or period.before()
    lines = people.team_lines(organisation_id)
    sums = _parts_by_team(organisation_id, period, lines)
    earlier = _parts_by_team(organisation_id, before, lines)
    hits = _by_key(organisation_id, TEAM, period)
    tops = {team.id: team.name for team in people.teams(organisation_id) if team.parent_id is None}
    now, then = (_invited_at_top(organisation_id, p, tops) for p in (period, before))
    groups = []
    for key, name in [*tops.items(), (0, without_team)]:
        who, first, shared = sums.get(key, (0, 0, 0))
        past = Overall(then[key], earlier.get(key, (0, 0, 0))[0]) if then.get(key) else None
        figures = hits.get(key, NOTHING)
        if key or now[0] or who:
            groups.append(Group(key, name, now.get(key, 0), who, past, first, shared, figures.clicks, figures.visitors))
    return groups


def _parts_by_team(
    organisation_id: int, period: Period, lines: dict[int, tuple[int, ...]]
) -> dict[int, tuple[int, int, int]]:
    """(people who took part, first sharers, shares) of each team with those below it; 0 is no team."""
    rows = _taking_part(organisation_id, period).values_list("team_id").annotate(
        who=Count("person_id", distinct=True), first=Sum("first_shares"), shared=Sum("shares")
    )  # fmt: skip
    sums: dict[int, tuple[int, int, int]] = {}
    for team, who, first, shared in rows:
        for above in lines.get(team or 0, (0,)):
            total = sums.get(above, (0, 0, 0))
            sums[above] = (total[0] + who, total[1] + (first or 0), total[2] + (shared or 0))
    return sums


def _invited_at_top(organisation_id: int, period: Period, tops: Collection[int]) -> dict[int, int]:
    """Invited people by division; 0 is everybody who is in none."""
    found = _invited(organisation_id, period)
    inside = {key: found.get(key, 0) for key in tops}
    return {**inside, 0: max(0, found.get(0, 0) - sum(inside.values()))}


def other_97(organisation_id: int, period: Period) -> Spread:
    """Through whom the visitors came: the most active 3 % of the invited, by shares, and everybody else."""
    visitors = {key: f.visitors for key, f in _by_key(organisation_id, PERSON, period).items()}
    shared = dict(_taking_part(organisation_id, period).values_list("person_id").annotate(n=Sum("shares")))
    return _spread(_invited(organisation_id, period).get(0, 0), visitors, shared)


def other_97_by_month(organisation_id: int, months: Sequence[Period]) -> list[Spread]:
    """The same for each of several months in a row, in three queries."""
    first, last = months[0].first, months[-1].last
    here = {"organisation_id": organisation_id}
    visitors: dict[dt.date, dict[int, int]] = {}
    rows = Tally.objects.filter(**here, dimension=PERSON, grain=MONTH, start__gte=first, start__lte=last)
    for start, person, number in rows.values_list("start", "key", "visitors"):
        visitors.setdefault(start, {})[person] = number
    shared: dict[dt.date, dict[int, int]] = {}
    parts = TakingPart.objects.filter(**here, grain=MONTH, start__gte=first, start__lte=last, shares__gt=0)
    for start, person, number in parts.values_list("start", "person_id", "shares"):
        shared.setdefault(start, {})[person] = number
    snapshots = dict(Invited.objects.filter(**here, team_id=0, day__lte=last).values_list("day", "people"))
    found = []
    for month in months:
        newest = max((start for start in snapshots if start <= month.last), default=None)
        invited = snapshots[newest] if newest else 0
        found.append(_spread(invited, visitors.get(month.first, {}), shared.get(month.first, {})))
    return found


def _spread(invited: int, visitors: dict[int, int], shared: dict[int, int]) -> Spread:
    everyone = sorted((set(visitors) | set(shared)) - {0})
    activity = [(shared.get(person) or 0, visitors.get(person, 0)) for person in everyone]
    return spread(invited, activity, through_nobody=visitors.get(0, 0))


def by_channel(organisation_id: int, period: Period) -> dict[str, Figures]:
    """Hits by channel key; channels without any are missing."""
    found = _by_key(organisation_id, CHANNEL, period)
    return {key: found[number] for key, number in CHANNEL_NUMBERS.items() if number in found}


def busiest_hours(organisation_id: int, period: Period) -> dict[tuple[int, int], int]:
    """(weekday, hour) → visitors in the organisation's own time; hours without any are missing."""
    return {divmod(key, 24): f.visitors for key, f in _by_key(organisation_id, HOUR, period).items() if f.visitors}


def _by_key(organisation_id: int, dimension: str, period: Period) -> dict[int, Figures]:
    whole = period.first.day == 1 and period.last == last_day_of_month(period.last)
    rows = (
        Tally.objects.filter(
            organisation_id=organisation_id,
            dimension=dimension,
            grain=MONTH if whole else DAY,
            start__gte=period.first,
            start__lte=period.last,
        )
        .values_list("key")
        .annotate(**_SUMS)
    )
    return {key: Figures(*columns) for key, *columns in rows}


def _taking_part(organisation_id: int, period: Period) -> QuerySet[TakingPart]:
    """Rows of the week when the period is one, else of the months it lies in."""
    week = period == week_of(period.first)
    return TakingPart.objects.filter(
        organisation_id=organisation_id,
        grain=WEEK if week else MONTH,
        start__gte=period.first if week else month_start(period.first),
        start__lte=period.last,
    )


def _invited(organisation_id: int, months: Period) -> dict[int, int]:
    """From the newest snapshot not after the period; people are invited once, so an older one is a lower bound."""
    rows = Invited.objects.filter(organisation_id=organisation_id, day__lte=months.last)
    newest = rows.order_by("-day").values_list("day", flat=True).first()
    return dict(rows.filter(day=newest).values_list("team_id", "people")) if newest else {}
