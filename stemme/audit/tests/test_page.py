"""The audit page: who may see what, filters, the file, the check; and that looking leaves a trace."""

from __future__ import annotations

import csv
import datetime as dt
import io
import time

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal import actions, facts
from stemme.journal.chain_actions import seal_everything
from stemme.journal.models import Fact, Seal
from stemme.journal.tests.scenes import execute, unguarded
from stemme.people.models import Person, RoleGrant

pytestmark = pytest.mark.django_db
ADDRESS = "/audit/"


@pytest.fixture
def told(cast, now):
    """A week of administration: a role, an export, guidelines, an invitation; and what Cleo reads."""

    def record(kind, actor, days, subject=None, **data):
        with transaction.atomic():
            actions.record(
                kind,
                organisation_id=cast.nordlys.id,
                actor_id=actor.id if actor else None,
                subject_id=subject,
                at=now - dt.timedelta(days=days),
                **data,
            )

    record(facts.ROLE_GRANTED, cast.ada, 6, cast.bo.id, role="editor")
    record(facts.PEOPLE_EXPORTED, cast.lea, 5, people=6, who="")
    record(facts.GUIDELINES_PUBLISHED, cast.ada, 4, 1, version=2)
    record(facts.PERSON_INVITED, cast.lea, 3, cast.dan.id)
    record(facts.ROLE_GRANTED, None, 2, cast.ada.id, role="owner")
    record(facts.STORY_READ, cast.cleo, 1, 1)
    seal_everything()
    return record


@pytest.fixture
def rep(cast):
    """Cleo is the employee representative, and reads English for once."""
    Person.objects.filter(id=cast.cleo.id).update(language="en")
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.cleo, role="representative")
    return cast.cleo


def words(response):
    return response.content.decode()


def test_the_owner_reads_everything_in_words(cast, told, let_in):
    page = words(let_in(cast.ada).get(ADDRESS))
    for name in ("Ada Owe", "Bo Brandt", "Lea Lind", "Dan Dahl"):
        assert f"<b><bdi>{name}</bdi></b>" in page
    assert "granted" in page
    assert "published version" in page
    assert "The operator" in page
    assert "read" not in [line.split(".")[-1] for line in page.split('class="chip line">')]


def test_what_colleagues_do_for_themselves_is_not_there(cast, told, let_in):
    page = words(let_in(cast.ada).get(ADDRESS))
    assert "Cleo" not in page.split('id="audit-entries"')[1]


def test_the_representative_reads_what_concerns_measuring(cast, told, rep, let_in):
    page = words(let_in(rep).get(ADDRESS))
    assert "granted" in page
    assert "took along the list of people" in page
    assert "published version" in page
    assert "invited" not in page, "whom the lead invites is no matter of measuring"
    asked = words(let_in(rep).get(ADDRESS, {"group": "people"}))
    assert "invited" not in asked, "asking for it does not help"


@pytest.mark.parametrize("name", ["lea", "bo", "ana", "dan"])
def test_for_others_there_is_no_such_page(cast, told, let_in, name):
    visitor = let_in(getattr(cast, name))
    assert visitor.get(ADDRESS).status_code == 404
    assert visitor.post("/audit/entries.csv").status_code == 404
    assert visitor.post("/audit/check/").status_code == 404


def test_another_organisation_has_its_own(cast, told, let_in):
    page = words(let_in(cast.eve).get(ADDRESS))
    assert "Bo Brandt" not in page
    assert "Ada Owe" not in page


def test_filters(cast, told, let_in, now):
    owner = let_in(cast.ada)

    def entries(**fields):
        text = words(owner.get(ADDRESS, fields)).split("<tbody>")
        return text[1].count("<tr>") if len(text) > 1 else 0

    everything = entries()
    assert everything == 6, "five, and the look itself"
    assert entries(group="roles") == 2
    assert entries(group="looks", person=cast.lea.id) == 1
    day = (now - dt.timedelta(days=4)).date().isoformat()
    assert entries(**{"from": day, "to": day}) == 1
    assert entries(**{"to": day, "from": (now - dt.timedelta(days=6)).date().isoformat()}) == 3
    assert entries(group="nonsense", person="x", **{"from": "yesterday", "to": "9999-99-99"}) == everything + 1
    assert entries(group="stories") == 0
    assert "Nothing fits" in words(owner.get(ADDRESS, {"group": "stories"}))


def test_a_day_ends_at_midnight_of_the_organisation(cast, told, let_in):
    late = dt.datetime(2026, 8, 1, 22, 30, tzinfo=dt.UTC)  # half past midnight of the second in Oslo
    told(facts.SOURCE_ADDED, cast.bo, 0, 1)
    Fact.objects.create(
        organisation=cast.nordlys, kind="source.removed", actor_id=cast.bo.id, chained=True, happened_at=late
    )
    owner = let_in(cast.ada)
    assert "removed a feed" not in words(owner.get(ADDRESS, {"to": "2026-08-01"}))
    page = words(owner.get(ADDRESS, {"from": "2026-08-02", "to": "2026-08-02"}))
    assert "removed a feed" in page
    assert "00:30" in page


