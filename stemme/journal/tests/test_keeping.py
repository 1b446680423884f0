"""How long facts are kept, and what a cut leaves behind."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from stemme.journal import actions, chain, facts
from stemme.journal.chain_actions import cut, forget_deeds_of, forget_own_deeds, seal_everything
from stemme.journal.chain_queries import cuts, head, walked
from stemme.journal.models import Fact, Seal
from stemme.journal.tests.scenes import execute, grant, unguarded

DAY = dt.timedelta(days=1)


def read(cast, at, person=None):
    with transaction.atomic():
        actions.record(
            facts.STORY_READ, organisation_id=cast.nordlys.id, actor_id=(person or cast.cleo).id, subject_id=1, at=at
        )


def test_the_oldest_part_goes_after_twelve_months_and_the_chain_holds(cast, now):
    grant(cast, 5, at=now - 400 * DAY)
    seal_everything()
    before = head(cast.nordlys.id)
    grant(cast, 4, at=now - 20 * DAY)
    assert cut(cast.nordlys.id, now=now) == 5
    seal_everything()
    state = walked(cast.nordlys.id, wanted=frozenset({before.hash}))
    assert state.broken is None
    assert state.facts == 10, "five that were cut off, four that stayed, and the fact of the cut"
    assert state.met == {before.hash}, "a head kept outside can still be compared"
    (done,) = cuts(cast.nordlys.id)
    assert (done.facts, done.hash, done.cut_at) == (5, before.hash, now)
    assert Fact.objects.get(kind=facts.AUDIT_CUT).data == {"up_to": done.up_to, "facts": 5}
    assert cut(cast.nordlys.id, now=now) == 0


def test_nothing_younger_than_twelve_months_is_cut_even_if_its_id_is_low(cast, now):
    grant(cast, 2, at=now - 400 * DAY)
    grant(cast, 1, at=now - 10 * DAY)
    grant(cast, 3, at=now - 390 * DAY)
    seal_everything()
    assert cut(cast.nordlys.id, now=now) == 0, "they share a seal"
    assert Fact.objects.count() == 6


def test_a_chain_that_is_old_altogether_goes_on_after_the_cut(cast, now):
    grant(cast, 3, at=now - 400 * DAY)
    assert cut(cast.nordlys.id, now=now) == 3
    assert not Seal.objects.exists()
    grant(cast, 1, at=now)
    seal_everything()
    state = walked(cast.nordlys.id)
    assert (state.broken, state.facts) == (None, 5)


def test_only_the_own_chain_is_cut(cast, now):
    grant(cast, 3, at=now - 400 * DAY)
    grant(cast, 3, at=now - 400 * DAY, organisation=cast.other)
    assert cut(cast.nordlys.id, now=now) == 3
    assert Fact.objects.filter(organisation=cast.other).count() == 3
    assert walked(cast.other.id).broken is None


def test_a_broken_chain_is_not_cut(cast, now):
    grant(cast, 3, at=now - 400 * DAY)
    seal_everything()
    first = Fact.objects.earliest("id").id
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", first)
    assert cut(cast.nordlys.id, now=now) == 0
    broken = walked(cast.nordlys.id).broken
    assert (broken.kind, broken.at) == (chain.CHANGED, first)


def test_after_a_cut_the_rest_is_still_guarded(cast, now):
    grant(cast, 3, at=now - 400 * DAY)
    seal_everything()
    grant(cast, 3, at=now)
    seal_everything()
    cut(cast.nordlys.id, now=now)
    for statement in (
        "DELETE FROM journal_fact",
        "DELETE FROM journal_anchor",
        "UPDATE journal_anchor SET up_to = up_to + 1",
    ):
        with pytest.raises(IntegrityError, match="append only"), transaction.atomic():
            execute(statement)


def test_own_deeds_are_forgotten_after_ninety_days(cast, now):
    grant(cast, 1, at=now - 100 * DAY)
    read(cast, now - 100 * DAY)
    read(cast, now - 80 * DAY)
    assert forget_own_deeds(now=now) == 1
    assert sorted(Fact.objects.values_list("kind", flat=True)) == ["role.granted", "story.read"]
    assert walked(cast.nordlys.id).broken is None


def test_own_deeds_of_one_person_go_when_they_are_erased(cast, now):
    grant(cast, 1, at=now)
    read(cast, now)
    read(cast, now, cast.dan)
    assert forget_deeds_of(organisation_id=cast.nordlys.id, person_id=cast.cleo.id) == 1
    assert forget_deeds_of(organisation_id=cast.nordlys.id, person_id=cast.ada.id) == 0, "granting stays"
    assert Fact.objects.filter(actor_id=cast.dan.id).exists()
