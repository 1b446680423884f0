"""What the doctor says about the record of who did what."""

import pytest

from stemme.journal.apps import take_guards_down
from stemme.journal.chain_actions import check, seal_everything
from stemme.journal.models import Fact
from stemme.journal.tests.scenes import execute, grant, unguarded
from stemme.project import doctor

pytestmark = pytest.mark.django_db


def finding():
    return next(found for found in doctor.examine() if found.name == "audit")


def test_a_whole_record(cast, now):
    grant(cast, 3, at=now)
    assert (finding().level, finding().text) == ("ok", "The newest seals agree, 3 facts wait to be sealed")
    seal_everything()
    assert finding().text.endswith("0 facts wait to be sealed")


def test_a_record_that_was_touched(cast, now):
    grant(cast, 3, at=now)
    seal_everything()
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", Fact.objects.latest("id").id)
    assert finding().level == "wrong"
    assert finding().text.startswith("Nordlys Energi: the chain is broken")


def test_an_old_break_that_the_night_has_found(cast, now, monkeypatch):
    monkeypatch.setattr("stemme.journal.chain.LONGEST", 1)
    monkeypatch.setattr(doctor, "SEALS_LOOKED_AT", 1)
    grant(cast, 3, at=now)
    seal_everything()
    with unguarded():
        execute("UPDATE journal_fact SET actor_id = 4711 WHERE id = %s", Fact.objects.earliest("id").id)
    assert finding().level == "ok", "the newest agree"
    check(cast.nordlys.id, now=now)
    assert finding().level == "wrong"


def test_sealing_that_does_not_keep_up(cast, now, monkeypatch):
    monkeypatch.setattr(doctor, "MANY_UNSEALED", 2)
    grant(cast, 3, at=now)
    assert finding().text == "3 facts wait to be sealed. Is the worker running? stemme work"


def test_guards_that_are_down(cast):
    take_guards_down()
    assert finding().level == "wrong"
    assert "journal_fact_kept" in finding().text
