"""Who looked at whom."""

from __future__ import annotations

import datetime as dt

import pytest

from stemme.journal import fact_groups, facts
from stemme.journal.actions import record_look, record_taken
from stemme.journal.models import Fact
from stemme.journal.queries import Asked, audit_actors, audit_page, audit_rows, own_deeds, who_looked
from stemme.journal.tests.scenes import grant

HOUR = dt.timedelta(hours=1)


def test_a_person_sees_who_opened_their_page_and_which_files_contained_them(cast, now):
    org, ada, cleo, dan = cast.nordlys.id, cast.ada.id, cast.cleo.id, cast.dan.id
    record_look(facts.PERSON_OPENED, organisation_id=org, actor_id=ada, at=now, subject_id=cleo)
    record_look(facts.PERSON_OPENED, organisation_id=org, actor_id=ada, at=now, subject_id=dan)
    record_taken(facts.PEOPLE_EXPORTED, organisation_id=org, actor_id=ada, at=now, person_ids=[cleo, dan], people=2)
    record_taken(facts.PEOPLE_EXPORTED, organisation_id=org, actor_id=ada, at=now, person_ids=[dan], people=1)
    record_taken(facts.FIGURES_EXPORTED, organisation_id=org, actor_id=ada, at=now, table="link_analysis")
    assert [(look.kind, look.actor_id) for look in who_looked(org, cleo)] == [
        (facts.PEOPLE_EXPORTED, ada),
        (facts.PERSON_OPENED, ada),
    ]
    assert len(who_looked(org, dan)) == 3
    assert who_looked(cast.other.id, cleo) == []


def test_ones_own_look_is_no_look(cast, now):
    org, ada = cast.nordlys.id, cast.ada.id
    record_taken(facts.PEOPLE_EXPORTED, organisation_id=org, actor_id=ada, at=now, person_ids=[ada], people=1)
    assert who_looked(org, ada) == []


def test_a_file_of_before_that_named_nobody_contained_everybody(cast, now):
    Fact.objects.create(
        organisation=cast.nordlys,
        kind=facts.PEOPLE_EXPORTED,
        actor_id=cast.lea.id,
        data={"people": 6},
        happened_at=now,
        chained=True,
    )
    assert [look.actor_id for look in who_looked(cast.nordlys.id, cast.cleo.id)] == [cast.lea.id]


def test_the_same_look_is_written_down_once_an_hour(cast, now):
    def look(at: dt.datetime, subject: int | None = None) -> bool:
        return record_look(
            facts.AUDIT_READ, organisation_id=cast.nordlys.id, actor_id=cast.ada.id, at=at, subject_id=subject
        )

    assert look(now)
    assert not look(now + 0.9 * HOUR)
    assert look(now + 0.9 * HOUR, cast.bo.id), "at somebody else"
    assert look(now + 1.1 * HOUR)


def test_kinds_are_not_mixed_up(cast, now):
    with pytest.raises(ValueError, match="no look"):
        record_look(facts.ROLE_GRANTED, organisation_id=1, actor_id=1, at=now)
    with pytest.raises(ValueError, match="no file"):
        record_taken(facts.PERSON_OPENED, organisation_id=1, actor_id=1, at=now)


def test_the_page_asks_for_kinds_people_and_times(cast, now):
    org = cast.nordlys.id
    grant(cast, 3, at=now)
    grant(cast, 2, at=now, organisation=cast.other)
    record_look(facts.PERSON_OPENED, organisation_id=org, actor_id=cast.lea.id, at=now + HOUR, subject_id=cast.bo.id)
    every = Asked(facts.CHAINED)
    assert [row.kind for row in audit_rows(org, every, limit=10)] == ["person.opened", *["role.granted"] * 3]
    assert audit_page(org, every, page=2, size=3).object_list[0].kind == "role.granted"
    assert len(audit_rows(org, Asked(frozenset({facts.ROLE_GRANTED})), limit=10)) == 3
    assert len(audit_rows(org, Asked(facts.CHAINED, actor_id=cast.lea.id), limit=10)) == 1
    assert len(audit_rows(org, Asked(facts.CHAINED, since=now + HOUR), limit=10)) == 1
    assert len(audit_rows(org, Asked(facts.CHAINED, until=now + HOUR), limit=10)) == 3
    assert audit_actors(org, facts.CHAINED) == sorted([cast.ada.id, cast.lea.id])
    assert audit_actors(org, frozenset({facts.PERSON_OPENED})) == [cast.lea.id]


def test_nobodys_own_deeds_stand_on_the_page(cast, now):
    for kind in sorted(facts.OWN_DEEDS):
        Fact.objects.create(organisation=cast.nordlys, kind=kind, actor_id=cast.cleo.id, happened_at=now)
    assert audit_rows(cast.nordlys.id, Asked(facts.KINDS), limit=99) == []
    assert len(own_deeds(cast.nordlys.id, cast.cleo.id)) == len(facts.OWN_DEEDS)
    assert own_deeds(cast.nordlys.id, cast.dan.id) == []


def test_every_kind_of_administration_has_a_group():
    assert fact_groups.kinds_in(fact_groups.GROUPS) == facts.CHAINED
    assert not facts.OWN_DEEDS & facts.CHAINED
