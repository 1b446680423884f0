"""Not by one person, not before its day, not silently; closed at once, and for good: by actions and by the database."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from stemme.agreements import actions, locks, queries
from stemme.agreements.actions import AgreementError
from stemme.agreements.models import Agreement, Told
from stemme.agreements.tests.conftest import WORDS, seen_as
from stemme.journal.models import Fact
from stemme.people import actions as people
from stemme.people.models import Organisation, Person, RoleGrant

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 12)
EFFECT = DAY + dt.timedelta(days=14)


def refused(reason: str, act, **arguments: object) -> None:
    """The action says no for this reason."""
    with pytest.raises(AgreementError) as error:
        act(**arguments)
    assert error.value.reason == reason


def written(agreement_id: int, **values: object) -> None:
    """Write past all actions; the database refuses."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.filter(id=agreement_id).update(id=agreement_id, **values)


def opened(cast: SimpleNamespace, on: dt.date) -> int | None:
    return queries.is_open(cast.nordlys.id, "scorecards", on=on)


def test_the_whole_way_from_asking_to_open_and_closed(cast, rut, announced):
    state = queries.state_of(cast.nordlys.id, "scorecards", on=DAY)
    assert (state.state, state.agreement.asked_by, state.agreement.answered_by) == ("announced", "Ada Owe", "Rut Rein")
    assert state.agreement.takes_effect_on == EFFECT
    assert opened(cast, EFFECT - dt.timedelta(days=1)) is None
    assert opened(cast, EFFECT) == announced
    assert queries.is_open(cast.nordlys.id, "performance_export", on=EFFECT) is None
    assert queries.is_open(cast.other.id, "scorecards", on=EFFECT) is None
    actions.close(actor=seen_as(rut), agreement_id=announced, now=cast.now)
    assert opened(cast, EFFECT) is None
    assert queries.state_of(cast.nordlys.id, "scorecards", on=EFFECT).state == locks.CLOSED
    kinds = list(Fact.objects.filter(kind__startswith="measurement.lock").order_by("id").values_list("kind", flat=True))
    assert [kind.removeprefix("measurement.lock_") for kind in kinds] == ["asked", "agreed", "announced", "closed"]
    assert all(Fact.objects.filter(kind__startswith="measurement.lock").values_list("chained", flat=True))


def test_one_person_cannot_open_it(cast, rut, asked):
    ada = seen_as(cast.ada)
    refused("right", actions.answer, actor=ada, agreement_id=asked, agreed=True, words="Yes.", now=cast.now)
    # Nor with both roles, which nobody can be granted: written past the rules, the one who asked is still refused.
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.ada, role="representative")
    both = seen_as(cast.ada)
    refused("same", actions.answer, actor=both, agreement_id=asked, agreed=True, words="Yes.", now=cast.now)
    written(asked, agreed=True, answerer=cast.ada.id, answered_at=cast.now, answered_by=cast.ada)
    # Nor without an answerer, nor in another's name, nor by becoming another one afterwards.
    written(asked, agreed=True)
    written(asked, agreed=True, answerer=rut.id, answered_at=cast.now, answered_by=cast.ada)
    written(asked, asker=cast.lea.id)
    written(asked, asker=cast.lea.id, asked_by=cast.lea)
    refused(
        "right", actions.answer, actor=seen_as(cast.lea), agreement_id=asked, agreed=True, words="Yes.", now=cast.now
    )


def test_an_owner_cannot_become_the_one_who_agrees(cast, rut):
    ask = {"organisation_id": cast.nordlys.id, "role": "representative", "now": cast.now}
    for actor, person in (
        (cast.ada, cast.ada),
        (rut, rut),
        (rut, cast.dan),
        (cast.lea, cast.dan),
        (cast.lea, cast.lea),
    ):
        with pytest.raises(people.NotAllowedError):
            people.grant_role(actor_id=actor.id, person_id=person.id, **ask)
    other = Person.objects.create(organisation=cast.nordlys, email="o@nordlys.example", given_name="Olga")
    RoleGrant.objects.create(organisation=cast.nordlys, person=other, role="owner")
    with pytest.raises(people.ClashingRolesError):
        people.grant_role(actor_id=cast.ada.id, person_id=other.id, **ask)
    with pytest.raises(people.ClashingRolesError):
        people.grant_role(actor_id=cast.ada.id, person_id=rut.id, **{**ask, "role": "owner"})
    assert not seen_as(other).may("agree_measuring")


