from __future__ import annotations

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.kit.periods import month_of
from stemme.people.models import Organisation, Person, Team
from stemme.people.queries import viewer
from stemme.recognition import board_actions
from stemme.recognition.models import NameConsent
from stemme.recognition.quay_queries import street_of
from stemme.recognition.tests.conftest import recount, take_part
from stemme.recognition.tests.test_challenges import plan

TEAM = "/team/"


def street(town, team, floor=8):
    return street_of(
        town.cast.nordlys.id, team.id if team else None, month_of(town.month), floor=floor,
        rest="Others in %(team)s", without_team="Without a team",
    )  # fmt: skip


def test_the_quay_shows_the_teams_of_ones_division(town):
    found = street(town, town.teams["Delta"])
    assert found.name == "Offshore wind"
    assert [(h.name, h.people, h.total) for h in found.houses] == [
        ("Alpha", 10, 6), ("Beta, Delta", 13, 10), ("Gamma, Turbine engineering", 13, 3),
    ]  # fmt: skip
    assert found.before == (2, 11, 3) and found.own == 1
    assert (found.people, found.lit, found.first) == (36, 19, 4)
    assert found.without_sharing == 15


def test_people_of_a_small_division_see_the_divisions(town):
    found = street(town, town.cast.grid, floor=5)
    assert found.name == "" and [h.name for h in found.houses] == ["Grid", "Offshore wind"]
    assert found.own == 0
    assert street(town, None, floor=5).houses == found.houses


def test_nothing_is_drawn_below_the_floor(town):
    assert street(town, town.teams["Alpha"], floor=1000).houses == ()
    Organisation.objects.filter(id=town.cast.nordlys.id).update(group_floor=1000)


def test_the_page(town, let_in):
    alpha = town.people["Alpha"][0]
    page = let_in(alpha).get(TEAM)
    assert page.status_code == 200
    for words in (
        "Light up the quay", "19 of 36 windows are lit", "6 of 10, 4 more than in", "3 of 13, as in",
        "10 of 13 so far, 11 in all of", "Alpha went from 2 to 6 lit windows.",
        "4 colleagues shared for the first time.",
        "15 colleagues took part and shared nothing.", "Dark this month, and that is fine.", "First story shared",
    ):  # fmt: skip
        assert words in page.text
    assert "Delta00" not in page.text and "named here" not in page.text


def test_a_challenge_gives_the_quay_its_theme_goal_and_prize(town, let_in):
    plan(town, goal=0.5)
    plan(town, measure="first_steps", goal=0.2)
    page = let_in(town.people["Alpha"][0]).get(TEAM).text
    assert "A donation to the rescue boat." in page and "Nobody wins anything alone." in page
    assert "5 lit windows in ten" in page and "of those who take part" in page
    elsewhere = let_in(town.cast.dan).get(TEAM).text
    assert "rescue boat" not in elsewhere


def test_ones_own_window_is_lit_since_the_first_deed_of_the_month(town, let_in):
    person = town.people["Alpha"][0]
    for day in (0, 1):
        record(
            facts.STORY_READ, organisation_id=town.cast.nordlys.id, actor_id=person.id, subject_id=1,
            at=dt.datetime.combine(town.month, dt.time(12), tzinfo=dt.UTC) + dt.timedelta(days=day),
        )  # fmt: skip
    assert "Lit since" in let_in(person).get(TEAM).text
    assert "Lit since" not in let_in(town.people["Alpha"][1]).get(TEAM).text


def test_names_stand_there_by_consent_only_and_go_at_once(town, let_in):
    first, second = town.people["Delta"][0], town.people["Alpha"][0]
    reader = let_in(town.people["Gamma"][0])
    assert first.given_name not in reader.get(TEAM).text
    delta = let_in(first)
    assert delta.post(reverse("recognition:name"), {"named": "1"}).status_code == 303
    assert 'aria-checked="true"' in delta.get(TEAM).text
    page = reader.get(TEAM).text
    assert first.given_name in page and second.given_name not in page
    delta.post(reverse("recognition:name"), {"named": "0"})
    assert first.given_name not in reader.get(TEAM).text
    assert not NameConsent.objects.filter(organisation=town.cast.nordlys).exists()


def test_who_left_or_said_no_is_not_named(town, let_in):
    person = town.people["Delta"][0]
    board_actions.allow_name(actor=viewer(person.id, scope="employee"), allowed=True, now=town.now)
    reader = let_in(town.people["Gamma"][0])
    assert person.given_name in reader.get(TEAM).text
    Person.objects.filter(id=person.id).update(declined_at=town.now)
    assert person.given_name not in reader.get(TEAM).text


def test_a_company_without_anything_has_a_calm_page(cast, let_in):
    page = let_in(cast.eve).get(TEAM)
    assert page.status_code == 200 and "Nothing to draw yet" in page.text
    assert let_in(cast.cleo, "suggest").get(TEAM).status_code == 403


def test_the_page_takes_the_same_questions_for_few_and_for_many(town, let_in):
    def questions():
        with CaptureQueriesContext(connection) as seen:
            assert reader.get(TEAM).status_code == 200
        return len(seen)

    plan(town)
    reader = let_in(town.people["Alpha"][0])
    board_actions.allow_name(actor=viewer(town.people["Delta"][0].id, scope="employee"), allowed=True, now=town.now)
    questions()
    before = questions()
    for number in range(6):
        team = Team.objects.create(organisation=town.cast.nordlys, parent=town.cast.wind, name=f"Team {number}")
        people = Person.objects.bulk_create(
            Person(organisation=town.cast.nordlys, team=team, email=f"t{number}n{n}@nordlys.example",
                   given_name="N", invited_at=town.now, joined_at=town.now)
            for n in range(12)
        )  # fmt: skip
        take_part(town, people, town.month)
    recount(town)
    for person in town.people["Delta"]:
        board_actions.allow_name(actor=viewer(person.id, scope="employee"), allowed=True, now=town.now)
    assert questions() == before <= 40
