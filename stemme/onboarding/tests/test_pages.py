"""A newcomer goes through the first steps, stops, goes on, leaves them out."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from stemme.feed.queries import followed_topics
from stemme.library.models import Topic
from stemme.mailings import queries as mailings
from stemme.maturity.queries import answers_of
from stemme.onboarding.models import Progress
from stemme.onboarding.steps import STEPS
from stemme.people.models import Person
from stemme.policy import actions as policy
from stemme.policy.models import Acknowledgement
from stemme.policy.queries import TextRow
from stemme.sharing.app_queries import own_apps

pytestmark = pytest.mark.django_db


@pytest.fixture
def newcomer(cast):
    """Cleo joined an hour ago and reads English."""
    lately = timezone.now() - dt.timedelta(hours=1)
    Person.objects.filter(id=cast.cleo.id).update(joined_at=lately, language="en")
    return cast.cleo


@pytest.fixture
def rules(cast):
    """Guidelines in English."""
    text = TextRow("en", "What we say", "Two minutes.", ("Sharing is voluntary.", "Say that you work here."))
    return policy.publish(actor=None, organisation_id=cast.nordlys.id, texts=[text], now=cast.now)


def done_of(person):
    return Progress.objects.get(person=person).done


def test_a_newcomer_is_led_through_five_steps_and_everything_is_kept(cast, newcomer, rules, let_in):
    topic = Topic.objects.create(organisation=cast.nordlys, slug="wind", names={"en": "Wind"})
    client = let_in(newcomer)
    assert client.get("/").headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == "/start/what/"
    page = client.get("/start/what/").content.decode()
    assert "Sharing is voluntary." in page and "Step 1 of 5" in page
    assert (
        client.post("/start/what/", {"read": "on", "version": str(rules), "language": "en"}).headers["Location"]
        == "/start/topics/"
    )
    assert Acknowledgement.objects.get(person=newcomer).guidelines.version == rules
    sent = {"topics": [str(topic.pk)], "channels": ["linkedin"]}
    assert client.post("/start/topics/", sent).headers["Location"] == "/start/rhythm/"
    assert client.post("/start/rhythm/", {"every": "monthly"}).headers["Location"] == "/start/questions/"
    assert client.post("/start/questions/", {"contacts": "3"}).headers["Location"] == "/start/first/"
    assert client.post("/start/first/").headers["Location"] == "/start/"
    ours = (cast.nordlys.id, newcomer.id)
    assert followed_topics(*ours) == {topic.pk}
    assert own_apps(*ours) == ("linkedin",)
    assert mailings.preferences(*ours, now=timezone.now()).wish.every == "monthly"
    assert answers_of(*ours) == {"contacts": 3}
    assert done_of(newcomer) == list(STEPS)
    assert "You are set" in client.get("/start/").content.decode()
    assert client.get("/").headers["Location"] == "/stories/"
    assert "Your first steps:" not in client.get("/stories/").content.decode()


def test_somebody_stops_and_goes_on_where_they_stopped(newcomer, let_in):
    client = let_in(newcomer)
    client.post("/start/what/")
    client.post("/start/topics/", {"skip": "1"})
    assert client.post("/start/later/").headers["Location"] == "/stories/"
    assert client.get("/").headers["Location"] == "/stories/"
    assert "Your first steps: 2 of 5." in client.get("/stories/").content.decode()
    assert let_in(newcomer).get("/start/").headers["Location"] == "/start/rhythm/"
    client.post("/start/later/", {"enough": "1"})
    assert "Your first steps:" not in client.get("/stories/").content.decode()


def test_looking_changes_nothing_and_joining_is_the_persons_own_press(newcomer, let_in):
    Person.objects.filter(id=newcomer.id).update(joined_at=None)
    client = let_in(newcomer)
    for step in STEPS:
        assert client.get(f"/start/{step}/").status_code == 200
    assert "Join and go on" in client.get("/start/what/").content.decode()
    assert not Progress.objects.exists()
    assert Person.objects.get(id=newcomer.id).joined_at is None
    client.post("/start/what/")
    assert Person.objects.get(id=newcomer.id).joined_at is not None


def test_guidelines_that_changed_meanwhile_are_shown_again(cast, newcomer, rules, let_in):
    text = TextRow("en", "What we say", "", ("Ask a person.",))
    policy.publish(actor=None, organisation_id=cast.nordlys.id, texts=[text], now=cast.now)
    answer = let_in(newcomer).post("/start/what/", {"read": "on", "version": str(rules), "language": "en"})
    assert answer.status_code == 422 and "Ask a person." in answer.content.decode()
    assert not Acknowledgement.objects.exists() and not Progress.objects.exists()


def test_leaving_the_rules_out_keeps_nothing_about_them(newcomer, rules, let_in):
    let_in(newcomer).post("/start/what/")
    assert not Acknowledgement.objects.exists()


def test_the_link_of_a_mail_shows_no_answers_and_keeps_none(newcomer, let_in):
    client = let_in(newcomer, "suggest")
    page = client.get("/start/questions/").content.decode()
    assert 'type="radio"' not in page and "Sign in" in page
    client.post("/start/questions/", {"contacts": "3"})
    assert answers_of(newcomer.organisation_id, newcomer.id) == {}


def test_what_cannot_be_is_refused_and_nothing_is_lost(newcomer, let_in):
    client = let_in(newcomer)
    assert client.get("/start/seventh/").status_code == 404
    assert client.post("/start/rhythm/", {"every": "hourly"}).status_code == 422
    assert client.post("/start/topics/", {"topics": ["1"], "channels": ["fax"]}).status_code == 422
    assert not Progress.objects.exists()


def test_who_joined_long_ago_is_left_alone(cast, let_in):
    Person.objects.filter(id=cast.cleo.id).update(joined_at=timezone.now() - dt.timedelta(days=15))
    assert let_in(cast.cleo).get("/").headers["Location"] == "/stories/"
    assert Client().get("/").headers["Location"] == "/sign-in/"


def test_the_pages_take_the_same_number_of_queries_whatever_there_is(
    cast, newcomer, let_in, django_assert_max_num_queries
):
    client = let_in(newcomer)
    for number in range(5):
        Topic.objects.create(organisation=cast.nordlys, slug=f"t{number}", names={"en": f"T{number}"})
    with django_assert_max_num_queries(24):
        client.get("/start/topics/")