def test_who_may_ask(cast, rut):
    wanted = {"lock": "scorecards", "notice_days": 14, "now": cast.now, **WORDS}
    for person in (rut, cast.lea, cast.cleo, cast.bo):
        refused("right", actions.ask, actor=seen_as(person), **wanted)
    refused("words", actions.ask, actor=seen_as(cast.ada), **{**wanted, "purpose": "  "})
    refused("words", actions.ask, actor=seen_as(cast.ada), **{**wanted, "reference": "x" * 201})
    with pytest.raises(ValueError, match="no such lock"):
        actions.ask(actor=seen_as(cast.ada), **{**wanted, "lock": "everything"})


def test_the_period_is_that_of_the_strictest_country(cast, rut):
    wanted = {"actor": seen_as(cast.ada), "lock": "scorecards", "now": cast.now, **WORDS}
    refused("days", actions.ask, notice_days=13, **wanted)
    refused("days", actions.ask, notice_days=366, **wanted)
    # One colleague works in Denmark.
    Person.objects.filter(id=cast.dan.id).update(id=cast.dan.id, country="dk")
    refused("days", actions.ask, notice_days=41, **wanted)
    made = actions.ask(notice_days=42, **wanted)
    assert Agreement.objects.get(id=made).country == "dk"
    written(made, notice_days=14)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(
            organisation=cast.nordlys, lock="performance_export", country="dk", notice_days=41, asker=1,
            purpose="x", reference="x",
        )  # fmt: skip


def test_not_before_its_day(cast, rut, announced):
    for early in (DAY, EFFECT - dt.timedelta(days=1)):
        assert opened(cast, early) is None
        written(announced, takes_effect_on=early)
    written(announced, announced_on=DAY - dt.timedelta(days=30), takes_effect_on=DAY)
    written(announced, notice_days=14, takes_effect_on=DAY, announced_on=DAY)
    written(announced, notice_days=0)


