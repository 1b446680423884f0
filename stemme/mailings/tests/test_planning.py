"""Who gets a digest when: on rows, with planners that meet, die and are away."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.mailings import queries
from stemme.mailings.actions import choosing, delivery, planning, postponing
from stemme.mailings.models import DROPPED, QUEUED, SENT, Mailing, QuietWeek, SendingRules
from stemme.mailings.tests.conftest import make_story
from stemme.people.models import Person, Team
from stemme.people.queries import viewer

MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
OSLO = ZoneInfo("Europe/Oslo")
#: Monday, the day before the organisation's weekday, and two months in which nothing is a holiday.
FIRST = dt.datetime(2026, 9, 28, 0, 0, tzinfo=OSLO).astimezone(dt.UTC)
#: What each reader chose, and how many mails that is in the four weeks of October 2026 from FIRST on.
READERS = {
    "ada": ({}, "", 4),
    "lea": ({"every": "twice"}, "", 8),
    "bo": ({"every": "fortnightly", "weekday": 4}, "", 2),
    "ana": ({"every": "monthly"}, "Asia/Kolkata", 2),
    "cleo": ({"every": "weekly", "weekday": 6, "hour": 22}, "America/New_York", 4),
    "dan": ({"every": "never"}, "", 0),
}


def me(person):
    return viewer(person.id, scope="employee")


@pytest.fixture
def readers(cast):
    """Everybody joined long ago; each with a wish and a clock of their own."""
    before = FIRST - MINUTE
    Person.objects.filter(organisation=cast.nordlys).update(joined_at=before)
    for name, (wish, zone, _) in READERS.items():
        person = getattr(cast, name)
        Person.objects.filter(id=person.id).update(time_zone=zone)
        if wish:
            choosing.choose(viewer=me(person), **{"every": "weekly", **wish}, now=before)
    return {getattr(cast, name).id: name for name in READERS}


def run(now):
    """What the job does, with a sender that lets everything go that may leave."""
    planning.plan_digests(now=now)
    postponing.postpone(now=now)
    due = [m for m in Mailing.objects.filter(state=QUEUED) if m.not_before is None or m.not_before <= now]
    for mailing in due:
        Mailing.objects.filter(id=mailing.id).update(state=SENT, changed_at=now)
    return due


def test_a_month_with_random_outages_brings_everybody_exactly_what_they_chose(cast, readers):
    """Runs every other hour; the worker is away for up to six, again and again, and twice over a sending time."""
    for week in range(5):
        make_story(cast.nordlys, f"Story of week {week}", starts_at=FIRST - DAY)
    chance, now, got = random.Random(7), FIRST, []
    away_until = now
    outages = {FIRST + 1 * DAY + 6 * HOUR: 4, FIRST + 8 * DAY + 8 * HOUR: 2}
    while now < FIRST + 28 * DAY:
        if now in outages or chance.random() < 0.04:
            away_until = now + outages.get(now, chance.choice([2, 4, 6])) * HOUR
        if now >= away_until:
            got += [(readers[m.person_id], m.person_id, now) for m in run(now) if m.person_id in readers]
        now += 2 * HOUR
    counts = Counter(name for name, _, _ in got)
    assert {name: counts[name] for name in READERS} == {name: number for name, (_, _, number) in READERS.items()}
    for name, person_id, at in got:
        zone = READERS[name][1] or "Europe/Oslo"
        local = at.astimezone(ZoneInfo(zone))
        assert 7 <= local.hour < 19 and local.weekday() < 5, (name, local)
        days = [a.astimezone(ZoneInfo(zone)).date() for _, p, a in got if p == person_id]
        assert len(days) == len(set(days)), "one a day"


def test_two_planners_at_once_and_one_killed_in_the_middle_plan_everybody_once(cast, stories, tuesday, monkeypatch):
    real = planning.write_rows
    rows_before = []

    def die_after_writing(rows):
        # The other planner has read the same state, and writes first.
        real([Mailing(**{f.attname: getattr(r, f.attname) for f in r._meta.fields if f.name != "id"}) for r in rows])
        rows_before.append(Mailing.objects.filter(organisation=cast.nordlys).count())
        return real(rows)

    monkeypatch.setattr(planning, "write_rows", die_after_writing)
    assert planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday) == 0, "the other one was first"
    monkeypatch.undo()
    assert rows_before == [6] and Mailing.objects.count() == 6
    Mailing.objects.filter(person__in=[cast.dan, cast.cleo]).delete()  # As if it had been killed before these.
    assert planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday + MINUTE) == 2
    assert planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday + 2 * MINUTE) == 0


def test_the_database_itself_refuses_a_second_mail_on_a_day(cast, stories, tuesday):
    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
    other = Mailing(
        organisation=cast.nordlys, person=cast.dan, kind="story", subject_id=9, slot=tuesday.date(), day=tuesday.date()
    )
    assert planning.write_rows([other]) == 0
    Mailing.objects.filter(person=cast.dan).update(state=DROPPED)
    assert planning.write_rows([other]) == 1, "what was dropped takes up no day"


@pytest.mark.parametrize(("day", "missing"), [("2026-03-29", 2), ("2026-10-25", None)])
def test_the_nights_on_which_the_clocks_change(cast, day, missing):
    """Digests on Sunday at 02:30, which one night does not have and the other has twice."""
    sunday = dt.date.fromisoformat(day)
    start = dt.datetime.combine(sunday - DAY, dt.time(12), dt.UTC)
    Person.objects.update(joined_at=start - 9 * DAY)
    make_story(cast.nordlys, "News", starts_at=start - DAY)
    type(cast.nordlys).objects.filter(id=cast.nordlys.id).update(digest_weekday=6, digest_hour=2, digest_minute=30)
    SendingRules.objects.create(
        organisation=cast.nordlys, quiet_from=0, quiet_until=0, weekends=True, changed_at=start - 9 * DAY
    )
    got = []
    for step in range(4 * 24):
        got += [(m.person_id, m.planned_at) for m in run(start + step * 15 * MINUTE)]
    assert Counter(person for person, _ in got) == Counter(
        {getattr(cast, name).id: 1 for name in ("ada", "lea", "bo", "ana", "cleo", "dan")}
    )
    (moment,) = {at for _, at in got}
    assert moment.astimezone(OSLO).strftime("%Y-%m-%d %H:%M") == (f"{day} 03:30" if missing else f"{day} 02:30")


def test_nothing_leaves_in_quiet_hours_though_the_server_was_away_all_day(cast, stories, server, settings, tuesday):
    planning.plan_digests(now=tuesday)
    url, settings.SMTP_URL = settings.SMTP_URL, "smtp://127.0.0.1:9"
    delivery.send_planned(now=tuesday + 6 * HOUR)
    settings.SMTP_URL = url
    evening = tuesday + 11 * HOUR  # 19:00 in Bergen.
    assert delivery.send_planned(now=evening).accepted == 0 and server.taken == []
    waiting = set(Mailing.objects.values_list("state", "day", "not_before"))
    assert waiting == {(QUEUED, dt.date(2026, 11, 11), dt.datetime(2026, 11, 11, 6, 0, tzinfo=dt.UTC))}
    assert planning.plan_digests(now=evening + 12 * HOUR) == 0
    assert delivery.send_planned(now=evening + 12 * HOUR).accepted == 7
    assert set(server.recipients.values()) == {1}


def test_what_waits_for_the_morning_finds_a_day_without_another_mail(cast, stories, tuesday):
    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
    wednesday = tuesday.date() + DAY
    Mailing.objects.create(
        organisation=cast.nordlys,
        person=cast.dan,
        kind="story",
        subject_id=9,
        slot=wednesday,
        day=wednesday,
        state=SENT,
    )
    assert postponing.postpone(now=tuesday + 13 * HOUR) == 6
    days = dict(Mailing.objects.filter(kind="digest").values_list("person_id", "day"))
    assert days[cast.dan.id] == wednesday + DAY and days[cast.cleo.id] == wednesday
    assert postponing.postpone(now=tuesday + 14 * HOUR) == 0


def test_the_cap_counts_whoever_sends(cast, stories, tuesday):
    SendingRules.objects.create(organisation=cast.nordlys, cap=1, changed_at=tuesday - DAY)
    for person, days in ((cast.dan, 3), (cast.cleo, 7)):
        day = tuesday.date() - days * DAY
        Mailing.objects.create(
            organisation=cast.nordlys, person=person, kind="story", subject_id=9, slot=day, day=day, state=SENT
        )
    Mailing.objects.create(
        organisation=cast.nordlys, person=cast.bo, kind="invitation", slot=tuesday.date(), state=SENT
    )
    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
    planned = set(Mailing.objects.filter(kind="digest").values_list("person_id", flat=True))
    assert planned == {getattr(cast, name).id for name in ("ada", "lea", "bo", "ana", "cleo")}


def test_who_got_a_story_by_itself_does_not_get_it_again_in_the_digest(cast, stories, tuesday):
    before = tuesday.date() - DAY
    Mailing.objects.create(
        organisation=cast.nordlys, person=cast.dan, kind="story", subject_id=stories.turbine.id, slot=before,
        day=before, state=SENT,
    )  # fmt: skip
    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
    assert Mailing.objects.get(person=cast.dan, kind="digest").stories == [stories.salmon.id]
    assert set(Mailing.objects.get(person=cast.cleo).stories) == {stories.turbine.id, stories.salmon.id}


def test_the_announced_mail_is_the_one_that_is_planned(cast, readers, stories):
    """One truth: whatever somebody chose, at the moment they were told their mail is planned, and not before."""
    QuietWeek.objects.create(
        organisation=cast.nordlys, person=cast.ada, first=dt.date(2026, 11, 9), last=dt.date(2026, 11, 15)
    )
    Person.objects.filter(id=cast.cleo.id).update(paused_until=dt.date(2026, 11, 18))
    now = dt.datetime(2026, 11, 9, 9, 0, tzinfo=dt.UTC)
    Person.objects.update(joined_at=now)  # So that nothing of last week is made up for.
    for name in ("ada", "lea", "bo", "ana"):
        person = getattr(cast, name)
        told = queries.next_mail(cast.nordlys.id, person.id, now=now)
        assert told.at is not None and told.stories == 2 and told.why_not == ""
        planning.plan_digests_of(organisation_id=cast.nordlys.id, now=told.at - MINUTE)
        assert not Mailing.objects.filter(person=person).exists(), name
        planning.plan_digests_of(organisation_id=cast.nordlys.id, now=told.at)
        assert len(Mailing.objects.get(person=person).stories) == told.stories
        Mailing.objects.all().delete()
    assert f"{queries.next_mail(cast.nordlys.id, cast.ada.id, now=now).at:%a %d %H:%M}" == "Tue 17 07:45"
    paused = queries.next_mail(cast.nordlys.id, cast.cleo.id, now=now)
    assert (f"{paused.at:%a %d %H:%M}", paused.why_not) == ("Mon 23 07:00", "break")
    assert queries.next_mail(cast.nordlys.id, cast.dan.id, now=now).why_not == "stopped"


def test_why_there_is_no_next_mail(cast, tuesday):
    def why(person):
        return queries.next_mail(person.organisation_id, person.id, now=tuesday).why_not

    assert why(cast.dan) == "nothing"
    Person.objects.filter(id=cast.dan.id).update(bounced_at=tuesday)
    assert why(cast.dan) == "address"
    Person.objects.filter(id=cast.dan.id).update(joined_at=None)
    assert why(cast.dan) == "away"


def test_as_many_queries_for_many_readers_as_for_few(cast, stories, tuesday):
    def count():
        Mailing.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as captured:
            planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
        return len(captured)

    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday)
    few = count()
    team = Team.objects.filter(organisation=cast.nordlys).first()
    Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys,
            email=f"p{n}@nordlys.example",
            given_name=f"P{n}",
            team=team,
            joined_at=tuesday - DAY,
        )
        for n in range(40)
    )
    many = count()
    assert many == few and Mailing.objects.count() == 46
    with CaptureQueriesContext(connection) as idle:
        planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday + 3 * DAY)
    assert len(idle) <= 6, "when nothing is due nobody is read"
    with CaptureQueriesContext(connection) as one:
        queries.next_mail(cast.nordlys.id, cast.dan.id, now=tuesday)
    assert len(one) <= 35
