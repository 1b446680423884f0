"""What somebody with the keys of the database can do, and that it is found and named."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from stemme.journal import chain
from stemme.journal.chain_actions import check, seal_everything
from stemme.journal.chain_queries import head, last_check, tail_walked, walked
from stemme.journal.guards import names, standing
from stemme.journal.models import AppendOnlyError, Fact, Seal
from stemme.journal.tests.scenes import execute, grant, unguarded


@pytest.fixture
def ids(cast, now, monkeypatch):
    """Ten sealed facts of Nordlys, in seals of four."""
    monkeypatch.setattr("stemme.journal.chain.LONGEST", 4)
    grant(cast, 10, at=now)
    seal_everything()
    return list(Fact.objects.order_by("id").values_list("id", flat=True))


def found(cast):
    broken = walked(cast.nordlys.id).broken
    return (broken.kind, broken.at) if broken else None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("data", '{"role": "owner", "n": 5}'),
        ("kind", "role.taken"),
        ("actor_id", 4711),
        ("subject_id", None),
        ("happened_at", "2026-11-12 08:14:00.000001+00:00"),
    ],
)
def test_a_changed_fact_is_named(cast, ids, column, value):
    with unguarded():
        assert execute(f"UPDATE journal_fact SET {column} = %s WHERE id = %s", value, ids[5]) == 1
    broken = walked(cast.nordlys.id).broken
    assert (broken.kind, broken.at) == (chain.CHANGED, ids[5])
    assert broken.expected != broken.found
    assert len(broken.expected) == 16


@pytest.mark.parametrize("place", [0, 4, 9])
def test_a_removed_fact_is_named(cast, ids, place):
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", ids[place])
    assert found(cast) == (chain.REMOVED, ids[place])


def test_a_fact_hidden_from_the_chain_is_missed(cast, ids):
    with unguarded():
        execute("UPDATE journal_fact SET chained = %s WHERE id = %s", False, ids[3])
    assert found(cast) == (chain.REMOVED, ids[3])


def test_a_fact_moved_to_another_organisation_is_missed_here_and_too_much_there(cast, ids):
    with unguarded():
        execute("UPDATE journal_fact SET organisation_id = %s WHERE id = %s", cast.other.id, ids[3])
    assert found(cast) == (chain.REMOVED, ids[3])
    there = walked(cast.other.id).broken
    assert (there.kind, there.at) == (chain.INSERTED, ids[3])


@pytest.mark.parametrize("place", [2, 9])
def test_a_fact_put_in_afterwards_is_named(cast, ids, place, now):
    """With an id that was free, as somebody would who wants to change the past. The guards allow adding."""
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", ids[place])
        execute("UPDATE journal_fact SET id = id + 1000 WHERE id > %s", ids[place])
    Fact.objects.create(
        id=ids[place], organisation=cast.nordlys, kind="role.granted", chained=True, happened_at=now, subject_id=1
    )
    broken = found(cast)
    assert broken == (chain.CHANGED, ids[place])


def test_a_fact_between_two_that_were_sealed_is_named(cast, ids, now):
    grant(cast, 1, at=now)
    gap = Fact.objects.latest("id").id
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", gap)
    grant(cast, 2, at=now)
    seal_everything()
    assert found(cast) is None
    Fact.objects.create(id=gap, organisation=cast.nordlys, kind="role.granted", chained=True, happened_at=now)
    assert found(cast) == (chain.INSERTED, gap)


def test_a_fact_put_in_behind_the_last_seal_is_named(cast, ids, now):
    grant(cast, 1, at=now)
    gap = Fact.objects.latest("id").id
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", gap)
    grant(cast, 1, at=now, organisation=cast.other)
    seal_everything()
    Fact.objects.create(id=gap, organisation=cast.nordlys, kind="role.granted", chained=True, happened_at=now)
    assert found(cast) == (chain.INSERTED, gap)


def test_two_facts_that_changed_places_are_named(cast, ids):
    with unguarded():
        for old, new in ((ids[2], -1), (ids[6], ids[2]), (-1, ids[6])):
            execute("UPDATE journal_fact SET id = %s WHERE id = %s", new, old)
    assert found(cast) == (chain.CHANGED, ids[2])


def test_a_changed_seal_is_told_from_a_changed_fact(cast, ids):
    seal = Seal.objects.get(number=2)
    marks = bytearray(seal.marks)
    marks[8] ^= 1
    with unguarded():
        execute("UPDATE journal_seal SET marks = %s WHERE id = %s", bytes(marks), seal.id)
    assert found(cast) == (chain.SEAL_CHANGED, ids[5])


def test_a_changed_hash_of_a_seal_is_named(cast, ids):
    with unguarded():
        execute("UPDATE journal_seal SET hash = %s WHERE number = 2", bytes(32))
    assert found(cast) == (chain.SEAL_CHANGED, ids[7])


def test_a_removed_seal_is_named(cast, ids):
    with unguarded():
        execute("DELETE FROM journal_seal WHERE number = 2")
    assert found(cast) == (chain.SEAL_MISSING, 2)


def test_a_tail_cut_with_its_seals_shows_only_against_a_kept_head(cast, ids):
    kept = head(cast.nordlys.id).hash
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id > %s", ids[7])
        execute("DELETE FROM journal_seal WHERE number = 3")
    state = walked(cast.nordlys.id, wanted=frozenset({kept}))
    assert state.broken is None
    assert not state.met


def test_a_chain_forged_anew_shows_only_against_a_kept_head(cast, ids):
    kept = head(cast.nordlys.id).hash
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", ids[0])
        execute("DELETE FROM journal_seal")
        execute("UPDATE journal_cursor SET position = 0")
    seal_everything()
    state = walked(cast.nordlys.id, wanted=frozenset({kept}))
    assert state.broken is None
    assert not state.met


def test_an_old_head_is_found_in_a_chain_that_went_on(cast, ids, now):
    kept = head(cast.nordlys.id).hash
    grant(cast, 3, at=now)
    seal_everything()
    assert walked(cast.nordlys.id, wanted=frozenset({kept})).met == {kept}


def test_a_short_walk_finds_what_is_new_and_leaves_what_is_old(cast, ids):
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", ids[1])
    assert tail_walked(cast.nordlys.id, seals=1).broken is None
    assert tail_walked(cast.nordlys.id, seals=3).broken.at == ids[1]
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", ids[9])
    assert tail_walked(cast.nordlys.id, seals=1).broken.at == ids[9]


def test_a_break_is_remembered_for_the_page(cast, ids, now):
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", ids[2])
    check(cast.nordlys.id, now=now)
    last = last_check(cast.nordlys.id)
    assert (last.broken, last.broken_at) == (chain.REMOVED, ids[2])


# --- what the ORM and the database refuse -------------------------------------------------------------


def test_the_orm_adds_and_nothing_else(cast, ids):
    fact = Fact.objects.get(id=ids[0])
    everything = Fact.objects.all()
    fact.actor_id = 1
    for deed in (
        fact.save,
        fact.delete,
        everything.delete,
        lambda: everything.update(actor_id=1),
        lambda: everything.bulk_update([fact], ["actor_id"]),
        lambda: everything.update_or_create(id=ids[0], defaults={"actor_id": 1}),
        lambda: everything.bulk_create([fact], update_conflicts=True, unique_fields=["id"], update_fields=["actor_id"]),
        Seal.objects.all().delete,
        lambda: Seal.objects.update(number=1),
        lambda: Seal.objects.get(number=1).delete(),
    ):
        with pytest.raises(AppendOnlyError):
            deed()
    assert found(cast) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_fact SET actor_id = 1",
        "UPDATE journal_fact SET chained = chained",
        "DELETE FROM journal_fact",
        "UPDATE journal_seal SET number = number",
        "DELETE FROM journal_seal",
    ],
)
def test_the_database_refuses_what_goes_past_the_orm(cast, ids, statement):
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        execute(statement)
    assert Fact.objects.count() == 10
    assert found(cast) is None


def test_an_organisation_with_a_journal_is_not_deleted_by_the_way(cast, ids):
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        cast.nordlys.delete()
    assert Fact.objects.count() == 10


@pytest.mark.parametrize("table", ["journal_fact", "journal_seal", "journal_anchor"])
def test_postgresql_refuses_to_empty_the_tables(db, table):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
        execute(f"TRUNCATE {table}")


def test_all_guards_stand_after_the_migrations(db):
    with connection.cursor() as cursor:
        cursor.execute(standing(connection.vendor))
        assert sorted(name for (name,) in cursor.fetchall()) == names(connection.vendor)
