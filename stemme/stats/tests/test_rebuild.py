"""Counted again, the sums are the same; and what lies behind the kept clicks survives."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from stemme.links.models import Click
from stemme.stats import actions, keeping_actions, rebuild_actions
from stemme.stats.agreement_queries import disagreements
from stemme.stats.models import Seen, Tally
from stemme.stats.tests.stage import click, make_link, tallies

KINDS = ("human", "preview", "bot", "suspect", "self", "internal")


@pytest.fixture
def links(cast, now):
    return [
        make_link(cast.nordlys.id, person.id, story_id=story, channel=channel, now=now)
        for person, story, channel in ((cast.cleo, 7, "linkedin"), (cast.dan, 8, "mail"), (cast.cleo, 8, "x"))
    ]


@pytest.fixture
def counted(cast, links, now):
    """Clicks of every kind over ten weeks, in batches, some of them late; visitors come back."""
    for number in range(60):
        at = now - dt.timedelta(days=number % 10 * 7, hours=number % 5, minutes=1)
        click(links[number % 3], at, hit=KINDS[number % 8 % 6], visitor=number % 11)
    while actions.roll_up(now=now, limit=17):
        pass
    return cast.nordlys.id


def rebuild(organisation, now):
    first = rebuild_actions.oldest_whole_day(organisation)
    return rebuild_actions.rebuild(organisation_id=organisation, first=first, last=now.date())


def test_the_sums_are_the_same(counted, now):
    before = tallies(counted)
    assert {row[0] for row in before} == {"all", "channel", "story", "person", "link", "team", "hour"}
    assert rebuild(counted, now) == Click.objects.filter(organisation_id=counted).count() > 20
    assert tallies(counted) == before
    keeping_actions.forget_visits(now=now + dt.timedelta(days=3))
    Seen.objects.all().delete()
    assert rebuild(counted, now) < 30
    assert tallies(counted) == before, "also when nobody knows the visitors any more"


def test_damage_of_recent_days_is_repaired(counted, now):
    before = tallies(counted)
    recent = Tally.objects.filter(organisation_id=counted, start__gte=now.date() - dt.timedelta(days=20))
    recent.filter(grain="day", dimension="link").update(clicks=0)
    recent.filter(grain="day", dimension="person").delete()
    Tally.objects.filter(organisation_id=counted, grain="month", start=now.date().replace(day=1)).update(clicks=99)
    Tally.objects.filter(organisation_id=counted, grain="total").exclude(dimension="link").update(bots=7)
    assert disagreements(counted)
    rebuild(counted, now)
    links = [row for row in tallies(counted) if row[0] == "link"]
    assert [row for row in tallies(counted) if row[0] != "link"] == [row for row in before if row[0] != "link"]
    assert [r for r in links if r[1] == "day"] == [r for r in before if r[:2] == ("link", "day")]


def test_a_damaged_day_of_a_link_moves_its_total_by_as_much(counted, links, now):
    """The total of a link remembers what lies behind the kept clicks; only the difference of the day is moved."""
    day = Tally.objects.filter(organisation_id=counted, dimension="link", grain="day", key=links[0].id).latest("start")
    total = Tally.objects.filter(organisation_id=counted, dimension="link", grain="total", key=links[0].id)
    before = tallies(counted)
    Tally.objects.filter(pk=day.pk).update(clicks=day.clicks + 5)
    total.update(clicks=total.get().clicks + 5)
    rebuild(counted, now)
    assert tallies(counted) == before


def test_late_and_replayed_clicks_are_counted_for_their_own_day(counted, links, now):
    """A log that was away for days: nothing is lost, nobody of one replay counts twice, and a rebuild agrees."""
    three, forty = now - dt.timedelta(days=3, hours=2), now - dt.timedelta(days=40)
    before = {row[:4]: row[4:] for row in tallies(counted)}
    for number in range(12):
        click(links[0], three, visitor=100 + number % 4)
        click(links[1], forty, visitor=200 + number % 3)
    while actions.roll_up(now=now, limit=5):
        pass
    after = {row[:4]: row[4:] for row in tallies(counted)}
    for day, clicks, visitors in ((three.date(), 12, 4), (forty.date(), 12, 3)):
        old = before.get(("all", "day", day, 0), (0,) * 6)
        new = after["all", "day", day, 0]
        assert (new[0] - old[0], new[1] - old[1]) == (clicks, visitors)
    assert disagreements(counted) == []
    same = tallies(counted)
    rebuild(counted, now)
    assert tallies(counted) == same


def test_days_behind_the_kept_clicks_are_refused_and_survive(counted, now):
    oldest = rebuild_actions.oldest_whole_day(counted)
    assert oldest == now.date() - dt.timedelta(days=29)
    with pytest.raises(rebuild_actions.ClicksGoneError):
        rebuild_actions.rebuild(organisation_id=counted, first=oldest - dt.timedelta(days=1), last=now.date())
    with pytest.raises(CommandError, match=f"before {oldest} are no longer kept"):
        call_command("stats_rebuild", "--org", "nordlys", "--from", "2026-09-01", "--to", "2026-11-12")
    total = Tally.objects.get(organisation_id=counted, dimension="all", grain="total")
    Tally.objects.filter(organisation_id=counted, grain="day", start__lt=oldest.replace(day=1)).delete()
    rebuild(counted, now)
    again = Tally.objects.get(organisation_id=counted, dimension="all", grain="total")
    assert (again.clicks, again.visitors) == (total.clicks, total.visitors), "months outlive their days"


def test_a_clock_that_jumps_moves_no_mark_back(counted, now):
    ahead = now + dt.timedelta(days=1)
    keeping_actions.forget_visits(now=ahead)
    keeping_actions.forget_visits(now=now)
    assert rebuild_actions.oldest_whole_day(counted) == ahead.date() - dt.timedelta(days=29)


def test_old_days_of_links_and_old_sights_go_in_portions(counted, now, monkeypatch):
    monkeypatch.setattr(keeping_actions, "AT_ONCE", 2)
    links = Tally.objects.filter(organisation_id=counted, dimension="link")
    totals = list(links.filter(grain="total").values_list("key", "clicks"))
    keeping_actions.tidy(now=now)
    assert not links.filter(grain="day", start__lt=now.date() - dt.timedelta(days=32)).exists()
    assert links.filter(grain="day").exists()
    assert list(links.filter(grain="total").values_list("key", "clicks")) == totals
    assert not Seen.objects.filter(day__lt=now.date() - dt.timedelta(days=3)).exists()
    assert Seen.objects.exists()
    assert disagreements(counted) == []
