"""What is hoped for in functions: who belongs where, what is shown, and that nobody's words are lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.agreements.models import Agreement
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.people.viewer import EMPLOYEE
from stemme.policy.expectations import actions, function_queries
from stemme.policy.expectations.actions import FunctionChoice, FunctionError
from stemme.policy.expectations.expectation import Words
from stemme.policy.expectations.queries import expectation_for
from stemme.policy.expectations.titles import title_key
from stemme.policy.models import FunctionTitle, JobFunction

PAGE = "/expectations/"
WORDS = Words(("that you tell",), ("share anything",), ("about incidents",), ("help",))


def choice(name="Engineers", **more):
    return FunctionChoice(**{"name": name, "texts": {"en": WORDS}, **more})


def make(cast, name="Engineers", organisation=None, **more):
    return actions.make_function(
        actor=None, organisation_id=(organisation or cast.nordlys).id, choice=choice(name, **more), now=cast.now
    )


def titled(person, title):
    Person.objects.filter(id=person.id).update(title=title)


@pytest.mark.parametrize(
    ("written", "key"), [(" Senior\u00a0 Engineer ", "senior engineer"), ("INGENJÖR", "ingenjör"), ("\u200b", "")]
)
def test_titles_are_the_same_in_capitals_or_not(written, key):
    assert title_key(written) == key


def test_the_function_of_a_title_comes_before_the_one_for_everybody(cast):
    assert expectation_for(cast.nordlys.id, cast.cleo.id, "en") is None
    everybody = make(cast, "Everybody", everybody=True)
    titled(cast.cleo, " Project  ENGINEER ")
    titled(cast.dan, "")
    assert expectation_for(cast.nordlys.id, cast.cleo.id, "en").function_id == everybody
    engineers = make(cast, titles=frozenset({"Project engineer"}), minutes_a_week=30)
    found = expectation_for(cast.nordlys.id, cast.cleo.id, "de", now=cast.now)
    assert (found.function_id, found.language, found.minutes_a_week) == (engineers, "en", 30)
    assert (found.hope, found.need_not, found.ask_first, found.support) == (
        WORDS.hope, WORDS.need_not, WORDS.ask_first, WORDS.support
    )  # fmt: skip
    assert expectation_for(cast.nordlys.id, cast.dan.id, "en").function_id == everybody
    assert expectation_for(cast.nordlys.id, cast.eve.id, "en") is None
    assert expectation_for(cast.other.id, cast.eve.id, "en") is None


def test_a_change_is_marked_as_new_for_thirty_days(cast):
    make(cast, everybody=True)
    month = dt.timedelta(days=30)
    fresh = expectation_for(cast.nordlys.id, cast.cleo.id, "en", now=cast.now + month - dt.timedelta(minutes=1))
    assert fresh.is_new and fresh.changed_at == cast.now
    assert not expectation_for(cast.nordlys.id, cast.cleo.id, "en", now=cast.now + month).is_new


@pytest.mark.parametrize(
    ("agreed", "closed", "promised"), [(None, False, True), (True, False, False), (True, True, True)]
)
def test_nothing_is_promised_about_reviews_once_an_agreement_says_otherwise(cast, agreed, closed, promised):
    make(cast, everybody=True)
    by = {} if agreed is None else {"answerer": cast.bo.id, "answered_at": cast.now, "agreed": agreed}
    Agreement.objects.create(
        organisation=cast.nordlys, lock="performance_export", purpose="x", reference="x", notice_days=30,
        asker=cast.ada.id, closed_at=cast.now if closed else None, **by,
    )  # fmt: skip
    assert expectation_for(cast.nordlys.id, cast.cleo.id, "en").outside_reviews is promised


def test_every_change_raises_the_version_and_no_change_does_not(cast):
    lea = viewer(cast.lea.id, scope=EMPLOYEE)
    made = make(cast)
    later = cast.now + dt.timedelta(hours=1)
    same = {"actor": lea, "function_id": made, "now": later}
    assert actions.change_function(choice=choice(), seen_version=1, **same) == 1
    assert actions.change_function(choice=choice(titles=frozenset({"Fitter"})), seen_version=1, **same) == 2
    assert actions.change_function(choice=choice(texts={"nb": WORDS}), seen_version=2, **same) == 3
    row = JobFunction.objects.get(id=made)
    assert (row.version, row.changed_at, row.changed_by_id) == (3, later, cast.lea.id)
    assert not FunctionTitle.objects.filter(function_id=made).exists()
    kinds = Fact.objects.filter(kind__startswith="function.").order_by("id").values_list("kind", "data__version")
    assert list(kinds) == [(facts.FUNCTION_MADE, 1), (facts.FUNCTION_CHANGED, 2), (facts.FUNCTION_CHANGED, 3)]


def test_who_began_with_an_older_version_changes_nothing(cast):
    lea = viewer(cast.lea.id, scope=EMPLOYEE)
    made = make(cast)
    actions.change_function(actor=lea, function_id=made, choice=choice("Fitters"), seen_version=1, now=cast.now)
    with pytest.raises(FunctionError, match="changed"):
        actions.change_function(actor=lea, function_id=made, choice=choice("Others"), seen_version=1, now=cast.now)
    assert JobFunction.objects.get(id=made).name == "Fitters"


def test_a_title_has_one_function_and_a_name_comes_once(cast):
    made = make(cast, titles=frozenset({"Fitter"}))
    with pytest.raises(FunctionError, match="title") as refused:
        make(cast, "Fitters", titles=frozenset({"FITTER"}))
    assert refused.value.title == "fitter"
    for wrong in ({"name": "Engineers"}, {"name": "A", "everybody": True}):
        make(cast, "B", everybody=True) if "everybody" in wrong else None
        with pytest.raises(FunctionError, match="taken"):
            make(cast, **wrong)
    lea = viewer(cast.lea.id, scope=EMPLOYEE)
    actions.archive_function(actor=lea, function_id=made, now=cast.now)
    again = make(cast, titles=frozenset({"Fitter"}))
    assert FunctionTitle.objects.get(title="fitter").function_id == again
    make(cast, organisation=cast.other, titles=frozenset({"Fitter"}))
    for act in (actions.archive_function, actions.change_function):
        more = {"choice": choice(), "seen_version": 1} if act is actions.change_function else {}
        with pytest.raises(FunctionError, match="missing"):
            act(actor=lea, function_id=made, now=cast.now, **more)


@pytest.mark.parametrize(
    "more",
    [{"name": " "}, {"texts": {}}, {"texts": {"xx": WORDS}}, {"texts": {"en": Words(())}}, {"minutes_a_week": -1}],
)
def test_a_function_says_something(more):
    with pytest.raises(ValueError):
        choice(**more)


def test_no_number_below_the_floor_is_told(cast):
    crowd = [
        Person(
            organisation=cast.nordlys,
            email=f"p{n}@nordlys.example",
            given_name="P",
            title="Fitter" if n < 8 else "Cook",
        )
        for n in range(15)
    ]
    Person.objects.bulk_create(crowd)
    fitters = make(cast, "Fitters", titles=frozenset({"fitter"}))
    cooks = make(cast, "Cooks", titles=frozenset({"Cook"}))
    found = function_queries.functions(cast.nordlys.id)
    assert {row.id: (row.people, row.titles) for row in found.rows} == {fitters: (8, 1), cooks: (None, 1)}
    assert found.floor == 8 and not found.for_everybody
    assert all(row.people is None and row.key not in {"fitter", "cook"} for row in found.free)
    to_choose = function_queries.titles_to_choose(cast.nordlys.id, {"fitter"})
    assert (to_choose[0].title, to_choose[0].people) == ("Fitter", 8)
    assert "cook" not in {row.key for row in to_choose}


def test_the_list_asks_as_often_for_many_functions_as_for_one(cast, let_in):
    lea = let_in(cast.lea)
    make(cast, "F0", everybody=True)
    lea.get(PAGE)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert lea.get(PAGE).status_code == 200
        return len(found)

    before = asked()
    for number in range(1, 6):
        make(cast, f"F{number}", titles=frozenset({f"t{number}"}))
    assert asked() == before
