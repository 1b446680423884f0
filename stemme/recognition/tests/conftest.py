"""A company with houses: teams of several sizes below one division, people who took part and who did not."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import timezone

from stemme.kit.periods import local_day, month_of
from stemme.people.models import Person, Team
from stemme.stats.buckets import MONTH
from stemme.stats.invited_actions import snapshot_invited
from stemme.stats.models import TakingPart
from stemme.stats.turnout_actions import count_turnout


@pytest.fixture
def town(cast):
    """Offshore wind with four teams of 10, 4, 12 and 9 people; this month 6, 1, 3 and 9 of them took part."""
    now = timezone.now()
    day = local_day(now, cast.nordlys.time_zone)
    month = month_of(day).first
    earlier = month_of(month - dt.timedelta(days=1)).first
    teams, people = {}, {}
    for name, size in (("Alpha", 10), ("Beta", 4), ("Gamma", 12), ("Delta", 9)):
        teams[name] = Team.objects.create(organisation=cast.nordlys, parent=cast.wind, name=name)
        people[name] = Person.objects.bulk_create(
            Person(
                organisation=cast.nordlys, team=teams[name], email=f"{name}{n}@nordlys.example".lower(),
                given_name=f"{name}{n:02}", invited_at=now, joined_at=now,
            )
            for n in range(size)
        )  # fmt: skip
    found = SimpleNamespace(now=now, day=day, month=month, teams=teams, people=people, cast=cast)
    for name, lit, before in (("Alpha", 6, 2), ("Beta", 1, 2), ("Gamma", 3, 3), ("Delta", 9, 9)):
        take_part(found, people[name][:lit], month, first=1)
        take_part(found, people[name][:before], earlier)
    recount(found)
    return found


def take_part(town, people, month: dt.date, *, shares: int = 0, first: int = 0) -> None:
    """These people read once; the first ``first`` of them shared for the first time ever."""
    TakingPart.objects.bulk_create(
        TakingPart(
            organisation_id=town.cast.nordlys.id, grain=MONTH, start=month, person_id=person.id,
            team_id=person.team_id, reads=1, shares=shares or int(number < first), first_shares=int(number < first),
        )
        for number, person in enumerate(people)
    )  # fmt: skip


def recount(town) -> None:
    """The roll-ups of both months, and today's heads."""
    earlier = month_of(town.month - dt.timedelta(days=1)).first
    count_turnout(town.cast.nordlys.id, [(MONTH, town.month), (MONTH, earlier)])
    snapshot_invited(now=town.now)
