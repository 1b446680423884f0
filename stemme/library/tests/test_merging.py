from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.library.audience import Audience
from stemme.library.content import Content, ShareWords, Words
from stemme.library.workflow.comparing import GONE, NEW, compare
from stemme.library.workflow.merging import merge
from stemme.library.workflow.parts_of import content_from, differing, parts_of

_CODES = st.sampled_from(["nb", "en", "da"])
_TEXT = st.text(st.sampled_from("ab \n😀é"), max_size=6)
_MOMENT = st.none() | st.datetimes(
    dt.datetime(2026, 1, 1),  # noqa: DTZ001 - the zone is below
    dt.datetime(2027, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)
_WORDS = st.builds(Words, title=st.sampled_from(["A", "B"]), summary=_TEXT, why=_TEXT, body=_TEXT)
_SHARE = st.builds(
    ShareWords, _CODES, st.sampled_from(["personal", "point"]), st.sampled_from(["Hei.", "Du."]), st.just("")
)
_CONTENT = st.builds(
    Content,
    stream_id=st.just(1),
    language=_CODES,
    target_url=st.sampled_from(["https://a.example/", "https://b.example/"]),
    priority=st.integers(-1, 1),
    topic_ids=st.frozensets(st.integers(1, 4), max_size=3),
    audience=st.builds(Audience, team_ids=st.frozensets(st.integers(1, 3)), without_places=st.just(frozenset())),
    starts_at=_MOMENT,
    ends_at=_MOMENT,
    texts=st.dictionaries(_CODES, _WORDS, max_size=2),
    share_texts=st.lists(_SHARE, max_size=3).map(tuple),
)
_PARTS = _CONTENT.map(parts_of)


@given(_CONTENT)
def test_parts_hold_the_whole_content(content: Content) -> None:
    parts = parts_of(content)
    assert parts_of(content_from(parts)) == parts
    again = content_from(parts)
    assert again.texts == content.texts
    assert (again.topic_ids, again.audience, again.starts_at) == (
        content.topic_ids,
        content.audience,
        content.starts_at,
    )
    assert sorted(s.text for s in again.share_texts) == sorted(s.text for s in content.share_texts)


@given(_PARTS, _PARTS)
def test_merging_with_nobody_or_with_oneself_changes_nothing(base: dict[str, Any], mine: dict[str, Any]) -> None:
    assert merge(base, base, base).parts == base
    for merged in (merge(base, mine, mine), merge(base, mine, base), merge(base, base, mine)):
        assert merged.conflicts == ()
        assert merged.parts == mine


@settings(max_examples=60)
@given(_PARTS, _PARTS, _PARTS)
def test_both_sides_are_treated_alike(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    one, other = merge(base, mine, theirs), merge(base, theirs, mine)
    assert [(c.part, c.mine, c.theirs) for c in one.conflicts] == [(c.part, c.theirs, c.mine) for c in other.conflicts]
    if not one.conflicts:
        assert one.parts == other.parts


@settings(max_examples=60)
@given(_PARTS, _PARTS, _PARTS)
def test_no_word_of_either_side_is_lost(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(base, mine, theirs)
    in_conflict = {conflict.part: conflict for conflict in merged.conflicts}
    for side, shown in ((mine, "mine"), (theirs, "theirs")):
        for name in differing(base, side):
            if name in in_conflict:
                assert getattr(in_conflict[name], shown) == side.get(name)
            elif name == "topic_ids":
                came, went = set(side[name]) - set(base[name]), set(base[name]) - set(side[name])
                assert came <= set(merged.parts[name])
                assert not went & set(merged.parts[name])
            else:
                assert merged.parts.get(name) == side.get(name)


@settings(max_examples=60)
@given(_PARTS, _PARTS, _PARTS)
def test_what_comes_out_can_be_saved(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(base, mine, theirs)
    saved = parts_of(content_from(merged.parts))
    shares = [sorted(text for name, text in parts.items() if "share" in name) for parts in (saved, merged.parts)]
    assert shares[0] == shares[1]
    assert not [name for name in differing(saved, merged.parts) if not name.startswith("share:")]
    languages = {name.split(":")[1] for name in merged.parts if name.startswith(("summary:", "why:", "body:"))}
    assert all(f"title:{code}" in merged.parts for code in languages)


def test_what_belongs_together_is_chosen_together() -> None:
    base = parts_of(Content(stream_id=1, language="nb", target_url="", texts={"nb": Words("T", "S")}))
    start, end = {"starts_at": "2026-11-20T08:00:00+00:00"}, {"ends_at": "2026-11-10T08:00:00+00:00"}
    times = merge(base, base | start, base | end)
    assert {conflict.part for conflict in times.conflicts} == {"starts_at", "ends_at"}, "an end before the start"
    removed = {name: value for name, value in base.items() if not name.endswith(":nb")}
    words = merge(base, removed, base | {"summary:nb": "Longer"})
    assert {conflict.part for conflict in words.conflicts} == {"title:nb", "summary:nb"}
    assert not any(name.endswith(":nb") for name in words.parts), "as the one who removed it has it, until they choose"


@given(st.text(max_size=60), st.text(max_size=60))
def test_a_comparison_holds_both_texts(old: str, new: str) -> None:
    pieces = compare(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != NEW) == old
    assert "".join(piece.text for piece in pieces if piece.kind != GONE) == new
