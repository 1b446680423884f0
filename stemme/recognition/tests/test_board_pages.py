from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.privacy import actions as privacy
from stemme.recognition import board_actions, board_queries
from stemme.recognition.models import Board, BoardPlace
from stemme.recognition.views import boards as board_views
from stemme.sharing import actions as sharing
from stemme.stats.actions import read_facts

BOARDS = "/boards/"


def see(person):
    return viewer(person.id, scope="employee")


def on_board(town, people, kind="first_steps"):
    board_actions.open_board(actor=see(town.cast.ada), kind=kind, now=town.now)
    for person in people:
        assert board_actions.join_board(actor=see(person), kind=kind, now=town.now)


def figures(town, values):
    for person, figure in values.items():
        BoardPlace.objects.filter(organisation=town.cast.nordlys, person_id=person).update(figure=figure)


def test_a_board_is_off_until_the_organisation_switches_it_on(town, let_in):
    reader = let_in(town.people["Gamma"][0])
    assert "No board is on" in reader.get(BOARDS).text
    assert reader.post(reverse("recognition:place"), {"board": "quality", "join": "1"}).status_code == 404
    assert reader.post(reverse("recognition:switch"), {"board": "quality", "open": "1"}).status_code == 404
    assert let_in(town.cast.lea).post(reverse("recognition:switch"), {"board": "shares"}).status_code == 404
    ada = let_in(town.cast.ada)
    assert ada.post(reverse("recognition:switch"), {"board": "quality", "open": "1"}).status_code == 303
    assert Fact.objects.get(kind=facts.BOARD_OPENED).data == {"board": "quality"}
    assert "The board shows itself when 8 colleagues have joined." in reader.get(BOARDS).text


def test_joining_and_leaving_are_ones_own_and_work_at_once(town, let_in):
    people = town.people["Alpha"]
    on_board(town, people[1:])
    figures(town, {person.id: 5 - number for number, person in enumerate(people[1:5])})
    reader = let_in(town.people["Gamma"][0])
    page = reader.get(BOARDS).text
    assert people[1].given_name in page and people[0].given_name not in page
    assert people[9].given_name not in page  # the second half is not named
    me = let_in(people[1])
    assert "Your place is 1, with 5." in me.get(BOARDS).text
    assert "Places are told in the first half only." in let_in(people[9]).get(BOARDS).text
    assert me.post(reverse("recognition:place"), {"board": "first_steps", "join": "0"}).status_code == 303
    assert people[1].given_name not in reader.get(BOARDS).text
    kinds = [facts.BOARD_JOINED, facts.BOARD_LEFT]
    assert Fact.objects.filter(kind__in=kinds, actor_id=people[1].id).count() == 2


def test_below_the_floor_nobody_is_listed(town, let_in):
    people = town.people["Delta"]
    on_board(town, people[:7])
    figures(town, {person.id: 4 for person in people})
    page = let_in(people[0]).get(BOARDS).text
    assert people[1].given_name not in page and "when 8 colleagues have joined" in page
    assert "Fewer than 8 have joined." in let_in(town.cast.ada).get("/challenges/").text


def test_closing_a_board_forgets_every_place(town):
    on_board(town, town.people["Delta"])
    assert board_actions.close_board(actor=see(town.cast.ada), kind="first_steps", now=town.now)
    assert not board_actions.close_board(actor=see(town.cast.ada), kind="first_steps", now=town.now)
    assert not Board.objects.filter(organisation=town.cast.nordlys).exists()
    board_actions.open_board(actor=see(town.cast.ada), kind="first_steps", now=town.now)
    assert board_queries.joined_counts(town.cast.nordlys.id) == {"first_steps": 0}


def test_boards_rest_for_everybody_while_people_feel_pushed(town, let_in, monkeypatch):
    people = town.people["Alpha"]
    on_board(town, people)
    figures(town, {people[0].id: 5})
    reader = let_in(town.people["Gamma"][0])
    assert people[0].given_name in reader.get(BOARDS).text
    monkeypatch.setattr(board_views.pulse, "why_hidden", lambda organisation, now: object())
    monkeypatch.setattr(board_views, "why_hidden", lambda result: "The boards rest: too few felt free.")
    page = reader.get(BOARDS).text
    assert "The boards rest" in page and people[0].given_name not in page


@pytest.mark.parametrize("gone", ["declined_at", "deactivated_at"])
def test_who_left_is_on_no_board(town, gone):
    people = town.people["Alpha"]
    on_board(town, people)
    figures(town, {people[0].id: 5})
    Person.objects.filter(id=people[0].id).update(**{gone: town.now})
    view = board_queries.boards_of(town.cast.nordlys.id, people[1].id, floor=8)[0]
    assert view.shown.joined == 9 and people[0].id not in [line.person_id for line in view.top]


def test_leaving_the_programme_takes_one_off_the_board(town):
    people = town.people["Alpha"]
    on_board(town, people)
    privacy.leave(viewer=see(people[0]), now=town.now)
    assert not BoardPlace.objects.filter(organisation=town.cast.nordlys, person=people[0]).exists()
    assert not board_actions.join_board(actor=see(people[0]), kind="first_steps", now=town.now)


def test_first_steps_count_once_each_and_never_how_many_shares(town, cast):
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind", owner=cast.bo)
    stories = [
        Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url=f"https://nordlys.example/{n}",
            published_at=town.now, starts_at=town.now - dt.timedelta(days=1),
        )
        for n in range(4)
    ]  # fmt: skip
    StoryText.objects.bulk_create(StoryText(story=story, language="en", title="Turbines") for story in stories)
    one, many, other = town.people["Gamma"][5:8]
    on_board(town, [one, many, other])

    def share(person, story, channel="linkedin", own_words=False):
        sharing.share(
            viewer=see(person), story_id=story.id, channel=channel, language="en", own_words=own_words, now=town.now
        )

    share(one, stories[0])
    for story in stories:
        share(many, story)
    share(other, stories[0], own_words=True)
    share(other, stories[1], channel="bluesky")
    while read_facts(now=town.now):
        pass
    board_actions.refresh_boards(now=town.now)
    found = dict(BoardPlace.objects.filter(organisation=cast.nordlys).values_list("person_id", "figure"))
    assert [found[person.id] for person in (one, many, other)] == [1, 1, 3]
    assert board_actions.refresh_boards(now=town.now) == 0


def test_other_organisations_have_their_own_boards(town, let_in):
    on_board(town, town.people["Alpha"])
    assert board_queries.boards_of(town.cast.other.id, town.cast.eve.id, floor=8) == []
    eve = let_in(town.cast.eve)
    assert "No board is on" in eve.get(BOARDS).text
    assert eve.post(reverse("recognition:place"), {"board": "first_steps", "join": "1"}).status_code == 404


def test_the_rules_are_open_to_everybody(client, db):
    page = client.get(reverse("recognition:how"))
    assert page.status_code == 200 and "What never counts" in page.text
