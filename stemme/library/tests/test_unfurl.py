from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.unfurl import Page, read_page, without_site

PAGES = Path(__file__).parent / "data" / "pages"
HERE = "https://www.fjordlys.example/karriere/41000"


def page(name: str, url: str = "https://page.example/a/b", **headers: str) -> Page:
    return read_page((PAGES / f"{name}.html").read_bytes(), headers, url)


@pytest.mark.parametrize(
    ("name", "title", "language", "site_name", "minutes"),
    [
        (
            "bouvet-en-checklist",
            "Security Checklist",
            "en",
            "Sikkerhet.bouvet.no - For Security Champions in Bouvet",
            3,
        ),
        ("bouvet-no-404", "404 Page not found", "nb", "Sikkerhet.bouvet.no - For Security Champions i Bouvet", 0),
        ("bouvet-no-forside", "sikkerhet.bouvet.no", "nb", "Sikkerhet.bouvet.no - For Security Champions i Bouvet", 2),
        (
            "bouvet-no-trusselmodellering",
            "Trusselmodellering",
            "nb",
            "Sikkerhet.bouvet.no - For Security Champions i Bouvet",
            5,
        ),
        ("derived-latin1-no", "Trusselmodellering", "nb", "Sikkerhet.bouvet.no - For Security Champions i Bouvet", 5),
        ("c-system-da", "C-System.dk", "da", "page.example", 0),
        ("c-system-fr-post", "Migrer vers Hugo depuis Jekyll", "", "page.example", 5),
        ("derived-undeclared-cp1252-de", "Das OCR-D-Projekt - OCR-D", "de", "page.example", 4),
        ("ocr-d-de-about", "Das OCR-D-Projekt - OCR-D", "de", "page.example", 4),
        ("etu-en-post", "My battle with wrist pains", "en", "Elis Hirwing", 6),
        ("etu-sv", "~elis/", "sv", "Elis Hirwing", 1),
        ("made-jobposting-no", 'Driftstekniker & kokk "på si"', "nb", "Fjordlys AS", 0),
        ("ocr-d-redirect", "Redirecting...", "", "page.example", 0),
        (
            "readability-001",
            "Get your Frontend JavaScript Code Covered | Code | Nicolas Perriault",
            "en",
            "page.example",
            3,
        ),
        ("readability-004-metadata-space-separated-properties", "A title", "", "Creator Name", 1),
        ("readability-firefox-nightly-blog", "These Weeks in Firefox: Issue 85", "en", "Firefox Nightly News", 6),
        ("readability-metadata-content-missing", "Title Element", "", "Creator Name", 1),
        (
            "readability-mozilla-1",
            "Firefox — Customize and make it your own — The most flexible browser on the Web",
            "en",
            "Mozilla",
            2,
        ),
        ("readability-parsely-metadata", "Some Other Title", "", "page.example", 1),
        ("wien-oepnv-de", "Wien ÖPNV – Live-Dashboard", "de", "Wien ÖPNV Feed", 0),
    ],
)
def test_every_page_is_read_sensibly(name: str, title: str, language: str, site_name: str, minutes: int) -> None:
    found = page(name)
    assert (found.title, found.language, found.site_name) == (title, language, site_name)
    assert found.reading_minutes == minutes


def test_the_table_above_leaves_no_page_out() -> None:
    assert len(list(PAGES.glob("*.html"))) == 20


def test_a_job_advertisement_with_everything_wrong() -> None:
    found = page("made-jobposting-no", HERE)
    assert found.kind == "job"
    assert found.description == "Linje en linje to"
    assert found.canonical == "https://www.fjordlys.example/jobb/41000"
    assert found.image == "https://www.fjordlys.example/bilder/%C3%A5lesund%201.jpg"
    assert found.published == dt.datetime(2026, 10, 12, tzinfo=dt.UTC)
    assert found.expires == dt.datetime(2026, 11, 15, 22, 59, tzinfo=dt.UTC), "an hour without a zone is one of ours"
    assert found.place == "Ålesund"


def test_encodings_give_the_same_words() -> None:
    """Declared in an old way, or not at all: the words are those of the original."""
    assert page("derived-latin1-no").description == page("bouvet-no-trusselmodellering").description
    assert page("derived-undeclared-cp1252-de").description == page("ocr-d-de-about").description
    assert "øvelse" in page("derived-latin1-no").description


def test_where_a_page_sends_its_readers() -> None:
    assert page("ocr-d-redirect", "https://ocr-d.de/de/contact/").refresh == "https://ocr-d.de/de/kontakt"
    assert head("<meta http-equiv=Refresh content=\"0; URL='/ny'\">").refresh == "https://www.fjordlys.example/ny"
    assert head('<meta http-equiv=refresh content="300">').refresh == ""
    assert page("bouvet-no-forside").refresh == ""


def test_a_preview_in_svg_is_ignored() -> None:
    assert page("wien-oepnv-de").image == ""


def test_metadata_is_read_in_its_order_of_worth() -> None:
    assert page("readability-004-metadata-space-separated-properties").description == "A description"
    assert page("readability-metadata-content-missing").description == "Preferred description"
    parsely = page("readability-parsely-metadata")
    assert (parsely.author, parsely.published) == ("Jane Doe", dt.datetime(2024, 4, 20, 4, 20, tzinfo=dt.UTC))
    assert page("c-system-fr-post").published == dt.datetime(2014, 3, 10, tzinfo=dt.UTC)


def head(markup: str, url: str = HERE, **headers: str) -> Page:
    return read_page(f"<!doctype html><html><head>{markup}</head><body><p>Hei".encode(), headers, url)


def test_a_page_speaks_for_itself_only() -> None:
    assert head('<link rel=canonical href="https://evil.example/x">').canonical == HERE
    assert head('<link rel=canonical href="/">').canonical == HERE
    assert head('<link rel=canonical href="/jobb/1?utm_source=a&b=2#c">').canonical == (
        "https://www.fjordlys.example/jobb/1?b=2"
    )
    assert head('<meta property="og:image" content="javascript:alert(1)">').image == ""
    assert head('<meta property="og:image" content="//cdn.example/a.png">').image == "https://cdn.example/a.png"


def test_markup_in_metadata_stays_text() -> None:
    found = head('<meta property="og:title" content="&lt;b&gt;Hei&lt;/b&gt; &lt;script&gt;x&lt;/script&gt;\u202eabc">')
    assert found.title == "Hei abc"


@pytest.mark.parametrize(
    ("title", "site", "url", "left"),
    [
        ("Siste turbin står | Nordlys", "Nordlys", "", "Siste turbin står"),
        ("Siste turbin står – Nordlys Energi", "", "https://nordlys-energi.no/x", "Siste turbin står"),
        ("Vind - og vann", "Nordlys", "https://nordlys.no", "Vind - og vann"),
        ("Nordlys", "Nordlys", "https://nordlys.no", "Nordlys"),
        ("A | B | Nordlys", "Nordlys", "", "A | B"),
    ],
)
def test_the_sites_name_at_the_end_of_a_title(title: str, site: str, url: str, left: str) -> None:
    assert without_site(title, site, url) == left


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(body: bytes) -> None:
    found = read_page(body, {}, HERE)
    assert found.canonical == HERE
    assert "\x00" not in found.title


@given(st.text(alphabet="<>/=\"' metaogilnkrscp:1é{}[]@", max_size=200))
def test_any_markup_is_a_page(markup: str) -> None:
    assert read_page(markup.encode(), {}, HERE).image.startswith(("", "http"))