def test_a_row_that_was_never_told_right_is_refused_from_the_start(cast, rut):
    """The same without the guard: what is put in, not what is changed."""
    row = {
        "organisation": cast.nordlys, "lock": "scorecards", "purpose": "x", "reference": "x", "notice_days": 14,
        "asker": cast.ada.id, "answerer": rut.id, "answered_at": cast.now, "agreed": True,
    }  # fmt: skip
    told = {"announced_at": cast.now, "announced_on": DAY}
    for wrong in (
        {"takes_effect_on": DAY}, {**told}, {**told, "takes_effect_on": EFFECT - dt.timedelta(days=1)},
        {**told, "takes_effect_on": EFFECT, "agreed": False},
        {**told, "takes_effect_on": EFFECT, "answerer": cast.ada.id},
        {**told, "takes_effect_on": EFFECT, "answerer": None},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Agreement.objects.create(**{**row, **wrong})
    assert Agreement.objects.create(**{**row, **told, "takes_effect_on": EFFECT})


def test_the_day_is_that_of_the_organisation(cast, agreed):
    Organisation.objects.filter(id=cast.nordlys.id).update(time_zone="Pacific/Auckland")
    told = dict.fromkeys(queries.to_tell(cast.nordlys.id, agreed), "mail")
    late = dt.datetime(2026, 11, 12, 12, 0, tzinfo=dt.UTC)  # The 13th at one in the night there.
    actions.announce(organisation_id=cast.nordlys.id, agreement_id=agreed, told=told, now=late)
    assert Agreement.objects.get().takes_effect_on == EFFECT + dt.timedelta(days=1)


def test_not_silently(cast, rut, agreed):
    """Until the last one was told, nothing begins; whom no mail reaches is told by the page or vouched for."""
    everybody = queries.to_tell(cast.nordlys.id, agreed)
    mailed = dict.fromkeys([person for person in everybody if person not in {cast.cleo.id, cast.dan.id}], "mail")
    here = {"organisation_id": cast.nordlys.id, "agreement_id": agreed, "now": cast.now}
    assert not actions.announce(told=mailed, **here)
    assert not actions.announce(told=mailed, **here), "nobody is told twice"
    assert opened(cast, DAY + dt.timedelta(days=400)) is None
    written(agreed, takes_effect_on=DAY)
    actions.note_seen(viewer=seen_as(cast.cleo), agreement_id=agreed, now=cast.now)
    assert queries.to_tell(cast.nordlys.id, agreed) == [cast.dan.id]
    assert queries.waiting() == [(cast.nordlys.id, agreed)]
    refused("right", actions.vouch, actor=seen_as(cast.ada), agreement_id=agreed, now=cast.now)
    later = cast.now + dt.timedelta(days=3)
    actions.vouch(actor=seen_as(rut), agreement_id=agreed, now=later)
    assert opened(cast, EFFECT) is None
    assert opened(cast, EFFECT + dt.timedelta(days=3)) == agreed
    assert set(Told.objects.filter(agreement_id=agreed).values_list("way", flat=True)) == {"mail", "page", "otherwise"}
    assert queries.waiting() == []
    with pytest.raises(ValueError, match="no such way"):
        actions.announce(told={cast.dan.id: "otherwise"}, **here)


def test_nobody_is_told_before_a_yes_nor_after_the_end(cast, rut, asked):
    here = {"organisation_id": cast.nordlys.id, "agreement_id": asked, "now": cast.now, "told": {cast.cleo.id: "mail"}}
    refused("over", actions.announce, **here)
    actions.note_seen(viewer=seen_as(cast.cleo), agreement_id=asked, now=cast.now)
    actions.close(actor=seen_as(cast.ada), agreement_id=asked, now=cast.now)
    refused("over", actions.announce, **here)
    refused("over", actions.vouch, actor=seen_as(rut), agreement_id=asked, now=cast.now)
    assert not Told.objects.exists()


def test_a_no_ends_it_and_another_is_asked_for_anew(cast, rut, asked):
    actions.answer(actor=seen_as(rut), agreement_id=asked, agreed=False, words="Not needed to help.", now=cast.now)
    assert queries.state_of(cast.nordlys.id, "scorecards", on=DAY).state == locks.REFUSED
    refused("over", actions.answer, actor=seen_as(rut), agreement_id=asked, agreed=True, words="Yes.", now=cast.now)
    again = actions.ask(actor=seen_as(cast.ada), lock="scorecards", notice_days=20, now=cast.now, **WORDS)
    assert queries.state_of(cast.nordlys.id, "scorecards", on=DAY).state == locks.ASKED
    assert [row.id for row in queries.history(cast.nordlys.id, on=DAY)] == [again, asked]


@pytest.mark.parametrize("side", ["ada", "rut"])
def test_either_side_closes_alone_at_once_and_for_good(cast, rut, announced, side):
    closer = rut if side == "rut" else cast.ada
    refused("there", actions.ask, actor=seen_as(cast.ada), lock="scorecards", notice_days=14, now=cast.now, **WORDS)
    refused("right", actions.close, actor=seen_as(cast.lea), agreement_id=announced, now=cast.now)
    assert opened(cast, EFFECT) == announced
    actions.close(actor=seen_as(closer), agreement_id=announced, now=cast.now)
    assert opened(cast, EFFECT) is None
    refused("over", actions.close, actor=seen_as(closer), agreement_id=announced, now=cast.now)
    written(announced, closed_at=None)
    written(announced, closed_at=None, closed_by=None)
    anew = actions.ask(actor=seen_as(cast.ada), lock="scorecards", notice_days=14, now=cast.now, **WORDS)
    assert opened(cast, EFFECT) is None
    assert queries.to_tell(cast.nordlys.id, anew), "everybody is told anew"


def test_nothing_of_substance_changes_afterwards(cast, rut, agreed):
    for changed in (
        {"purpose": "Something else."}, {"reference": "Another one"}, {"lock": "performance_export"}, {"country": "se"},
        {"notice_days": 20}, {"agreed": False}, {"answer": "Never said."}, {"answered_at": None},
        {"answerer": cast.lea.id, "answered_by": cast.lea}, {"asked_at": cast.now - dt.timedelta(days=9)},
        {"organisation_id": cast.eve.organisation_id},
    ):  # fmt: skip
        written(agreed, **changed)
    assert Agreement.objects.filter(agreed=True).annotate(x=F("notice_days")).values_list("x", flat=True).get() == 14


def test_another_organisation_is_another_world(cast, rut, asked):
    RoleGrant.objects.filter(person=cast.eve).delete()
    RoleGrant.objects.create(organisation_id=cast.eve.organisation_id, person=cast.eve, role="representative")
    eve = seen_as(cast.eve)
    with pytest.raises(Agreement.DoesNotExist):
        actions.answer(actor=eve, agreement_id=asked, agreed=True, words="Yes.", now=cast.now)
    with pytest.raises(Agreement.DoesNotExist):
        actions.close(actor=eve, agreement_id=asked, now=cast.now)
    assert queries.agreement(eve.organisation_id, asked, on=DAY) is None
