"""From the offer to the first share, with real rows."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from stemme.buddies import actions, course, following_actions, queries
from stemme.buddies.forgetting_actions import forget_old, forget_person
from stemme.buddies.models import Helper, Pair, Wish
from stemme.journal import facts
from stemme.journal.actions import record
from stemme.journal.models import Fact
from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import viewer as viewer_of
from stemme.sharing import actions as sharing

pytestmark = pytest.mark.django_db


def as_viewer(person):
    return viewer_of(person.id, scope="employee")


def main_of(client):
    """What the page says besides the viewer's own menu."""
    return client.get("/buddies/").content.decode().split("<main", 1)[1]


@pytest.fixture
def stories(cast):
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind")
    made = []
    for number in range(3):
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url=f"https://nordlys.example/{number}",
            published_at=cast.now, starts_at=cast.now - dt.timedelta(days=1),
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Story {number}")
        made.append(story)
    return made


def share(person, story, now):
    sharing.share(
        viewer=as_viewer(person), story_id=story.id, channel="linkedin", language="en", own_words=True, now=now
    )


@pytest.fixture
def regular(cast, stories):
    """Dan, who has shared three times."""
    for story in stories:
        share(cast.dan, story, cast.now)
    return cast.dan


@pytest.fixture
def running(cast, regular):
    """Dan helps Cleo; both said yes."""
    actions.offer_help(actor=as_viewer(regular), room=1, now=cast.now)
    actions.ask_for_help(actor=as_viewer(cast.cleo), wanted=True, now=cast.now)
    pair = Pair.objects.get()
    assert actions.go_on(actor=as_viewer(regular), pair_id=pair.pk, deed=course.YES, now=cast.now)
    assert actions.go_on(actor=as_viewer(cast.cleo), pair_id=pair.pk, deed=course.YES, now=cast.now)
    return Pair.objects.get()


def test_nobody_is_named_before_both_have_said_yes(cast, regular, let_in):
    dan, cleo = let_in(regular), let_in(cast.cleo)
    assert dan.post("/buddies/helping/", {"room": "2"}).status_code == 303
    assert cleo.post("/buddies/asking/").status_code == 303
    pair = Pair.objects.get()
    assert (pair.helper_id, pair.newcomer_id, pair.state) == (regular.id, cast.cleo.id, course.ASKED_HELPER)
    theirs, hers = ("Clausen", "cleo@", "Turbine"), ("Dahl", "dan@", "Grid")
    assert not any(word in main_of(dan) for word in theirs)
    assert dan.post(f"/buddies/{pair.pk}/", {"deed": "yes"}).status_code == 303
    assert not any(word in main_of(dan) for word in theirs) and not any(word in main_of(cleo) for word in hers)
    assert cleo.post(f"/buddies/{pair.pk}/", {"deed": "yes"}).status_code == 303
    assert all(word in main_of(dan) for word in (*theirs, "Cleo, "))
    assert all(word in main_of(cleo) for word in hers)


def test_only_who_has_shared_may_help_and_only_who_has_not_may_ask(cast, regular):
    assert not actions.offer_help(actor=as_viewer(cast.cleo), room=1, now=cast.now)
    assert not actions.ask_for_help(actor=as_viewer(regular), wanted=True, now=cast.now)
    assert not Helper.objects.exists() and not Wish.objects.exists()


def test_whoever_administers_the_newcomer_is_not_proposed(cast, regular):
    RoleGrant.objects.create(organisation=cast.nordlys, person=regular, role="people_admin", team=cast.wind)
    actions.offer_help(actor=as_viewer(regular), room=1, now=cast.now)
    actions.ask_for_help(actor=as_viewer(cast.cleo), wanted=True, now=cast.now)
    assert not Pair.objects.exists()
    RoleGrant.objects.filter(person=regular).update(team=cast.grid)
    assert actions.introduce(organisation_id=cast.nordlys.id, now=cast.now) == 1


def test_a_no_goes_on_to_nobody_twice(cast, regular):
    actions.offer_help(actor=as_viewer(regular), room=1, now=cast.now)
    actions.ask_for_help(actor=as_viewer(cast.cleo), wanted=True, now=cast.now)
    assert actions.go_on(actor=as_viewer(regular), pair_id=Pair.objects.get().pk, deed=course.NO, now=cast.now)
    assert actions.introduce(organisation_id=cast.nordlys.id, now=cast.now) == 0
    assert Wish.objects.filter(person=cast.cleo).exists(), "the newcomer goes on waiting and is told nothing"