def test_erased_people_have_no_name_any_more(cast, told, let_in):
    RoleGrant.objects.filter(person=cast.bo).delete()
    Person.objects.filter(id=cast.bo.id).delete()
    page = words(let_in(cast.ada).get(ADDRESS, {"group": "roles"}))
    assert "Bo Brandt" not in page
    assert "Somebody who has left" in page


def test_looking_is_written_down_once_an_hour(cast, told, let_in):
    owner = let_in(cast.ada)
    owner.get(ADDRESS)
    owner.get(ADDRESS, {"page": 2})
    owner.get(ADDRESS, {"person": cast.lea.id})
    looks = list(Fact.objects.filter(kind=facts.AUDIT_READ).order_by("id").values_list("actor_id", "subject_id"))
    assert looks == [(cast.ada.id, None), (cast.ada.id, cast.lea.id)]


def test_looking_for_somebody_who_did_nothing_leaves_no_trace_of_them(cast, told, let_in):
    let_in(cast.ada).get(ADDRESS, {"person": cast.eve.id})
    assert list(Fact.objects.filter(kind=facts.AUDIT_READ).values_list("subject_id", flat=True)) == [None]


def test_the_file_holds_what_the_filters_show_and_is_written_down(cast, told, let_in):
    answer = let_in(cast.ada).post("/audit/entries.csv", {"group": "roles"})
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    rows = list(csv.reader(io.StringIO(words(answer))))
    assert len(rows) == 3
    assert rows[2][2:5] == ["role.granted", "Ada Owe granted Bo Brandt the role “Editor”", "Ada Owe"]
    fact = Fact.objects.get(kind=facts.AUDIT_EXPORTED)
    assert fact.data["entries"] == 2
    assert fact.data["who"] == f"{cast.ada.id},{cast.bo.id}"


def test_the_representatives_file_holds_no_more_than_the_page(cast, told, rep, let_in):
    answer = words(let_in(rep).post("/audit/entries.csv", {"group": "people"}))
    assert "person.invited" not in answer
    assert "role.granted" in answer


def test_a_file_needs_a_fresh_sign_in(cast, told, let_in):
    visitor = let_in(cast.ada)
    session = visitor.session
    session["visit"] = {**session["visit"], "started": (timezone.now() - dt.timedelta(hours=2)).isoformat()}
    session.save()
    assert visitor.post("/audit/entries.csv").status_code == 403
    assert not Fact.objects.filter(kind=facts.AUDIT_EXPORTED).exists()


def test_the_chain_is_checked_on_demand_and_a_break_is_said_in_words(cast, told, let_in):
    owner = let_in(cast.ada)
    assert "Not checked yet" in words(owner.get(ADDRESS))
    assert owner.post("/audit/check/").status_code == 303
    assert "Unbroken up to" in words(owner.get(ADDRESS))
    touched = Fact.objects.filter(kind=facts.GUIDELINES_PUBLISHED).get().id
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = %s WHERE id = %s", cast.bo.id, touched)
    owner.post("/audit/check/")
    page = words(owner.get(ADDRESS))
    assert f"Entry {touched} was changed after it had been written." in page
    assert "Unbroken" not in page


def test_facts_of_another_organisation_that_wait_for_their_seal_are_no_obstacle(cast, told, let_in, now):
    other = cast.eve.organisation_id
    with transaction.atomic():
        actions.record(facts.BRAND_CHANGED, organisation_id=other, actor_id=cast.eve.id, at=now)
    assert let_in(cast.ada).post("/audit/check/").status_code == 303
    assert Seal.objects.filter(organisation_id=other).count() == 1


def test_the_part_for_htmx_is_the_list_alone(cast, told, let_in):
    part = words(let_in(cast.ada).get(ADDRESS, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert 'id="audit-entries"' in part


def test_twelve_thousand_facts_take_no_more_queries_and_no_time(cast, told, let_in, now):
    owner = let_in(cast.ada)
    owner.get(ADDRESS)
    with CaptureQueriesContext(
        connection,
    ) as few:
        owner.get(ADDRESS)
    with transaction.atomic():
        actions.record_many(
            facts.ROLE_GRANTED,
            organisation_id=cast.nordlys.id,
            at=now,
            rows=[(cast.ada.id, cast.bo.id, {"role": "editor", "n": n}) for n in range(12_000)],
        )
    with CaptureQueriesContext(connection) as many:
        began = time.perf_counter()
        for page in (1, 120, 240):
            assert words(owner.get(ADDRESS, {"page": page})).count("<tr>") == 51
        took = time.perf_counter() - began
    assert len(many) <= 3 * len(few)
    assert took < 3, "three pages"
