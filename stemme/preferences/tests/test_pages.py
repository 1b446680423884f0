"""What reaches me: every part saved by itself, for the person alone."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from stemme.feed.queries import followed_topics
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library.models import Topic
from stemme.mailings import queries as mailings
from stemme.mailings.models import QuietWeek, Rhythm
from stemme.people.models import Person
from stemme.people.queries import receivers, viewer
from stemme.sharing.app_queries import own_apps

pytestmark = pytest.mark.django_db
URL = "/mails/"
RHYTHM = {"part": "rhythm", "every": "fortnightly", "weekday": "3", "hour": "9"}


def today(person: Person) -> dt.date:
    seen = viewer(person.id, scope="employee")
    assert seen is not None
    return seen.today(timezone.now())


def page(client: Client) -> Any:
    return client.get(f"{URL}?lang=en")


@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_how_often_on_which_day_and_at_which_hour(cast: SimpleNamespace, let_in: Any, scope: str) -> None:
    cleo = let_in(cast.cleo, scope)
    answer = cleo.post(URL, RHYTHM)
    assert (answer.status_code, answer["Location"]) == (303, URL)
    row = Rhythm.objects.get(person=cast.cleo)
    assert (row.every, row.weekday, row.hour, row.way) == ("fortnightly", 3, 9, "mail")
    assert Fact.objects.filter(kind=facts.MAIL_RHYTHM_CHANGED, actor_id=cast.cleo.id).count() == 1
    assert 'value="fortnightly"' in page(cleo).text
    cleo.post(URL, {"part": "rhythm", "every": "weekly", "weekday": "", "hour": ""})
    row.refresh_from_db()
    assert (row.every, row.weekday, row.hour) == ("weekly", None, None), "as the others again"


def test_the_next_mail_is_named_on_the_readers_own_clock(cast: SimpleNamespace, let_in: Any) -> None:
    zone = "Asia/Tokyo"
    Person.objects.filter(id=cast.cleo.id).update(time_zone=zone)
    coming = mailings.next_mail(cast.nordlys.id, cast.cleo.id, now=timezone.now())
    assert coming.at is not None and str(coming.at.tzinfo) == zone
    assert f"{coming.at:%H:%M}" in page(let_in(cast.cleo)).text.split("Your next mail")[1][:60]


def test_a_choice_in_the_foot_of_a_mail_is_only_marked(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo, "suggest")
    marked = cleo.get(f"{URL}?choice=monthly&lang=en")
    assert "Not saved yet." in marked.text
    assert not Rhythm.objects.filter(person=cast.cleo).exists()
    resting = cleo.get(f"{URL}?choice=break&lang=en")
    assert "Choose the day on which mails begin again" in resting.text


def test_nonsense_changes_nothing(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo)
    assert cleo.post(URL, {"part": "rhythm", "every": "hourly"}).status_code == 422
    assert cleo.post(URL, {"part": "all"}).status_code == 404
    assert cleo.post("/mails/break/", {"until": today(cast.cleo).isoformat()}).status_code == 422
    assert cleo.post("/mails/quiet/", {"first": "2026-12-24", "last": "2026-12-01"}).status_code == 422
    assert cleo.post(URL, {"part": "reach", "time_zone": "Mars/Olympus"}).status_code == 422
    assert cleo.post(URL, {"part": "apps", "channels": ["myspace"]}).status_code == 422
    assert not Rhythm.objects.exists() and not QuietWeek.objects.exists()


def test_a_break_begins_and_ends_with_one_press(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo)
    until = today(cast.cleo) + dt.timedelta(days=10)
    assert cleo.post("/mails/break/", {"until": until.isoformat()}).status_code == 303
    assert cast.cleo.id not in {r.person_id for r in receivers(cast.nordlys.id, now=timezone.now())}
    assert "You are on a break." in page(cleo).text
    cleo.post("/mails/break/", {"end": "1"})
    assert cast.cleo.id in {r.person_id for r in receivers(cast.nordlys.id, now=timezone.now())}


def test_quiet_days_are_planned_and_taken_back_by_their_person_alone(cast: SimpleNamespace, let_in: Any) -> None:
    cleo, first = let_in(cast.cleo), today(cast.cleo) + dt.timedelta(days=30)
    dates = {"first": first.isoformat(), "last": (first + dt.timedelta(days=6)).isoformat()}
    assert cleo.post("/mails/quiet/", dates).status_code == 303
    [row] = mailings.quiet_weeks_of(cast.nordlys.id, cast.cleo.id, now=timezone.now())
    assert let_in(cast.dan).post(f"/mails/quiet/{row.id}/").status_code == 404
    assert let_in(cast.eve).post(f"/mails/quiet/{row.id}/").status_code == 404
    assert cleo.post(f"/mails/quiet/{row.id}/").status_code == 303
    assert not QuietWeek.objects.exists()


def test_languages_zone_and_holidays(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo)
    sent = {"part": "reach", "story_languages": ["de", "nb"], "time_zone": "Europe/Berlin", "country": "de"}
    assert cleo.post(URL, sent).status_code == 303
    [cleos] = [r for r in receivers(cast.nordlys.id) if r.person_id == cast.cleo.id]
    assert (cleos.story_languages, cleos.time_zone, cleos.country) == (("nb", "de"), "Europe/Berlin", "de")
    cleo.post(URL, {"part": "reach", "time_zone": "", "country": ""})
    [cleos] = [r for r in receivers(cast.nordlys.id) if r.person_id == cast.cleo.id]
    assert (cleos.story_languages, cleos.time_zone) == ((), cast.nordlys.time_zone)


def test_topics_and_apps(cast: SimpleNamespace, let_in: Any) -> None:
    wind = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind"})
    theirs = Topic.objects.create(organisation=cast.other, slug="wind", names={"en": "Theirs"})
    cleo = let_in(cast.cleo)
    assert "Theirs" not in page(cleo).text
    assert cleo.post(URL, {"part": "topics", "topics": [theirs.id]}).status_code == 422
    assert cleo.post(URL, {"part": "topics", "topics": [wind.id]}).status_code == 303
    assert followed_topics(cast.nordlys.id, cast.cleo.id) == {wind.id}
    assert cleo.post(URL, {"part": "apps", "channels": ["bluesky", "linkedin"]}).status_code == 303
    assert set(own_apps(cast.nordlys.id, cast.cleo.id)) == {"linkedin", "bluesky"}


def test_who_came_by_a_mail_changes_mails_and_nothing_else(cast: SimpleNamespace, let_in: Any) -> None:
    cleo = let_in(cast.cleo, "suggest")
    assert "Apps I use" not in page(cleo).text
    for part in ("reach", "topics", "apps"):
        assert cleo.post(URL, {"part": part, "time_zone": "Europe/Berlin"}).status_code == 404
    cast.cleo.refresh_from_db()
    assert cast.cleo.time_zone == ""


@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_the_no_is_one_press_and_so_is_coming_back(cast: SimpleNamespace, let_in: Any, scope: str) -> None:
    cleo = let_in(cast.cleo, scope)
    cleo.post(URL, RHYTHM)
    assert cleo.post("/mails/no/").status_code == 303
    cast.cleo.refresh_from_db()
    assert cast.cleo.declined_at is not None
    assert "nobody can look it up" in page(cleo).text
    assert cast.cleo.id not in {r.person_id for r in receivers(cast.nordlys.id)}
    assert cleo.post("/mails/no/", {"undo": "1"}).status_code == 303
    assert cast.cleo.id in {r.person_id for r in receivers(cast.nordlys.id)}
    assert Rhythm.objects.get(person=cast.cleo).every == "fortnightly", "what was chosen is kept"


def test_nobody_who_runs_it_can_tell_a_no(cast: SimpleNamespace, let_in: Any) -> None:
    invited = Person.objects.create(
        organisation=cast.nordlys, email="silent@nordlys.example", given_name="Silent", invited_at=timezone.now()
    )
    refusing = Person.objects.create(
        organisation=cast.nordlys, email="refusing@nordlys.example", given_name="Refusing", invited_at=timezone.now()
    )
    let_in(refusing).post("/mails/no/")
    ada = let_in(cast.ada)
    for address in ("/people/", "/people/?state=invited", "/audit/", "/overview/"):
        words = ada.get(address + ("&" if "?" in address else "?") + "lang=en").text
        assert words.count("Silent") == words.count("Refusing"), address
        assert "inactive" not in words.casefold(), address
    assert invited.declined_at is None


def test_a_page_asks_the_database_the_same_whatever_there_is(
    cast: SimpleNamespace, let_in: Any, django_assert_max_num_queries: Any
) -> None:
    cleo, first = let_in(cast.cleo), today(cast.cleo)
    page(cleo)
    with django_assert_max_num_queries(60) as few:
        page(cleo)
    for number in range(8):
        Topic.objects.create(organisation=cast.nordlys, slug=f"t{number}", names={"en": f"T{number}"})
        QuietWeek.objects.create(
            organisation=cast.nordlys, person=cast.cleo, first=first, last=first + dt.timedelta(days=number)
        )
    before = len(few)
    with django_assert_max_num_queries(before):
        page(cleo)