def test_a_first_share_ends_the_help_and_is_told_once(cast, running, stories):
    share(cast.cleo, stories[0], cast.now)
    assert following_actions.follow(now=cast.now) == 1
    assert following_actions.follow(now=cast.now) == 0
    share(cast.cleo, stories[1], cast.now)
    following_actions.follow(now=cast.now)
    running.refresh_from_db()
    assert running.state == course.DONE
    fact = Fact.objects.get(kind=facts.BUDDY_HELPED)
    assert (fact.actor_id, fact.subject_id, fact.chained, fact.data) == (cast.dan.id, running.pk, False, {})
    assert queries.standing(as_viewer(cast.dan)).helped == 1


def test_the_newcomer_says_that_it_is_done_and_an_end_is_no_help(cast, running):
    helper, newcomer = as_viewer(cast.dan), as_viewer(cast.cleo)
    assert not actions.go_on(actor=helper, pair_id=running.pk, deed=course.FINISH, now=cast.now)
    assert actions.go_on(actor=newcomer, pair_id=running.pk, deed=course.STEP, now=cast.now)
    assert actions.go_on(actor=newcomer, pair_id=running.pk, deed=course.FINISH, now=cast.now)
    assert not actions.go_on(actor=newcomer, pair_id=running.pk, deed=course.FINISH, now=cast.now)
    assert Fact.objects.filter(kind=facts.BUDDY_HELPED).count() == 1
    Pair.objects.update(state=course.RUNNING)
    assert actions.go_on(actor=helper, pair_id=running.pk, deed=course.END, now=cast.now)
    assert Fact.objects.filter(kind=facts.BUDDY_HELPED).count() == 1


def test_questions_without_an_answer_pass(cast, regular):
    actions.offer_help(actor=as_viewer(regular), room=1, now=cast.now)
    actions.ask_for_help(actor=as_viewer(cast.cleo), wanted=True, now=cast.now)
    following_actions.follow(now=cast.now + dt.timedelta(days=6))
    assert Pair.objects.get().state == course.ASKED_HELPER
    following_actions.follow(now=cast.now + dt.timedelta(days=8))
    assert Pair.objects.get().state == course.PASSED and Wish.objects.exists()
    Pair.objects.update(state=course.ASKED_NEWCOMER)
    following_actions.follow(now=cast.now + dt.timedelta(days=23))
    assert Pair.objects.get().state == course.PASSED and not Wish.objects.exists()


def test_a_pair_is_nobody_elses(cast, running, let_in):
    for person in (cast.ada, cast.lea, cast.bo, cast.ana, cast.eve):
        client = let_in(person)
        assert client.post(f"/buddies/{running.pk}/", {"deed": "end"}).status_code == 404
        page = client.get("/buddies/").content.decode()
        assert "Clausen" not in page and "Dahl" not in page
    assert let_in(cast.cleo, "suggest").get("/buddies/").status_code == 403
    running.refresh_from_db()
    assert running.state == course.RUNNING


def test_whoever_takes_a_break_or_says_no_is_not_proposed(cast, regular):
    actions.offer_help(actor=as_viewer(regular), room=1, now=cast.now)
    Person.objects.filter(id=regular.id).update(declined_at=cast.now)
    actions.ask_for_help(actor=as_viewer(cast.cleo), wanted=True, now=cast.now)
    assert not Pair.objects.exists()


def test_the_page_asks_the_same_number_of_queries(cast, running, let_in):
    def queries_of(client):
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/buddies/").status_code == 200
        return len(captured)

    client = let_in(cast.dan)
    client.get("/buddies/")
    one = queries_of(client)
    for person in (cast.bo, cast.ana):
        Pair.objects.create(
            organisation=cast.nordlys, helper=cast.dan, newcomer=person, state=course.RUNNING, changed_at=cast.now
        )
    assert queries_of(client) == one


def test_a_wrong_button_changes_nothing(cast, running, let_in):
    assert let_in(cast.dan).post(f"/buddies/{running.pk}/", {"deed": "burn"}).status_code == 422
    assert let_in(cast.dan).post("/buddies/helping/", {"room": "9"}).status_code == 422
    assert Pair.objects.get().state == course.RUNNING


def test_it_is_forgotten(cast, running):
    forget_old(now=cast.now + dt.timedelta(days=89))
    assert Pair.objects.exists()
    forget_old(now=cast.now + dt.timedelta(days=91))
    assert not Pair.objects.exists()
    forget_person(organisation_id=cast.nordlys.id, person_id=cast.dan.id)
    assert not Helper.objects.exists()


def test_facts_of_other_organisations_touch_no_pair(cast, running):
    with transaction.atomic():
        record(facts.STORY_SHARED, organisation_id=cast.other.id, actor_id=cast.cleo.id, subject_id=1, at=cast.now)
    following_actions.follow(now=cast.now)
    assert Pair.objects.get().state == course.RUNNING
