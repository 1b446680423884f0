"""How many were invited on each day stays written down."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from stemme.people.models import Person
from stemme.stats import actions, turnout_queries
from stemme.stats.models import Invited
from stemme.stats.trees import with_those_below


def counts(organisation, day):
    rows = Invited.objects.filter(organisation_id=organisation.id, day=day)
    return dict(rows.values_list("team_id", "people"))


def test_every_day_has_its_count_with_the_teams_below(cast, now):
    assert actions.snapshot_invited(now=now) > 0
    assert counts(cast.nordlys, now.date()) == {0: 6, cast.wind.id: 1, cast.turbine.id: 1, cast.grid.id: 5}
    Person.objects.filter(id=cast.dan.id).update(team=cast.wind)
    actions.snapshot_invited(now=now + dt.timedelta(days=1))
    assert counts(cast.nordlys, now.date())[cast.wind.id] == 1, "yesterday stays as it was"
    assert counts(cast.nordlys, now.date() + dt.timedelta(days=1))[cast.wind.id] == 2


def test_only_what_changed_is_written_and_an_empty_team_has_none(cast, now):
    actions.snapshot_invited(now=now)
    assert actions.snapshot_invited(now=now) == 0
    Person.objects.filter(id=cast.cleo.id).update(deactivated_at=now)
    assert actions.snapshot_invited(now=now) == 3
    assert counts(cast.nordlys, now.date()) == {0: 5, cast.wind.id: 0, cast.turbine.id: 0, cast.grid.id: 5}


def test_a_rate_of_the_past_stays_true(cast, now):
    october = now - dt.timedelta(days=30)
    actions.snapshot_invited(now=october)
    Person.objects.filter(id__in=[cast.bo.id, cast.ana.id]).update(deactivated_at=now)
    actions.snapshot_invited(now=now)
    invited = [turnout_queries.invited(cast.nordlys.id, day, {0})[0] for day in (dt.date(2026, 10, 31), now.date())]
    assert invited == [6, 4]


@pytest.mark.django_db
def test_months_of_old_become_their_last_days():
    today = dt.datetime.now(dt.UTC).date()
    for first in (dt.date(2026, 2, 1), dt.date(2024, 2, 1), today.replace(day=1)):
        Invited.objects.create(organisation_id=1, day=first, team_id=0, people=3)
    import_module("stemme.stats.migrations.0004_narrow_and_by_day").move_to_the_last_day(apps, None)
    days = list(Invited.objects.order_by("day").values_list("day", flat=True))
    assert days == [dt.date(2024, 2, 29), dt.date(2026, 2, 28), today]


def test_sums_over_the_tree():
    lines = {1: (1,), 2: (2, 1), 3: (3, 2, 1)}
    assert with_those_below({1: 5, 3: 2, 9: 4}, lines) == {1: 7, 3: 2, 2: 2}
