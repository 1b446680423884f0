"""What holds for lists, versions, addresses and starters, whatever is typed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.languages import CODES
from stemme.landing.blocks import FIELDS, Block
from stemme.landing.studio.arranging import as_values, pressed, rows_in
from stemme.landing.studio.checks import Checked, Problem, is_web_address, problems
from stemme.landing.studio.content import PARTS, Content, marks_of, merged
from stemme.landing.studio.initial import values_of
from stemme.landing.studio.slugs import is_slug, slug_of
from stemme.landing.studio.starters import KEYS, starter

typed_words = st.text(max_size=20)


@st.composite
def typed_rows(draw: st.DrawFn) -> list[dict[str, str]]:
    kinds = draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=6))
    return [{"kind": kind, **{name: draw(typed_words) for name, _l, _b in FIELDS[kind]}} for kind in kinds]


@given(typed_rows(), st.data())
def test_moving_a_row_and_back_changes_nothing(rows: list[dict[str, str]], data: st.DataObject) -> None:
    values = {"title": "T", **as_values("blocks", rows)}
    place = data.draw(st.integers(0, len(rows) - 1))
    down = pressed(values, f"blocks:down:{place}")
    assert down is not None
    assert sorted(map(str, rows_in(down, "blocks"))) == sorted(map(str, rows_in(values, "blocks")))
    if place < len(rows) - 1:
        assert pressed(down, f"blocks:up:{place + 1}") == values
    else:
        assert down == values


@given(typed_rows(), st.integers(-2, 8))
def test_taking_one_out_keeps_the_others(rows: list[dict[str, str]], place: int) -> None:
    left = pressed(as_values("blocks", rows), f"blocks:remove:{place}")
    assert left is not None
    gone = [place] if 0 <= place < len(rows) else []
    assert rows_in(left, "blocks") == [row for number, row in enumerate(rows) if number not in gone]


@given(st.text(), st.sampled_from(["save", "publish", "blocks", "blocks:x:1", "other:add", "name:up:0"]))
def test_what_is_no_button_of_a_list_changes_nothing(text: str, do: str) -> None:
    assert pressed({"title": text}, do) is None


def _content(**more: object) -> Content:
    return replace(starter("offer", "en", "Nordlys").content("Heat"), **more)


@given(
    st.sets(st.sampled_from(["title", "description", "name"])), st.sets(st.sampled_from(["title", "name", "consent"]))
)
def test_two_versions_lose_nothing(mine_changed: set[str], theirs_changed: set[str]) -> None:
    base = _content()
    mine = replace(base, **dict.fromkeys(mine_changed, "mine"))
    theirs = replace(base, **dict.fromkeys(theirs_changed, "theirs"))
    together, clashes = merged(marks_of(base), mine, theirs)
    assert set(clashes) == mine_changed & theirs_changed
    for part in PARTS:
        wanted = "mine" if part in mine_changed else "theirs" if part in theirs_changed else getattr(base, part)
        assert getattr(together, part) == wanted
    chosen, left = merged(marks_of(base), mine, theirs, take=clashes)
    assert not left
    assert all(getattr(chosen, part) == "theirs" for part in clashes)


@given(st.text(max_size=200), st.integers(1, 99))
def test_an_address_made_from_a_name_is_one(name: str, number: int) -> None:
    slug = slug_of(name, number=number)
    assert slug == "" or is_slug(slug)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("key", KEYS)
def test_every_starter_could_be_published_as_it_is(key: str, language: str) -> None:
    one = starter(key, language, "Nordlys")
    held = one.content("Heat")
    text = Checked(held.title, held.blocks, held.thanks, held.sales, held.consent)
    assert not problems({language: text}, with_form=held.with_form, with_sales_page=False, has_owner=True)
    assert "{" not in held.consent + held.colleague
    assert len(held.questions) == len(starter(key, "en").content("").questions)
    assert [q.key for q in held.questions] == [q.key for q in starter(key, "en").content("").questions]
    assert values_of(held)["title"] == held.title


def _block(kind: str, **words: str) -> Block:
    return Block(kind, {name: words.get(name, "") for name, _limit, _lines in FIELDS[kind]})


@pytest.mark.parametrize(
    ("block", "key"),
    [
        (_block("picture", asset="3"), "picture"),
        (_block("button", label="Go", url="http://nordlys.example"), "button"),
        (_block("figures", figure1="62%"), "figures"),
        (_block("voice", quote="Ask me."), "voice"),
    ],
)
def test_half_a_block_keeps_a_page_from_visitors(block: Block, key: str) -> None:
    opening = _block("opening", heading="Heat")
    text = Checked("Heat", [opening, block], [], [], "Yes")
    assert problems({"de": text}, with_form=True, with_sales_page=False, has_owner=True) == [Problem(key, "de")]
    assert problems({}, with_form=True, with_sales_page=False, has_owner=False) == [Problem("words"), Problem("owner")]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://nordlys.example/heat?x=1", True),
        ("http://nordlys.example", False),
        ("https://localhost", False),
        ("https://a.example\\@b.example", False),
        ("//nordlys.example", False),
    ],
)
def test_buttons_lead_to_encrypted_addresses_only(url: str, good: bool) -> None:
    assert is_web_address(url) is good
