"""Sections, starters, proof and what is new: without a database."""

import hashlib

import pytest

from stemme.kit.languages import CODES
from stemme.policy.changes import changes
from stemme.policy.proof import fingerprint, plain_words
from stemme.policy.starters import starter
from stemme.policy.texts import SECTIONS, SectionRow, TextRow, blocks


def text(*points, lead="", sections=()):
    return TextRow("en", "What we say", lead, points, tuple(sections))


def told(before, after):
    return [(c.kind, c.number, c.section, "".join(f"[{p.kind}:{p.text}]" for p in c.pieces)) for c in
            changes(before, after)]  # fmt: skip


def test_paragraphs_and_points_of_a_section():
    body = "One\nline.\n\nTwo.\n- a\n– b\n\n- c\nThree."
    assert [(block.kind, block.lines) for block in blocks(body)] == [
        ("paragraph", ("One line.",)),
        ("paragraph", ("Two.",)),
        ("points", ("a", "b")),
        ("points", ("c",)),
        ("paragraph", ("Three.",)),
    ]
    assert blocks("  \n\n") == []


@pytest.mark.parametrize("language", CODES)
def test_our_words_are_whole_in_every_language(language):
    ours, english = starter(language), starter("en")
    assert [part.key for part in ours.sections] == list(SECTIONS)
    assert len(ours.points) == len(english.points) == 11
    shape = [[(block.kind, len(block.lines)) for block in part.blocks] for part in english.sections]
    assert [[(block.kind, len(block.lines)) for block in part.blocks] for part in ours.sections] == shape
    assert ours.title and ours.lead and ours.minutes >= 2
    assert "!" not in plain_words(ours)


def test_the_fingerprint_is_that_of_the_file_and_of_every_word():
    before = text("a", "b", lead="l", sections=[SectionRow("never", "Out", "x\n- y")])
    assert plain_words(before) == "What we say\n\nl\n\n1. a\n2. b\n\nOut\n\nx\n- y\n"
    assert fingerprint(before) == hashlib.sha256(plain_words(before).encode()).hexdigest()
    others = [text("a", "c", lead="l"), text("a", "b", lead="m"), text("a", "b", lead="l")]
    assert len({fingerprint(row) for row in (before, *others)}) == 4


def test_nothing_is_new_between_the_same_words():
    assert changes(starter("de"), starter("de")) == []


def test_what_was_added_changed_replaced_and_taken_out():
    before = text("Taking part is voluntary.", "Employees should share company news.", "Ask first.", "Be kind.")
    after = text("Taking part is voluntary.", "Employees may share what they find worth sharing.", "Be kind.", "New.")
    assert told(before, after) == [
        ("changed", 2, "", "[gone:Employees should share company news. ]"
                           "[new:Employees may share what they find worth sharing.]"),
        ("gone", 0, "", "[gone:Ask first.]"),
        ("added", 4, "", "[new:New.]"),
    ]  # fmt: skip
    assert told(text("You should share."), text("You may share.")) == [
        ("changed", 1, "", "[same:You ][gone:should ][new:may ][same:share.]")
    ]


def test_sections_are_compared_sentence_by_sentence():
    before = text("a", sections=[SectionRow("wrong", "Wrong", "Tell us. We help."), SectionRow("", "Ours", "Old.")])
    after = text("a", sections=[SectionRow("wrong", "If it went wrong", "Tell us. We help you today.\n- Always.")])
    assert told(before, after) == [
        ("changed", 0, "If it went wrong", "[same:We ][gone:help.][new:help you today.]"),
        ("added", 0, "If it went wrong", "[new:Always.]"),
        ("gone", 0, "", "[gone:Ours]"),
    ]
    (new,) = changes(text("a"), text("a", sections=[SectionRow("never", "Out", "One. Two.")]))
    assert (new.kind, new.whole, new.pieces[0].text) == ("added", True, "Out")
