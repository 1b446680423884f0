"""``stemme audit verify``."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.core.management import CommandError, call_command

from stemme.audit.actions import check_every_chain
from stemme.journal.chain_actions import seal_everything
from stemme.journal.chain_queries import head, last_check
from stemme.journal.models import Fact, Seal
from stemme.journal.tests.scenes import execute, grant, unguarded


def verify(*words: str) -> tuple[str, str]:
    """What it prints, and what it complains of."""
    out, complaint = io.StringIO(), ""
    try:
        call_command("audit_verify", *words, stdout=out)
    except CommandError as error:
        complaint = str(error)
    return out.getvalue(), complaint


@pytest.fixture
def ids(cast, now):
    grant(cast, 6, at=now)
    grant(cast, 2, at=now, organisation=cast.other)
    return list(Fact.objects.filter(organisation=cast.nordlys).order_by("id").values_list("id", flat=True))


def test_all_is_well(cast, ids):
    printed, complaint = verify()
    assert not complaint
    assert f"nordlys: unbroken, 6 facts, head {head(cast.nordlys.id).hash.hex()}" in printed
    assert "other: unbroken, 2 facts" in printed
    assert last_check(cast.nordlys.id).facts == 6


def test_heads_are_for_keeping_outside_and_are_found_again(cast, ids, now):
    slug, number, kept = verify("--org", "nordlys", "--head")[0].split()
    assert (slug, number) == ("nordlys", "6")
    grant(cast, 3, at=now)
    printed, complaint = verify("--org", "nordlys", "--expect", kept)
    assert not complaint
    assert "unbroken, 9 facts" in printed


def test_a_break_is_told_in_words_and_ends_with_an_error(cast, ids):
    verify()
    with unguarded():
        execute("UPDATE journal_fact SET subject_id = 1 WHERE id = %s", ids[2])
    printed, complaint = verify()
    assert complaint == "1 of 2 chains cannot be trusted."
    assert f"nordlys: BROKEN after 2 facts: fact {ids[2]} is not what was sealed: expected a hash" in printed
    assert "other: unbroken" in printed
    assert not verify("--org", "other")[1]


def test_a_removed_fact_and_a_removed_seal_are_told(cast, ids):
    seal_everything()
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", ids[4])
    assert f"fact {ids[4]} was removed: expected fact {ids[4]}, found {ids[5]}" in verify("--org", "nordlys")[0]
    with unguarded():
        execute("DELETE FROM journal_seal")
    assert f"fact {ids[0]} was put in afterwards" in verify("--org", "nordlys")[0]


def test_a_cut_tail_misses_the_kept_head(cast, ids, now):
    seal_everything()
    grant(cast, 1, at=now)
    seal_everything()
    kept = head(cast.nordlys.id).hash.hex()
    last = Seal.objects.filter(organisation=cast.nordlys).latest("number")
    with unguarded():
        execute("DELETE FROM journal_fact WHERE id = %s", last.up_to)
        execute("DELETE FROM journal_seal WHERE id = %s", last.id)
    assert not verify("--org", "nordlys")[1], "by itself it looks whole"
    printed, complaint = verify("--org", "nordlys", "--expect", kept)
    assert complaint == "1 of 1 chains cannot be trusted."
    assert f"the kept head {kept} is not in the chain" in printed


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--org", "nowhere"), "There is no organisation 'nowhere'. There are: nordlys, other."),
        (("--expect", "0" * 64), "Say with --org whose head that is."),
        (("--org", "nordlys", "--expect", "abc"), "'abc' is no head: it has 64 letters from 0 to f."),
    ],
)
def test_wrong_words_are_explained(cast, words, complaint):
    assert verify(*words)[1] == complaint


def test_every_night_old_parts_are_cut_and_all_chains_checked(cast, now):
    grant(cast, 4, at=now - dt.timedelta(days=380))
    grant(cast, 1, at=now - dt.timedelta(days=380), organisation=cast.other)
    assert check_every_chain(now=now) == 0
    printed, _ = verify()
    assert "nordlys: the first 4 facts were forgotten on 2026-11-12" in printed
    assert "nordlys: unbroken, 5 facts" in printed
    assert "other: the first 1 facts were forgotten" in printed
