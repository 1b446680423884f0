from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.apart import opml_apart
from stemme.library.opml import MOST_BYTES, MOST_FEEDS, Listed, OpmlError, as_opml, read_opml

LIST = b"""<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="HR"><outline text="Jobs &amp; more">
<outline type="rss" text="NAV" xmlUrl="https://nav.example/rss?a=1&b=2"/></outline>
<OUTLINE Title="Kraftbladet &lt;b&gt;!" XMLURL="feed://kraft.example/rss"/></outline>
<outline text="Twice" xmlUrl="https://kraft.example/rss"/>
<outline text="File" xmlUrl="file:///etc/passwd"/><outline text="Script" xmlUrl="javascript:alert(1)"/>
<outline text="Password" xmlUrl="https://a:b@x.example/"/><outline xmlUrl="https://odd.example/\xc3\xa5"/>
</body></opml>"""


def refused(body: bytes) -> str:
    with pytest.raises(OpmlError) as caught:
        read_opml(body)
    return caught.value.reason


def test_a_list_with_folders_in_folders() -> None:
    assert read_opml(LIST) == [
        Listed("NAV", "https://nav.example/rss?a=1&b=2", "HR / Jobs & more"),
        Listed("Kraftbladet !", "https://kraft.example/rss", "HR"),
        Listed("", "https://odd.example/%C3%A5", ""),
    ]
    assert opml_apart(LIST) == read_opml(LIST)


def many(number: int) -> bytes:
    lines = "".join(f'<outline text="{n}" xmlUrl="https://x.example/{n}"/>' for n in range(number))
    return f"<opml><body>{lines}</body></opml>".encode()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not_a_list"),
        (b"hello", "not_a_list"),
        (b"<html><body>x</body></html>", "not_a_list"),
        (b"<rss><outline xmlUrl='https://x.example/'/></rss>", "not_a_list"),
        (b"<opml><body/></opml>", "no_feeds"),
        (b"<!DOCTYPE opml [<!ENTITY a 'b'>]><opml>&a;</opml>", "entities"),
        (b"<!DOCTYPE opml SYSTEM 'http://127.0.0.1/x.dtd'><opml/>", "entities"),
        (b"<opml><body>" + b"<outline text='x'>" * 60 + b"</outline>" * 60 + b"</body></opml>", "list_too_large"),
        (b" " * (MOST_BYTES + 1), "list_too_large"),
    ],
)
def test_what_is_no_list_or_hostile(body: bytes, reason: str) -> None:
    assert refused(body) == reason


def test_so_many_and_no_more() -> None:
    assert len(read_opml(many(MOST_FEEDS))) == MOST_FEEDS
    assert refused(many(MOST_FEEDS + 1)) == "list_too_large"


def test_a_list_that_breaks_off_is_read_so_far() -> None:
    assert [one.title for one in read_opml(LIST[: LIST.index(b'<outline text="Twice')])] == ["NAV", "Kraftbladet !"]


@given(st.lists(st.tuples(st.text(max_size=20), st.text(max_size=20)), max_size=5))
def test_what_is_taken_along_can_be_taken_over(written: list[tuple[str, str]]) -> None:
    """Whatever stands in names: the list is well-formed, and the addresses come back."""
    printable = [("".join(c for c in text if c.isprintable()) for text in pair) for pair in written]
    feeds = [(*pair, f"https://x.example/?a={n}&b=<{n}>") for n, pair in enumerate(map(tuple, printable))]
    back = read_opml(as_opml("Nordlys & «sønner»", feeds).encode()) if feeds else []
    assert {one.url for one in back} == {f"https://x.example/?a={n}&b=%3C{n}%3E" for n in range(len(feeds))}


@given(st.binary(max_size=300))
def test_no_bytes_at_all_break_it(body: bytes) -> None:
    with contextlib.suppress(OpmlError):
        assert read_opml(b"<opml><body>" + body)
