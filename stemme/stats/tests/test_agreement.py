"""Each kind of damage is found and named; figures that are being made are no damage."""

import datetime as dt
import threading
import time

import pytest
from django.db import connection, connections
from django.db.models import F

from stemme.links.models import Click
from stemme.stats import actions, keeping_actions
from stemme.stats.agreement_queries import disagreements, waiting_since
from stemme.stats.models import Tally
from stemme.stats.tests.stage import click, make_link
from tests.cast import make_cast


@pytest.fixture
def counted(cast, now):
    """Clicks of several days, stories, persons and kinds, counted; a last one waits."""
    links = [
        make_link(cast.nordlys.id, person.id, story_id=story, channel=channel, now=now)
        for person, story, channel in ((cast.cleo, 7, "linkedin"), (cast.dan, 8, "mail"), (cast.cleo, 8, "x"))
    ]
    for number in range(24):
        at = now - dt.timedelta(days=number % 4 * 13, hours=number, minutes=1)
        hit = "human" if number % 5 else "bot"
        click(links[number % 3], at, hit=hit, visitor=number % 7)
    while actions.roll_up(now=now):
        pass
    return cast.nordlys.id


def test_whole_figures_agree(counted):
    assert disagreements(counted) == []


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ({"dimension": "all", "grain": "day"}, "the days of the organisation do not add up to the month in 2026-10"),
        ({"dimension": "person", "grain": "month"}, "the days of the persons do not add up to the month in 2026-10"),
        ({"dimension": "channel", "grain": "total"}, "the months of the channels do not add up to the total (clicks: "),
        ({"dimension": "story", "grain": "day"}, "the stories do not add up to the organisation on 2026-10-"),
        ({"dimension": "hour", "grain": "day"}, "the hours do not add up to the organisation on 2026-10-"),
        ({"dimension": "person", "grain": "day"}, "the persons do not add up to the organisation on 2026-10-"),
        ({"dimension": "link", "grain": "total"}, "the links do not add up to the organisation since ever (clicks: "),
        ({"dimension": "team", "grain": "day"}, "the days of the teams do not add up to the month in 2026-10"),
    ],
)
def test_a_figure_that_was_changed_is_named(counted, where, said):
    wrong = Tally.objects.filter(organisation_id=counted, **where).order_by("start", "key").first()
    Tally.objects.filter(pk=wrong.pk).update(clicks=F("clicks") + 3)
    found = disagreements(counted)
    assert any(text.startswith(said) for text in found), found


def test_a_lost_row_a_lost_click_and_a_click_of_another_kind(counted, now):
    newest = Click.objects.filter(organisation_id=counted, hit="human").order_by("-at")
    day = newest[0].day
    newest[0].delete()
    assert any(text.endswith(f"on {day}") for text in disagreements(counted))
    other = Click.objects.filter(organisation_id=counted, hit="human", day__lt=day).order_by("-at")[0]
    Click.objects.filter(pk=other.pk).update(hit="suspect")
    assert any(text.endswith(f"on {other.day}, {day}") for text in disagreements(counted))
    Tally.objects.filter(organisation_id=counted, dimension="story", grain="total", key=7).delete()
    assert any("the months of the stories do not" in text for text in disagreements(counted))


def test_what_was_forgotten_in_order_is_no_damage(counted, now):
    later = now + dt.timedelta(days=8)
    keeping_actions.forget_visits(now=later)
    keeping_actions.tidy(now=later)
    assert Click.objects.exists()
    assert not Click.objects.exclude(visitor=None).exists()
    assert disagreements(counted) == []


def test_since_when_clicks_wait(counted, cast, now):
    assert waiting_since() is None
    link = make_link(counted, cast.cleo.id, story_id=9, channel="mail", now=now)
    click(link, now - dt.timedelta(minutes=1))
    assert waiting_since() == now - dt.timedelta(minutes=1)


@pytest.mark.django_db(transaction=True, databases="__all__")
@pytest.mark.skipif(connection.vendor != "postgresql", reason="on SQLite: tests/faults")
def test_no_false_alarm_while_clicks_are_counted(now):
    cast = make_cast(now)
    link = make_link(cast.nordlys.id, cast.cleo.id, story_id=7, channel="mail", now=now)
    for number in range(120):
        click(link, now - dt.timedelta(minutes=1 + number), visitor=number % 9)
    done = threading.Event()

    def work():
        try:
            while actions.roll_up(now=now, limit=4):
                time.sleep(0.01)
        finally:
            done.set()
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    looked = 0
    while not done.is_set():
        assert disagreements(cast.nordlys.id) == []
        looked += 1
    thread.join()
    assert looked > 1
    assert disagreements(cast.nordlys.id) == []
