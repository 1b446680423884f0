"""What readers decide, and what an organisation decides for its mails."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.mailings import queries
from stemme.mailings.actions import choosing, forgetting
from stemme.mailings.models import QuietWeek, Rhythm, SendingRules
from stemme.people.models import Organisation
from stemme.people.queries import viewer

URL = "/settings/mails/"
DAY = dt.timedelta(days=1)
RULES = {"weekday": "3", "time": "09:00", "second_weekday": "1", "quiet_from": "18", "quiet_until": "8", "cap": "3"}


def me(person):
    return viewer(person.id, scope="suggest")


def test_a_rhythm_is_chosen_once_with_day_time_and_way(cast, now):
    for _ in range(2):
        choosing.choose(viewer=me(cast.cleo), every="twice", weekday=3, hour=16, minute=30, now=now)
    mine = queries.preferences(cast.nordlys.id, cast.cleo.id, now=now)
    wish = mine.wish
    assert (wish.every, wish.weekday, wish.hour, wish.minute, mine.way) == (
        "twice",
        3,
        16,
        30,
        "mail",
    )
    assert Fact.objects.filter(kind=facts.MAIL_RHYTHM_CHANGED, actor_id=cast.cleo.id).count() == 1
    assert f"{mine.next_mail.at:%a %d %H:%M}" == "Thu 12 16:30"
    assert not Rhythm.objects.exclude(person=cast.cleo).exists()


@pytest.mark.parametrize(
    "wrong",
    [{"every": "hourly"}, {"weekday": 7}, {"hour": 24}, {"hour": 9, "minute": 60}, {"minute": 5}, {"way": "fax"}],
)
def test_nonsense_changes_nothing(cast, now, wrong):
    with pytest.raises(ValueError, match="no such rhythm"):
        choosing.choose(viewer=me(cast.cleo), **{"every": "weekly", **wrong}, now=now)
    assert not Rhythm.objects.exists()


def test_coming_back_is_as_easy_as_leaving(cast, now):
    token = choosing.make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, now=now)
    choosing.choose(viewer=me(cast.cleo), every="twice", weekday=3, hour=16, now=now)
    assert choosing.stop(token=token, now=now)
    assert queries.next_mail(cast.nordlys.id, cast.cleo.id, now=now).why_not == "stopped"
    kept = Rhythm.objects.get(person=cast.cleo)
    assert (kept.every, kept.weekday, kept.hour) == ("never", 3, 16), "day and hour are there when they come back"
    choosing.choose(viewer=me(cast.cleo), every="weekly", now=now)
    assert queries.next_mail(cast.nordlys.id, cast.cleo.id, now=now).at is not None


def test_quiet_weeks_are_planned_and_dropped_by_the_person_alone(cast, now):
    first, last = dt.date(2026, 12, 21), dt.date(2027, 1, 3)
    planned = choosing.add_quiet(viewer=me(cast.cleo), first=first, last=last, now=now)
    assert choosing.add_quiet(viewer=me(cast.cleo), first=first, last=last, now=now) == planned
    assert [(q.id, q.first, q.last) for q in queries.quiet_weeks_of(cast.nordlys.id, cast.cleo.id, now=now)] == [
        (planned, first, last)
    ]
    assert queries.quiet_weeks_of(cast.nordlys.id, cast.dan.id, now=now) == []
    assert not choosing.drop_quiet(viewer=me(cast.dan), quiet_id=planned, now=now)
    assert not choosing.drop_quiet(viewer=me(cast.eve), quiet_id=planned, now=now)
    assert choosing.drop_quiet(viewer=me(cast.cleo), quiet_id=planned, now=now)
    assert queries.quiet_weeks_of(cast.nordlys.id, cast.cleo.id, now=now) == []


def test_quiet_weeks_have_limits_and_are_forgotten(cast, now):
    today = me(cast.cleo).today(now)
    for first, last in (
        (today, today - DAY),
        (today - 9 * DAY, today - DAY),
        (today, today + 400 * DAY),
        (today + 500 * DAY,) * 2,
    ):
        with pytest.raises(ValueError, match="quiet weeks"):
            choosing.add_quiet(viewer=me(cast.cleo), first=first, last=last, now=now)
    for week in range(choosing.MOST_QUIET):
        choosing.add_quiet(viewer=me(cast.cleo), first=today + week * DAY, last=today + week * DAY, now=now)
    with pytest.raises(ValueError, match="so many"):
        choosing.add_quiet(viewer=me(cast.cleo), first=today, last=today + 40 * DAY, now=now)
    assert forgetting.forget_old(now=now + 90 * DAY) == choosing.MOST_QUIET
    choosing.add_quiet(viewer=me(cast.cleo), first=today, last=today, now=now)
    forgetting.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    assert not QuietWeek.objects.exists()


def test_the_owner_sets_when_mails_leave(cast, let_in):
    ada = let_in(cast.ada)
    page = ada.get(URL + "?lang=en").text
    assert "From 19:00 to 07:00 nothing goes out." in page and "at most 2 mails in seven days" in page
    for _ in range(2):
        answer = ada.post(URL, RULES)
        assert (answer.status_code, answer["Location"]) == (303, URL)
    rules = SendingRules.objects.get(organisation=cast.nordlys)
    assert (rules.second_weekday, rules.quiet_from, rules.quiet_until, rules.weekends, rules.cap) == (
        1,
        18,
        8,
        False,
        3,
    )
    ours = Organisation.objects.get(id=cast.nordlys.id)
    assert (ours.digest_weekday, ours.digest_hour, ours.digest_minute) == (3, 9, 0)
    assert Organisation.objects.get(id=cast.other.id).digest_weekday == 1
    assert [fact.data for fact in Fact.objects.filter(kind=facts.MAILS_CHANGED)] == [{"cap": 3, "quiet": "18–8"}]
    assert Fact.objects.get(kind=facts.MAILS_CHANGED).chained
    assert "Thursday at 09:00" in ada.get(URL + "?lang=en").text


def test_new_rules_make_up_for_nothing_that_was_due_before_them(cast, let_in):
    let_in(cast.ada).post(URL, {**RULES, "quiet_from": "0", "quiet_until": "0", "weekends": "on"})
    coming = queries.next_mail(cast.nordlys.id, cast.dan.id, now=timezone.now())
    assert coming.at is not None and coming.at > timezone.now()


@pytest.mark.parametrize(
    "wrong",
    [{"cap": "0"}, {"cap": "8"}, {"time": "25:00"}, {"time": "18:30"}, {"time": "17:55"},
     {"second_weekday": "3"}, {"weekday": "6"}, {"quiet_from": "24"}],
    ids=str,
)  # fmt: skip
def test_rules_that_make_no_sense_are_refused(cast, let_in, wrong):
    assert let_in(cast.ada).post(URL, {**RULES, **wrong}).status_code == 422
    assert not SendingRules.objects.exists()


def test_only_who_runs_the_organisation_may(cast, let_in):
    for person in (cast.bo, cast.cleo):
        assert let_in(person).get(URL).status_code == 404 and let_in(person).post(URL, RULES).status_code == 404
    assert not SendingRules.objects.exists()
