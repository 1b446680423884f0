"""From facts to points, and from points to what people do with them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.journal.actions import move_cursor, record
from stemme.journal.models import Fact
from stemme.people.models import Person, RoleGrant
from stemme.people.queries import viewer as viewer_of
from stemme.rewards import actions, deciding_actions, earning, queries
from stemme.rewards.earning import EARNED, FIRST_STEP, HELPED, TEAM_GOAL, Balance
from stemme.rewards.models import Collector, Entry, LedgerError, Pot, Request, Reward
from stemme.rewards.reading_actions import read_facts

pytestmark = pytest.mark.django_db


def as_viewer(person):
    return viewer_of(person.id, scope="employee")


def happened(kind, cast, *, actor=None, at=None, subject=1, organisation=None, **data):
    with transaction.atomic():
        record(
            kind, organisation_id=(organisation or cast.nordlys).id, actor_id=actor.id if actor else None,
            subject_id=subject, at=at or cast.now, **data,
        )  # fmt: skip


def balance_of(person):
    return queries.balance_of(person.organisation_id, person.id)


@pytest.fixture
def programme(cast):
    """Points are given; Cleo and Dan collect. The pot is for the rescue boat."""
    deciding_actions.set_rules(
        actor=as_viewer(cast.ada), on=True, most_a_month=100, cause="The rescue boat", rules=earning.DEFAULTS,
        now=cast.now - dt.timedelta(days=60),
    )  # fmt: skip
    for person in (cast.cleo, cast.dan):
        assert actions.collect(actor=as_viewer(person), now=cast.now - dt.timedelta(days=50))
    return cast


@pytest.fixture
def rich(programme):
    """Cleo has sixty points."""
    happened(facts.BUDDY_HELPED, programme, actor=programme.cleo)
    happened(facts.CHALLENGE_MET, programme, teams=[programme.wind.id])
    read_facts(now=programme.now)
    assert balance_of(programme.cleo) == Balance(60, 60)
    return programme


def test_off_until_somebody_switches_it_on(cast):
    assert not queries.rules_of(cast.nordlys.id).on
    assert not actions.collect(actor=as_viewer(cast.cleo), now=cast.now)
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo)
    read_facts(now=cast.now)
    assert not Entry.objects.exists() and not Collector.objects.exists()


def test_facts_become_points_each_once(programme):
    cast = programme
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo)
    happened(facts.STORY_SHARED, cast, actor=cast.dan)
    happened(facts.STORY_SHARED, cast, actor=cast.dan, subject=2)
    happened(facts.CHALLENGE_MET, cast, teams=[cast.wind.id])
    happened(facts.BUDDY_HELPED, cast, actor=cast.bo)
    assert read_facts(now=cast.now) == 5
    rows = Entry.objects.order_by("id").values_list("person_id", "kind", "rule", "points")
    assert set(rows) == {
        (cast.cleo.id, EARNED, HELPED, 40), (cast.dan.id, EARNED, FIRST_STEP, 20), (cast.cleo.id, EARNED, TEAM_GOAL, 20)
    }  # fmt: skip
    # A restored cursor reads everything again, and nothing is entered twice.
    move_cursor("rewards.ledgers", to=0)
    assert read_facts(now=cast.now) == 5 and Entry.objects.count() == 3


def test_more_shares_give_nothing_more(programme):
    cast = programme
    for number in range(30):
        happened(facts.STORY_SHARED, cast, actor=cast.dan, subject=number)
        read_facts(now=cast.now)
    assert balance_of(cast.dan) == Balance(20, 20)
    Collector.objects.filter(person=cast.cleo).update(had_shared=True)
    happened(facts.STORY_SHARED, cast, actor=cast.cleo)
    read_facts(now=cast.now)
    assert balance_of(cast.cleo) == Balance(0, 0), "who had shared before takes no first step"


def test_each_further_time_in_a_month_gives_less_and_a_new_month_begins_anew(programme):
    cast = programme
    for pair in range(5):
        happened(facts.BUDDY_HELPED, cast, actor=cast.cleo, subject=pair)
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo, subject=9, at=cast.now + dt.timedelta(days=31))
    read_facts(now=cast.now)
    points = Entry.objects.filter(person=cast.cleo).order_by("id").values_list("points", flat=True)
    assert list(points) == [40, 20, 40]


def test_nothing_counts_from_before_and_for_nobody_who_said_no(programme):
    cast = programme
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo, at=cast.now - dt.timedelta(days=70))
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo, at=cast.now - dt.timedelta(days=55))
    Person.objects.filter(id=cast.dan.id).update(declined_at=cast.now)
    happened(facts.BUDDY_HELPED, cast, actor=cast.dan)
    happened(facts.BUDDY_HELPED, cast, actor=cast.cleo, organisation=cast.other)
    read_facts(now=cast.now)
    assert not Entry.objects.exists()


def test_an_entry_is_never_changed(rich):
    entry = Entry.objects.first()
    entry.points = 1_000
    for change in (entry.save, lambda: Entry.objects.filter(id=entry.pk).update(points=9)):
        with pytest.raises(LedgerError):
            change()


def test_the_pot_knows_sums_only(rich):
    cleo = as_viewer(rich.cleo)
    assert actions.give(actor=cleo, points=25, now=rich.now)
    assert not actions.give(actor=cleo, points=36, now=rich.now), "only what is there"
    assert balance_of(rich.cleo) == Balance(60, 35) and queries.pot(rich.nordlys.id) == 25
    assert {field.attname for field in Pot._meta.concrete_fields} == {"organisation_id", "points"}
    assert not actions.give(actor=as_viewer(rich.bo), points=1, now=rich.now)


def test_redeeming_puts_points_aside_and_a_no_brings_them_back(rich):
    deciding_actions.list_reward(actor=as_viewer(rich.ada), title="A book", cost=50, stock=1, now=rich.now)
    reward, cleo = Reward.objects.get(), as_viewer(rich.cleo)
    assert actions.redeem(actor=cleo, reward_id=reward.pk, now=rich.now)
    assert not actions.redeem(actor=cleo, reward_id=reward.pk, now=rich.now), "none left, and too few points"
    assert balance_of(rich.cleo) == Balance(60, 10)
    request = Request.objects.get()
    assert not deciding_actions.answer(
        actor=cleo, request_id=request.pk, granted=True, words="", now=rich.now
    ), "nobody answers themselves"  # fmt: skip
    lea = as_viewer(rich.lea)
    assert deciding_actions.answer(actor=lea, request_id=request.pk, granted=False, words="Sold out", now=rich.now)
    assert not deciding_actions.answer(actor=lea, request_id=request.pk, granted=True, words="", now=rich.now)
    reward.refresh_from_db()
    assert balance_of(rich.cleo) == Balance(60, 60) and reward.stock == 1
    assert Fact.objects.get(kind=facts.REWARD_ANSWERED).chained
    assert actions.redeem(actor=cleo, reward_id=reward.pk, now=rich.now)
    again = Request.objects.get(state="open")
    assert actions.withdraw(actor=cleo, request_id=again.pk, now=rich.now)
    assert not actions.withdraw(actor=cleo, request_id=again.pk, now=rich.now)
    assert balance_of(rich.cleo) == Balance(60, 60)


def test_a_mistake_is_put_right_by_another_line_with_its_reason(rich):
    entry = Entry.objects.get(rule=HELPED)
    cleo, lea = as_viewer(rich.cleo), as_viewer(rich.lea)
    assert actions.question_entry(actor=cleo, entry_id=entry.pk, now=rich.now)
    assert not actions.question_entry(actor=cleo, entry_id=entry.pk, now=rich.now)
    assert not actions.question_entry(actor=as_viewer(rich.dan), entry_id=entry.pk, now=rich.now)
    request = Request.objects.get()
    with pytest.raises(ValueError, match="reason"):
        deciding_actions.answer(actor=lea, request_id=request.pk, granted=True, words=" ", points=5, now=rich.now)
    assert deciding_actions.answer(
        actor=lea, request_id=request.pk, granted=True, words="It was two", points=20, now=rich.now
    )
    line = Entry.objects.get(kind=earning.CORRECTED)
    assert (line.points, line.words, line.corrects_id) == (20, "It was two", entry.pk)
    assert balance_of(rich.cleo) == Balance(80, 80)


def test_nobody_sees_or_touches_anothers_ledger(rich, let_in):
    entry = Entry.objects.filter(person=rich.cleo).first()
    deciding_actions.list_reward(actor=as_viewer(rich.ada), title="A book", cost=10, stock=None, now=rich.now)
    actions.redeem(actor=as_viewer(rich.cleo), reward_id=Reward.objects.get().pk, now=rich.now)
    request = Request.objects.get()
    opens = {rich.ada.id: (200, 200), rich.lea.id: (404, 200), rich.eve.id: (200, 200)}
    for person in (rich.ada, rich.lea, rich.bo, rich.ana, rich.dan, rich.eve):
        client = let_in(person)
        own_page = client.get("/rewards/").content.decode()
        assert f"/rewards/entries/{entry.pk}/" not in own_page and "Clausen" not in own_page
        assert client.post(f"/rewards/entries/{entry.pk}/question/").status_code == 404
        assert client.post(f"/rewards/requests/{request.pk}/withdraw/").status_code == 404
        found = tuple(client.get(path).status_code for path in ("/settings/rewards/", "/rewards/requests/"))
        assert found == opens.get(person.id, (404, 404))
    assert "Clausen" in let_in(rich.lea).get("/rewards/requests/").content.decode()
    assert "Clausen" not in let_in(rich.eve).get("/rewards/requests/").content.decode()
    settings_page = let_in(rich.ada).get("/settings/rewards/").content.decode()
    assert "Clausen" not in settings_page and "fewer than 8" in settings_page
    assert let_in(rich.eve).post(f"/rewards/{Reward.objects.get().pk}/redeem/").status_code == 404
    assert let_in(rich.cleo, "suggest").get("/rewards/").status_code == 403


def test_people_admins_answer_for_their_teams_only(rich, let_in):
    entry = Entry.objects.filter(person=rich.cleo).first()
    actions.question_entry(actor=as_viewer(rich.cleo), entry_id=entry.pk, now=rich.now)
    request = Request.objects.get()
    RoleGrant.objects.create(organisation=rich.nordlys, person=rich.dan, role="people_admin", team=rich.grid)
    RoleGrant.objects.create(organisation=rich.nordlys, person=rich.bo, role="people_admin", team=rich.wind)
    dan, bo = let_in(rich.dan), let_in(rich.bo)
    assert "Clausen" not in dan.get("/rewards/requests/").content.decode()
    assert dan.post(f"/rewards/requests/{request.pk}/", {"granted": "no"}).status_code == 404
    assert "Clausen" in bo.get("/rewards/requests/").content.decode()
    assert bo.post(f"/rewards/requests/{request.pk}/", {"granted": "yes"}).status_code == 422
    assert bo.post(
        f"/rewards/requests/{request.pk}/", {"granted": "yes", "points": "-5", "words": "Counted twice"}
    ).status_code == 303  # fmt: skip
    assert "Counted twice" in let_in(rich.cleo).get("/rewards/").content.decode()


def test_the_pages_work(rich, let_in):
    ada, cleo = let_in(rich.ada), let_in(rich.cleo)
    rules = {"on": "on", "most_a_month": "80", "cause": "Trees"}
    for key in earning.RULES:
        rules |= {f"on_{key}": "on", f"points_{key}": "10", f"per_month_{key}": "2"}
    assert ada.post("/settings/rewards/", rules).status_code == 303
    assert ada.post("/settings/rewards/", {**rules, "most_a_month": "0"}).status_code == 422
    assert queries.rules_of(rich.nordlys.id).since == rich.now - dt.timedelta(days=60), "still on since then"
    assert Fact.objects.filter(kind=facts.REWARDS_CHANGED).last().data == {"on": 3, "rules": 3}
    assert ada.post("/settings/rewards/new/", {"title": "A book", "cost": "30", "stock": ""}).status_code == 303
    assert ada.post("/settings/rewards/new/", {"title": "", "cost": "30"}).status_code == 422
    reward = Reward.objects.get()
    assert cleo.post("/rewards/give/", {"points": "15"}).status_code == 303
    assert cleo.post("/rewards/give/", {"points": "900"}).status_code == 422
    assert cleo.post(f"/rewards/{reward.pk}/redeem/").status_code == 303
    assert ada.post(f"/settings/rewards/{reward.pk}/").status_code == 303
    assert cleo.post(f"/rewards/{reward.pk}/redeem/").status_code == 303
    assert Request.objects.count() == 1, "it is off the list"
    assert cleo.post("/rewards/collect/", {"stop": "1"}).status_code == 303
    assert not queries.ledger(rich.nordlys.id, rich.cleo.id).collects
    assert cleo.post("/rewards/collect/").status_code == 303
    assert "Trees" in cleo.get("/rewards/").content.decode()
    request = Request.objects.get()
    assert cleo.post(f"/rewards/requests/{request.pk}/withdraw/").status_code == 303
    assert ada.post("/settings/rewards/", {**rules, "on": ""}).status_code == 303


def test_the_ledger_asks_the_same_number_of_queries(rich, let_in):
    def number_of(client, path):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    cleo, ada = let_in(rich.cleo), let_in(rich.ada)
    pages = ((cleo, "/rewards/"), (ada, "/rewards/requests/"), (ada, "/settings/rewards/"))
    for client, path in pages:
        client.get(path)
    before = [number_of(*page) for page in pages]
    for number in range(6):
        happened(facts.BUDDY_HELPED, rich, actor=rich.cleo, at=rich.now + dt.timedelta(days=31 * (number + 1)))
    read_facts(now=rich.now)
    for entry in Entry.objects.filter(person=rich.cleo)[:4]:
        actions.question_entry(actor=as_viewer(rich.cleo), entry_id=entry.pk, now=rich.now)
    assert [number_of(*page) for page in pages] == before
