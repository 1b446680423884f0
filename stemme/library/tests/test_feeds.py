from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library import feeds
from stemme.library.feeds import Feed, FeedError, read_feed

FEEDS = Path(__file__).parent / "data" / "feeds"
HERE = "https://host.example/feed"


def feed(name: str, **headers: str) -> Feed:
    return read_feed((FEEDS / name).read_bytes(), headers, HERE)


def refused(body: bytes, **headers: str) -> str:
    with pytest.raises(FeedError) as caught:
        read_feed(body, headers, HERE)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "items", "language", "title", "first"),
    [
        (
            "bouvet-no.rss.xml",
            37,
            "nb",
            "sikkerhet.bouvet.no on Sikkerhet.bouvet.no - For Security Champions i Bouvet",
            "Ansvarsfordeling",
        ),
        ("c-system-da-empty.rss.xml", 0, "en", "C-System.dk", None),
        ("c-system-fr.rss.xml", 4, "", "C-System.dk", "Création d'un nouveau thème"),
        ("cre-podcast-de.rss.xml", 30, "de", "CRE: Technik, Kultur, Gesellschaft", "CRE207 Planetarien"),
        ("etu-sv.rss.xml", 3, "sv", "~elis/ on Elis Hirwing", "~elis/arbete/"),
        (
            "inessential.feed.json",
            20,
            "en",
            "inessential.com",
            "James Dempsey and the Breakpoints Benefit App Camp for Girls",
        ),
        ("itunes-podcast.rss.xml", 3, "en", "All About Everything", "Shake Shake Shake Your Spices"),
        ("made-jobs-no.rss.xml", 5, "", "Fjordlys AS", "Sommerjobb 2027 Nyhet!"),
        ("nav-job-search-no.json", 3, "nb", "host.example", "Erfaren frontendutvikler"),
        ("ocr-d.atom.xml", 10, "en", "OCR-D", "OCR-D Phase III started"),
        (
            "wien-oepnv.rss.xml",
            10,
            "de",
            "ÖPNV Störungen Wien & Pendler",
            "Rosenhügelstraße von Bertégasse bis Karl-Schwed-Gasse",
        ),
        ("youtube-channel.atom.xml", 15, "en", "Google", "The Google app: Questions Title"),
        ("malformed/aaa_illformed.xml", 0, "", "host.example", None),
        ("malformed/always_strip_doctype.xml", 0, "", "found", None),
        ("malformed/bozo_bogus_encoding.xml", 0, "", "host.example", None),
        ("malformed/bozo_invalid-bytes-with-bom.xml", 0, "", "Valid UTF8: ѨInvalid UTF8: Espa\ufffda", None),
        ("malformed/demoronize-1.xml", 1, "", "host.example", "don’t"),
        ("malformed/double-encoded-html.xml", 1, "", "host.example", "…"),
        ("malformed/http_high_bit_date.xml", 0, "", "host.example", None),
        ("malformed/http_text_xml_charset_overrides_encoding.xml", 0, "", "host.example", None),
        ("malformed/rdf_channel_empty_textinput.xml", 1, "", "host.example", "crashes here"),
        ("malformed/rss_incomplete_cdata.xml", 1, "en", "can feedparser read this xml", "![CD"),
        ("malformed/rss_item_link_corrupted_ampersands.xml", 1, "", "host.example", "link/get?a=1&b=2"),
        ("malformed/undeclared_namespace.xml", 0, "", "host.example", None),
        ("malformed/utf-16le-bom.xml", 0, "", "host.example", None),
        ("malformed/utf-8-bom.xml", 0, "", "host.example", None),
    ],
)
def test_every_feed_is_read_sensibly(name: str, items: int, language: str, title: str, first: str | None) -> None:
    found = feed(name)
    assert (len(found.items), found.language, found.title) == (items, language, title)
    assert next((item.title for item in found.items), None) == first


@pytest.mark.parametrize(
    ("name", "reason"), [("malformed/koi8r.xml", "encoding"), ("malformed/rss_empty_document.xml", "not_a_feed")]
)
def test_or_refused_with_a_reason(name: str, reason: str) -> None:
    assert refused((FEEDS / name).read_bytes()) == reason


def test_the_tables_above_leave_no_feed_out() -> None:
    assert len([path for path in FEEDS.rglob("*.*") if path.is_file()]) == 28


def test_dates_that_cannot_be_meant() -> None:
    assert {item.published for item in feed("bouvet-no.rss.xml").items if "Ansvar" in item.title} == {None}
    jobs = {item.title: item.published for item in feed("made-jobs-no.rss.xml").items}
    assert jobs["Sommerjobb 2027 Nyhet!"] == dt.datetime(2026, 10, 15, tzinfo=dt.UTC)
    assert jobs["Systemutvikler"] is None


