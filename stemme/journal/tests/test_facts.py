import datetime as dt

import pytest
from django.db import transaction

from stemme.journal import actions, facts, queries

pytestmark = pytest.mark.django_db


def test_facts_are_read_once_and_in_order(cast, now):
    with transaction.atomic():
        for story in (7, 8, 9):
            actions.record(
                facts.STORY_READ, organisation_id=cast.nordlys.id, actor_id=cast.cleo.id, subject_id=story, at=now
            )
        actions.record(facts.SIGNED_IN, organisation_id=cast.nordlys.id, actor_id=cast.cleo.id, at=now)
    newest = actions.newest_readable_fact()
    wanted = frozenset({facts.STORY_READ})
    first = queries.facts_between(queries.cursor_position("test"), newest, kinds=wanted, limit=2)
    assert [fact.subject_id for fact in first] == [7, 8]
    actions.move_cursor("test", to=first[-1].id)
    rest = queries.facts_between(queries.cursor_position("test"), newest, kinds=wanted, limit=2)
    assert [fact.subject_id for fact in rest] == [9]


def test_an_unlisted_kind_is_refused(cast, now):
    with pytest.raises(ValueError, match="does not list"), transaction.atomic():
        actions.record("story.burnt", organisation_id=cast.nordlys.id, actor_id=None, at=now)


@pytest.mark.django_db(transaction=True)
def test_a_fact_needs_the_transaction_of_its_deed():
    with pytest.raises(RuntimeError, match="transaction of the deed"):
        actions.record(facts.SIGNED_IN, organisation_id=1, actor_id=None, at=dt.datetime.now(dt.UTC))
