"""Every kind of fact in words, in five languages."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from stemme.audit.sentences import BREAK_WORDS, CLOSER, GROUP_NAMES, SENTENCES, Names, parts, sentence
from stemme.journal import chain, fact_groups, facts
from stemme.journal.queries import FactRow
from stemme.kit.languages import CODES
from stemme.people.role_wording import role_name

NAMES = Names(
    people={1: "Maja Lindqvist", 2: "Bo Brandt"},
    teams={5: "Grid"},
    stories={3: "First power"},
    streams={4: "Newsroom"},
)


def fact(kind: str, *, actor: int | None = 1, subject: int | None = 2, **data: object) -> FactRow:
    return FactRow(9, 1, kind, actor, subject, data, None)


def test_every_kind_of_administration_has_a_sentence():
    assert set(SENTENCES) == facts.CHAINED, "write the sentence in stemme/audit/sentences.py"
    assert set(GROUP_NAMES) == set(fact_groups.GROUPS)
    assert set(BREAK_WORDS) == set(chain.BREAKS)


@pytest.mark.parametrize("code", [code for code in CODES if code != "en"])
def test_the_sentences_are_translated_and_keep_their_places(code: str):
    places = re.compile(r"%\((\w+)\)s")
    for message in (*SENTENCES.values(), *CLOSER.values(), *BREAK_WORDS.values()):
        with override("en"):
            english = str(message)
        with override(code):
            assert str(message) != english, english
            assert sorted(places.findall(str(message))) == sorted(places.findall(english))


def test_a_role_that_was_granted_reads_like_a_sentence():
    granted = fact(facts.ROLE_GRANTED, role="editor")
    with override("en"):
        assert sentence(granted, NAMES) == f"Maja Lindqvist granted Bo Brandt the role “{role_name('editor')}”"
        assert [part.text for part in parts(granted, NAMES) if part.name][:2] == ["Maja Lindqvist", "Bo Brandt"]
    with override("nb"):
        assert sentence(granted, NAMES) == f"Maja Lindqvist ga Bo Brandt rollen «{role_name('editor')}»"
    with override("de"):
        assert sentence(granted, NAMES) == f"Maja Lindqvist hat Bo Brandt die Rolle „{role_name('editor')}“ gegeben"


def test_a_role_with_a_limit_says_which():
    with override("en"):
        assert sentence(fact(facts.ROLE_GRANTED, role="people_admin", team=5), NAMES).endswith("for Grid")
        taken = sentence(fact(facts.ROLE_TAKEN, role="editor", stream=4), NAMES)
        assert taken.endswith("for Newsroom from Bo Brandt")


def test_whoever_was_erased_and_the_console_have_words():
    with override("en"):
        assert sentence(fact(facts.PERSON_INVITED, subject=77), NAMES) == "Maja Lindqvist invited Somebody who has left"
        assert sentence(fact(facts.PERSON_INVITED, actor=None), NAMES) == "The operator invited Bo Brandt"


def test_an_erasure_says_whose_wish_it_was():
    with override("en"):
        assert sentence(fact(facts.PERSON_ERASED, actor=1, subject=1), NAMES).endswith("about themselves")
        assert sentence(fact(facts.PERSON_ERASED, actor=1, subject=9), NAMES).startswith("Maja Lindqvist erased")
        assert sentence(fact(facts.PERSON_ERASED, actor=None, subject=9), NAMES).endswith("who had left was erased")


def test_things_that_are_gone_have_words():
    with override("en"):
        assert sentence(fact(facts.STORY_CHANGED, subject=99), NAMES).endswith("“no longer there”")
        assert (
            sentence(fact(facts.ROLE_TAKEN, role="editor", team=6), NAMES).count("a team that is no longer there") == 1
        )


def test_numbers_are_written_as_the_reader_writes_them():
    export = fact(facts.PEOPLE_EXPORTED, people=12_000)
    with override("en"):
        assert "12,000" in sentence(export, NAMES)
    with override("de"):
        assert "12.000" in sentence(export, NAMES)


def test_a_fact_that_holds_less_than_its_sentence_still_reads():
    """Facts of an older version are never rewritten."""
    with override("en"):
        assert sentence(fact(facts.PEOPLE_IMPORTED, joined=3), NAMES) == (
            "Maja Lindqvist imported people: 3 new, ? changed, ? left"
        )
