"""The digest says in words what lies next to the reader's place; to whoever has none it says nothing of the kind."""

from __future__ import annotations

import datetime as dt

import pytest

from stemme.kit.languages import CODES
from stemme.mailings.letters import as_html, as_text
from stemme.mailings.tests import samples
from stemme.mailings.tests.samples import LOCAL, story


def digest(rung: str, language: str = "en", **changes):
    return samples.digest(language, [story(7, **changes), story(8)], rung=rung)


@pytest.mark.parametrize("rung", ["react", "share", "write"])
def test_each_story_says_it_in_every_language(rung: str) -> None:
    said = set()
    for language in CODES:
        content = digest(rung, language)
        first, second = (told.rung for told in content.stories)
        assert first == second != ""
        assert as_text(content).count(first) == 2
        assert as_html(content).count(first.split(".")[0]) == 2
        said.add(first)
    assert len(said) == len(CODES)


@pytest.mark.parametrize("rung", ["", "read"])
def test_nothing_is_said_to_whoever_only_reads_or_has_no_place(rung: str) -> None:
    content = digest(rung)
    assert [told.rung for told in content.stories] == ["", ""]
    assert "If you like" not in as_text(content) + as_html(content)


def test_nothing_is_said_of_what_may_not_be_shared_yet() -> None:
    content = digest("share", embargo_until=LOCAL + dt.timedelta(days=3))
    assert [bool(told.rung) for told in content.stories] == [False, True]