def test_the_guid_tells_items_apart_not_the_link_or_title() -> None:
    assert len({item.guid for item in feed("wien-oepnv.rss.xml").items}) == 10
    assert len({item.url for item in feed("wien-oepnv.rss.xml").items}) < 10
    assert len([item for item in feed("made-jobs-no.rss.xml").items if item.title == "Driftstekniker (100 %)"]) == 2


def test_what_kind_of_story_it_would_be() -> None:
    assert {item.kind for item in feed("made-jobs-no.rss.xml").items} == {"job"}
    assert {item.kind for item in feed("nav-job-search-no.json").items} == {"job"}
    assert {item.kind for item in feed("youtube-channel.atom.xml").items} == {"video"}
    assert feed("nav-job-search-no.json").items[0].summary == "BREDVID AS · Oslo"


def test_relative_links_are_made_whole_and_html_is_clean() -> None:
    bodies = " ".join(item.body for item in feed("ocr-d.atom.xml").items)
    assert 'href="https://ocr-d.de/en/platforms' in bodies
    assert 'href="/' not in bodies
    everything = " ".join(item.body for path in FEEDS.glob("*.*") for item in feed(path.name).items)
    for tag in ("<img", "<script", "<iframe", "<div", "style=", "onclick"):
        assert tag not in everything


def test_two_languages_in_one_feed_by_category() -> None:
    body = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
    <entry><id>1</id><title>Startschuss</title><category term="de"/></entry>
    <entry><id>2</id><title>Kick-off</title><category term="en"/></entry></feed>"""
    assert {item.title: item.language for item in read_feed(body, {}, HERE).items} == {
        "Startschuss": "de",
        "Kick-off": "en",
    }


RSS = '<rss version="2.0"><channel><title>T</title><item><title>{}</title></item></channel></rss>'


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<?xml version="1.0"?><!-- <rss> --><!DOCTYPE rss [<!ENTITY x "y">]>',
        '<!DOCTYPE rss SYSTEM ">" [\n<!entity % p SYSTEM "http://127.0.0.1/">]>',
    ],
)
def test_documents_that_declare_entities_are_refused(prologue: str) -> None:
    assert refused((prologue + RSS.format("&x;")).encode()) == feeds.ENTITIES
    assert refused((prologue + RSS.format("&x;")).encode("utf-16")) == feeds.ENTITIES


def test_no_entity_is_ever_resolved() -> None:
    """Even where the refusal could be fooled, parsers see no document type."""
    tricks = '<!-- <rss --><!DOCTYPE x SYSTEM "<!--" [<!ENTITY x "BOOM">]> <!-- -->'
    try:
        found = read_feed((tricks + RSS.format("&x;")).encode(), {}, HERE)
    except FeedError:
        return
    assert "BOOM" not in repr(found)


def test_html_entities_without_a_declaration_mean_what_was_meant() -> None:
    found = read_feed(RSS.format("&Aring;pent &amp; bl&aring;tt").encode(), {}, HERE)
    assert found.items[0].title == "Åpent & blått"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!doctype html><html><body>Hei", "page"),
        (b"just words", "not_a_feed"),
        (b"{", "not_a_feed"),
        (b'{"version": 1}', "not_a_feed"),
        (b"[" * 100_000, "not_a_feed"),
        (b" " * (feeds.MOST_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_feed_says_so(body: bytes, reason: str) -> None:
    assert refused(body) == reason


def test_the_header_decides_between_encodings() -> None:
    body = '<?xml version="1.0" encoding="utf-8"?>' + RSS.format("Blåbær")
    assert read_feed(body.encode("cp1252"), {"content-type": "text/xml"}, HERE).items[0].title == "Blåbær"
    assert read_feed(body.encode(), {"content-type": "text/xml; charset=iso-8859-1"}, HERE).items[0].title == "Blåbær"


def test_at_most_two_hundred_items() -> None:
    items = [{"id": str(n), "title": f"Item {n}"} for n in range(300)]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Many", "items": items})
    assert len(read_feed(body.encode(), {}, HERE).items) == 200


def test_json_of_the_wrong_shapes_is_survived() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1",
        "items": [1, None, {"id": 5, "title": ["x"], "authors": "x"}, {"url": True}],
    }
    assert read_feed(json.dumps(body).encode(), {}, HERE).items == ()


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        assert read_feed(b"<rss><channel>" + body, {}, HERE).title
    except FeedError as error:
        assert error.reason


SOUP = (
    "<item>",
    "</item>",
    "<title>",
    "</title>",
    "<![CDATA[",
    "]]>",
    "<b>",
    "&",
    "&amp;",
    "&#0;",
    "x",
    "<!--",
    "-->",
    "<rss>",
)


@given(st.lists(st.sampled_from(SOUP), max_size=30))
def test_any_soup_is_read_or_refused(parts: list[str]) -> None:
    try:
        found = read_feed(("<rss><channel>" + "".join(parts)).encode(), {}, HERE)
    except FeedError:
        return
    assert len({item.guid for item in found.items}) == len(found.items)
