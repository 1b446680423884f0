"""What people say puts them somewhere at once; nothing is concluded about anybody else; nothing is kept too long."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import transaction

from stemme.journal.models import Fact
from stemme.library.models import Story, StoryText, Stream
from stemme.maturity import actions, forgetting_actions, placing_actions, queries
from stemme.maturity.classifier import Answered, Measured, classify
from stemme.maturity.counts import OwnCounts
from stemme.maturity.models import Answer, PlaceOfMonth, StoredPlace
from stemme.maturity.next_step import next_step
from stemme.maturity.page_queries import own_page
from stemme.maturity.positions import positions_of
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.sharing import actions as sharing

pytestmark = pytest.mark.django_db
EIGHT = {
    "contacts": 2, "invitations": 2, "introductions": 1, "profile": 2,
    "reactions": 2, "sharing": 1, "publishing": 0, "answering": 1,
}  # fmt: skip
DAY = dt.timedelta(days=1)


@pytest.fixture
def cleo(cast):
    return viewer(cast.cleo.id, scope="employee")


@pytest.fixture
def ids(cleo):
    return cleo.organisation_id, cleo.person_id


def test_answers_give_the_place_that_the_pure_functions_give(cleo, ids, now):
    actions.answer(actor=cleo, answers=EIGHT, now=now - 14 * DAY)
    place = queries.place_of(*ids, now=now)
    assert place == classify(Answered(key, option, 14) for key, option in EIGHT.items())
    [basis] = queries.evidence_of(*ids, now=now)
    assert (basis.kind, basis.number, basis.newest) == ("answers", 8, (now - 14 * DAY).date())


def test_an_answer_can_be_changed_and_taken_back(cleo, ids, now):
    actions.answer(actor=cleo, answers={"contacts": 4, "profile": 1}, now=now)
    actions.answer(actor=cleo, answers={"contacts": 0, "profile": None}, now=now + DAY)
    assert queries.answers_of(*ids) == {"contacts": 0}
    actions.answer(actor=cleo, answers={"contacts": None}, now=now + DAY)
    assert not queries.place_of(*ids, now=now).known
    assert not StoredPlace.objects.filter(organisation_id=ids[0]).exists()


@pytest.mark.parametrize("wrong", [{"nothing": 1}, {"contacts": 5}, {"contacts": -1}])
def test_what_is_no_answer_is_refused(cleo, now, wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        actions.answer(actor=cleo, answers=wrong, now=now)
    assert not Answer.objects.filter(organisation_id=cleo.organisation_id).exists()


def test_numbers_of_several_services_are_one_piece_of_evidence(cleo, ids, now):
    linkedin, x = OwnCounts(connections=300, comments=10), OwnCounts(connections=80, reactions=20)
    actions.keep_counts(actor=cleo, source="linkedin", counts=linkedin, until=now.date(), now=now)
    actions.keep_counts(actor=cleo, source="x", counts=x, until=(now - 40 * DAY).date(), now=now)
    network, activity = positions_of(OwnCounts(connections=300, comments=10, reactions=20))
    assert queries.place_of(*ids, now=now) == classify([Measured(network, activity, 0)])
    assert queries.sources_of(*ids) == {"linkedin": now.date(), "x": (now - 40 * DAY).date()}
    actions.forget_counts(actor=cleo, source="linkedin", now=now)
    actions.forget_counts(actor=cleo, source="x")
    assert not queries.place_of(*ids, now=now).known


def test_the_own_word_and_its_withdrawal(cleo, ids, now):
    actions.correct(actor=cleo, type_key="connector", now=now)
    assert (queries.place_of(*ids, now=now).top, queries.correction_of(*ids)) == ("connector", "connector")
    with pytest.raises(KeyError):
        actions.correct(actor=cleo, type_key="winner", now=now)
    actions.correct(actor=cleo, type_key="", now=now)
    assert queries.correction_of(*ids) == ""


def test_the_wish_limits_the_step(cleo, ids, now):
    actions.answer(actor=cleo, answers=EIGHT, now=now)
    top = queries.place_of(*ids, now=now).top
    actions.set_target(actor=cleo, type_key=top, now=now)
    assert queries.choices_of(*ids).target == top
    assert next_step(queries.place_of(*ids, now=now), top).axis == ""


def shared(cast, person, now, count=1):
    stream, _ = Stream.objects.get_or_create(organisation=cast.nordlys, name="Wind")
    for number in range(count):
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url=f"https://nordlys.example/{number}",
            published_at=now, starts_at=now - DAY,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Turbine {number}")
        who = viewer(person.id, scope="employee")
        sharing.share(viewer=who, story_id=story.id, channel="linkedin", language="en", own_words=True, now=now)


def test_nothing_is_concluded_about_those_who_said_nothing(cast, cleo, ids, now):
    shared(cast, cast.cleo, now, 4)
    assert not queries.place_of(*ids, now=now).known
    placing_actions.place_everybody(now=now)
    assert not StoredPlace.objects.filter(organisation_id=ids[0]).exists()
    actions.let_stemme_place(actor=cleo, wanted=True, now=now)
    place = queries.place_of(*ids, now=now)
    assert place.known
    assert place.activity > 0.5
    assert [basis.kind for basis in queries.evidence_of(*ids, now=now)] == ["behaviour"]
    assert queries.map_rows(ids[0]) == [], "the map shows only who placed themselves"
    actions.let_stemme_place(actor=cleo, wanted=False, now=now)
    assert not queries.place_of(*ids, now=now).known


def test_what_was_done_here_only_lifts(cast, cleo, ids, now):
    actions.answer(actor=cleo, answers={"reactions": 0, "sharing": 0, "publishing": 0, "answering": 0}, now=now)
    before = queries.place_of(*ids, now=now)
    shared(cast, cast.cleo, now, 4)
    assert queries.place_of(*ids, now=now).activity > before.activity


def test_the_map_holds_who_placed_themselves_and_may_take_part(cast, cleo, ids, now):
    for person, kind in ((cast.cleo, "connector"), (cast.dan, "expert"), (cast.bo, "influencer")):
        actions.correct(actor=viewer(person.id, scope="employee"), type_key=kind, now=now)
    actions.leave_map(actor=viewer(cast.dan.id, scope="employee"), now=now)
    Person.objects.filter(id=cast.bo.id).update(declined_at=now)
    [row] = queries.map_rows(ids[0])
    assert (row.person_id, row.team_id, row.type) == (cast.cleo.id, cast.cleo.team_id, "connector")
    actions.return_to_map(actor=viewer(cast.dan.id, scope="employee"), now=now)
    assert {row.type for row in queries.map_rows(ids[0])} == {"connector", "expert"}


def test_places_age_every_night_and_months_are_remembered(cleo, ids, now):
    actions.correct(actor=cleo, type_key="influencer", now=now)
    fresh = StoredPlace.objects.get(organisation_id=ids[0])
    assert queries.earlier_place_of(*ids, now=now) is None
    for months in range(1, 9):
        assert placing_actions.place_everybody(now=now + months * 30 * DAY) == 1
    late = now + 240 * DAY
    old = StoredPlace.objects.get(organisation_id=ids[0])
    assert old.network_sd > fresh.network_sd
    month, earlier = queries.earlier_place_of(*ids, now=late)
    assert month == (late - 183 * DAY).date().replace(day=1)
    [row] = queries.map_rows(ids[0])
    assert (row.earlier_network, row.earlier_activity) == (earlier.network, earlier.activity)
    assert queries.rungs_of(ids[0], [ids[1]], now=late) == {ids[1]: "write"}
    assert queries.rungs_of(ids[0], [ids[1]], now=late + 200 * DAY) == {}, "a place of long ago holds no more"


def test_months_go_after_a_year_and_everything_with_the_person(cleo, ids, now):
    actions.answer(actor=cleo, answers=EIGHT, now=now - 400 * DAY)
    actions.set_target(actor=cleo, type_key="expert", now=now)
    assert PlaceOfMonth.objects.filter(organisation_id=ids[0]).count() == 2
    forgetting_actions.forget_old(now=now)
    assert PlaceOfMonth.objects.filter(organisation_id=ids[0]).count() == 1
    assert queries.answers_of(*ids) == EIGHT
    forgetting_actions.forget_person(organisation_id=ids[0], person_id=ids[1])
    assert not queries.place_of(*ids, now=now).known
    assert queries.choices_of(*ids) == queries.Choices()


def test_the_journal_says_that_and_never_what(cleo, ids, now):
    with transaction.atomic():
        actions.answer(actor=cleo, answers=EIGHT, now=now)
        actions.correct(actor=cleo, type_key="connector", now=now)
    told = Fact.objects.filter(organisation_id=ids[0], actor_id=ids[1], kind__startswith="place.")
    assert [(fact.kind, fact.data, fact.chained) for fact in told.order_by("id")] == [
        ("place.answered", {}, False),
        ("place.corrected", {}, False),
    ]


def test_more_evidence_needs_no_more_queries(cast, cleo, ids, now, django_assert_num_queries):
    actions.correct(actor=cleo, type_key="connector", now=now)
    shared(cast, cast.cleo, now, 2)
    with django_assert_num_queries(10):
        own_page(*ids, now=now)
    actions.answer(actor=cleo, answers=EIGHT, now=now)
    actions.keep_counts(actor=cleo, source="x", counts=OwnCounts(connections=9), until=now.date(), now=now)
    with django_assert_num_queries(10):
        own_page(*ids, now=now)
    with django_assert_num_queries(1):
        queries.map_rows(ids[0])
    with django_assert_num_queries(1):
        queries.rungs_of(ids[0], [cast.cleo.id, cast.dan.id], now=now)
