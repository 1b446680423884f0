"""The second wall between organisations: PostgreSQL's row-level security (T-26, docs/security/tenancy.md)."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from stemme.kit import tenancy_policies
from stemme.kit.tenancy import NOWHERE, across_organisations, within
from stemme.library.models import Story, StoryText
from stemme.links.models import TrackedLink
from stemme.people.models import Organisation, Person
from stemme.setup.queries import database_power

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no policies"),
]


def names_seen() -> set[str]:
    """Given names that a statement without any condition gets."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT given_name FROM people_person")
        return {name for (name,) in cursor.fetchall()}


def test_every_table_with_an_organisation_has_a_forced_policy(db: None) -> None:
    assert tenancy_policies.unprotected() == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE a.attname = 'organisation_id' AND c.relkind IN ('r', 'p', 'v', 'm') AND pg_table_is_visible(c.oid) "
            "AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )
        assert {name for (name,) in cursor.fetchall()} == set(tenancy_policies.WITHOUT_POLICY)


def test_a_statement_without_any_condition_gets_own_rows_only(cast: SimpleNamespace) -> None:
    with within(cast.other.id):
        assert names_seen() == {"Eve"}
        assert [person.given_name for person in Person._base_manager.all()] == ["Eve"]
    with within(NOWHERE):
        assert names_seen() == set()
    assert len(names_seen()) == 7


def test_rows_of_another_organisation_can_neither_be_written_nor_changed(cast: SimpleNamespace) -> None:
    with within(cast.other.id):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person(organisation=cast.nordlys, email="mallory@nordlys.example", given_name="Mallory").save()
        assert Person._base_manager.filter(id=cast.cleo.id).update(place="Paris") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Person._base_manager.filter(id=cast.eve.id).update(organisation=cast.nordlys)
    assert Person.objects.get(id=cast.cleo.id).place == "Bergen"


def test_texts_belong_to_whom_their_story_belongs(cast: SimpleNamespace, history: SimpleNamespace) -> None:
    with within(cast.other.id):
        assert not StoryText._base_manager.exists()
        assert not Story.topics.through._base_manager.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            StoryText(story_id=history.stories[0].id, language="sv", title="Taken over").save()
    with within(cast.nordlys.id):
        assert StoryText._base_manager.exists()


def test_a_transaction_that_failed_leaves_no_reach_behind(cast: SimpleNamespace) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), within(cast.other.id):
        Organisation(slug="nordlys", name="Once more").save()
    assert len(names_seen()) == 7
    with within(cast.other.id):
        with pytest.raises(IntegrityError), transaction.atomic(), across_organisations("a test"):
            Organisation(slug="nordlys", name="Once more").save()
        assert names_seen() == {"Eve"}


def test_no_reach_travels_through_the_pool(db: None) -> None:
    """One connection, handed from request to request: each is told anew for whom it works."""
    from django.db.backends.postgresql.base import DatabaseWrapper

    words = {**connection.settings_dict, "CONN_MAX_AGE": 0}
    words["OPTIONS"] = {**words["OPTIONS"], "pool": {"min_size": 1, "max_size": 1}}
    pooled = DatabaseWrapper(words, alias="pooled")
    question = "SELECT pg_backend_pid(), current_setting('stemme.organisation'), current_setting('stemme.across')"

    def told() -> tuple[int, str, str]:
        with pooled.cursor() as cursor:
            cursor.execute(question)
            row = cursor.fetchone()
        pooled.close()  # back into the pool
        return row

    try:
        with within(17):
            first = told()
        with within(NOWHERE):
            second = told()
        with within(18):
            third = told()
        last = told()
    finally:
        pooled.close_pool()
    assert len({pid for pid, _organisation, _across in (first, second, third, last)}) == 1
    assert [row[1:] for row in (first, second, third, last)] == [("17", ""), ("", ""), ("18", ""), ("", "on")]


def test_the_tests_role_is_bound_by_it(db: None) -> None:
    assert database_power() == ""


def test_a_policy_that_was_taken_away_is_noticed_and_put_back(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY")
        cursor.execute("DROP POLICY stemme_organisation ON feed_offer")
        assert tenancy_policies.unprotected() == ["feed_offer", "people_person"]
        tenancy_policies.bring_in_step()
    assert tenancy_policies.unprotected() == []


def test_the_plan_goes_by_the_key(cast: SimpleNamespace) -> None:
    """The policy is one more condition on a column, with the settings read once for the statement."""
    with within(cast.nordlys.id), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT * FROM links_trackedlink WHERE code = 'x'")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Cond: ((code)::text = 'x'" in plan
    assert "InitPlan" in plan
    assert TrackedLink.objects.filter(code="x").count() == 0
