"""Facts into the chain: many writers, one order."""

from __future__ import annotations

import datetime as dt
import threading
import time
import tracemalloc
from collections.abc import Callable

import pytest
from django.db import OperationalError, connections, transaction

from stemme.journal import actions, chain_actions, chain_queries, facts
from stemme.journal.chain_actions import check, seal, seal_everything
from stemme.journal.chain_queries import head, walked
from stemme.journal.models import Fact, Seal
from stemme.journal.tests.scenes import grant


def test_only_facts_of_administration_hang_in_the_chain(cast, now):
    grant(cast, 3, at=now)
    with transaction.atomic():
        actions.record(facts.STORY_READ, organisation_id=cast.nordlys.id, actor_id=cast.cleo.id, at=now)
    assert seal() == 3
    assert head(cast.nordlys.id).facts == 3
    assert Fact.objects.filter(chained=False).count() == 1


def test_each_organisation_has_a_chain_of_its_own(cast, now):
    grant(cast, 2, at=now)
    grant(cast, 5, at=now, organisation=cast.other)
    grant(cast, 2, at=now)
    seal_everything()
    assert (head(cast.nordlys.id).facts, head(cast.other.id).facts) == (4, 5)
    assert head(cast.nordlys.id).hash != head(cast.other.id).hash
    assert walked(cast.nordlys.id).broken is None
    assert walked(cast.other.id).broken is None


def test_sealing_in_portions_gives_the_same_head_and_twice_is_once(cast, now, monkeypatch):
    monkeypatch.setattr("stemme.journal.chain.LONGEST", 2)
    grant(cast, 9, at=now)
    while seal(limit=3):
        pass
    in_portions = head(cast.nordlys.id)
    assert Seal.objects.count() == 6
    assert not seal()
    assert head(cast.nordlys.id) == in_portions
    state = walked(cast.nordlys.id)
    assert (state.broken, state.facts, state.hash) == (None, 9, in_portions.hash)


def test_a_check_is_remembered(cast, now):
    grant(cast, 2, at=now - dt.timedelta(hours=1))
    seal()
    assert chain_queries.last_check(cast.nordlys.id) is None
    check(cast.nordlys.id, now=now)
    last = chain_queries.last_check(cast.nordlys.id)
    assert (last.facts, last.broken, last.checked_at) == (2, "", now)
    assert last.up_to_at == now - dt.timedelta(hours=1)


def test_every_night_the_heads_go_to_the_log(cast, now, caplog):
    caplog.set_level("INFO", logger="stemme.journal")
    grant(cast, 2, at=now)
    assert chain_actions.check_all([cast.nordlys.id, cast.other.id], now=now) == 0
    assert head(cast.nordlys.id).hash.hex() in caplog.text
    assert f"organisation {cast.other.id}: 0 facts" in caplog.text


def test_walking_takes_no_more_memory_for_more_facts(cast, now, monkeypatch):
    monkeypatch.setattr("stemme.journal.chain_queries._FACTS_AT_ONCE", 200)

    def most() -> int:
        tracemalloc.start()
        assert walked(cast.nordlys.id).broken is None
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    grant(cast, 1_000, at=now)
    seal_everything()
    walked(cast.nordlys.id)
    few = most()
    grant(cast, 7_000, at=now)
    seal_everything()
    assert most() < few * 2, "eight times the facts"


def patiently(deed: Callable[[], object]) -> None:
    """The tests' SQLite lives in memory, where a busy table answers at once instead of waiting as a file does."""
    while True:
        try:
            deed()
            return
        except OperationalError as problem:
            if "locked" not in str(problem):
                raise
            time.sleep(0.005)


@pytest.mark.django_db(transaction=True)
def test_fifty_writers_at_once_leave_an_unbroken_chain(cast, now):
    problems: list[BaseException] = []
    stop = threading.Event()

    def write(number: int) -> None:
        try:
            for _ in range(4):
                organisation = cast.other if number % 5 == 0 else cast.nordlys
                patiently(lambda: grant(cast, 3, at=now, organisation=organisation))  # noqa: B023 - called at once
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    def keep_sealing() -> None:
        try:
            while not stop.is_set():
                patiently(lambda: seal(limit=40))
        except BaseException as problem:
            problems.append(problem)
        finally:
            connections.close_all()

    writers = [threading.Thread(target=write, args=(number,)) for number in range(50)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in (*sealers, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    for thread in sealers:
        thread.join()
    seal_everything()
    assert not problems
    for organisation, number in ((cast.nordlys, 40 * 12), (cast.other, 10 * 12)):
        state = walked(organisation.id)
        assert (state.broken, state.facts, state.waiting) == (None, number, 0)
