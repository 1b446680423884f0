from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from stemme.kit.languages import CODES
from stemme.links.redirect import pages, texts
from stemme.links.redirect.stores import Found

ALL = (pages.UNKNOWN, pages.GONE, pages.TOO_MANY, pages.TRY_AGAIN, pages.NOT_THAT_WAY)
ATTACK = "\"'><script>alert(1)</script>&amp;</title>"


def found(**changed: object) -> Found:
    given = Found(
        code="abc",
        link_id=1,
        organisation_id=1,
        channel="linkedin",
        counted=True,
        gone=False,
        url="https://a.example/?a=1&b=2",
        language="de",
        title="Titel",
        description="Text",
        image_url="/media/cards/p.jpg",
        image_alt="Ein Windrad",
        image_width=1200,
        image_height=630,
        site_name="Nordlys",
        link_host="",
        office_networks="",
    )
    return given._replace(**changed)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("kind", ALL)
def test_pages_speak_all_five_languages_the_readers_first(kind: pages.InFiveLanguages, language: str) -> None:
    text = kind[language].body.decode()
    assert text.count("<h1>") == 1
    assert f'<html lang="{language}">' in text
    assert {code for code in CODES if f'<div lang="{code}">' in text} == set(CODES) - {language}
    headers = dict(kind[language].start["headers"])
    assert int(headers[b"content-length"]) == len(kind[language].body)
    assert b"set-cookie" not in headers


def test_an_unknown_language_gets_english() -> None:
    assert pages.GONE["fr"] is pages.GONE["en"]


def test_every_text_is_there_in_every_language() -> None:
    for words in (texts.UNKNOWN, texts.GONE, texts.TOO_MANY, texts.TRY_AGAIN, texts.NOT_THAT_WAY):
        assert set(words) == set(CODES)
        assert len({heading for heading, _ in words.values()}) >= 4, "nb and da may be alike, the others are not"


def test_the_policy_allows_just_the_style_that_is_there() -> None:
    style = re.search(r"<style>(.*?)</style>", pages.GONE["en"].body.decode(), re.DOTALL)
    assert style
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()) in pages.POLICY
    assert b"unsafe" not in pages.POLICY


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def card(row: Found) -> _Tags:
    reader = _Tags()
    reader.feed(pages.preview(row, link="https://l.example/s/abc", pages="https://p.example").decode())
    return reader


def test_a_card_says_what_networks_read() -> None:
    properties = {
        attributes.get("property"): attributes.get("content") for tag, attributes in card(found()).tags if tag == "meta"
    }
    assert properties["og:title"] == "Titel"
    assert properties["og:description"] == "Text"
    assert properties["og:url"] == "https://l.example/s/abc"
    assert properties["og:image"] == "https://p.example/media/cards/p.jpg"
    assert (properties["og:image:width"], properties["og:image:height"]) == ("1200", "630")
    assert (properties["og:image:type"], properties["og:image:alt"]) == ("image/jpeg", "Ein Windrad")
    assert properties["og:site_name"] == "Nordlys"
    assert properties["og:locale"] == "de_DE"


def properties_of(row: Found) -> dict[str | None, str | None]:
    return {a.get("property") or a.get("name"): a.get("content") for tag, a in card(row).tags if tag == "meta"}


def test_without_a_picture_nothing_is_said_about_one() -> None:
    properties = properties_of(found(image_url=""))
    assert not [name for name in properties if name and name.startswith("og:image")]
    assert properties["twitter:card"] == "summary"
    assert properties_of(found())["twitter:card"] == "summary_large_image"


def test_robots_of_search_engines_keep_out() -> None:
    assert properties_of(found())["robots"] == "noindex"


def test_long_words_are_cut_at_a_word_and_the_page_stays_small() -> None:
    row = found(
        title="Sørlige " * 60, description="vindkraft " * 500, url="https://a.example/" + "å" * 300 + "?b=1&c=2"
    )
    properties = properties_of(row)
    title, description = properties["og:title"] or "", properties["og:description"] or ""
    assert len(title) <= 300 and title.endswith("Sørlige…")
    assert len(description) <= 200 and description.endswith("vindkraft…")
    assert len(pages.preview(row, link="https://l.example/s/abc", pages="https://p.example")) < 10_000


def test_nothing_in_a_card_becomes_markup() -> None:
    hostile = found(
        title=ATTACK, description=ATTACK, image_url="https://i.example/" + ATTACK, site_name=ATTACK, language=ATTACK
    )
    assert {tag for tag, _ in card(hostile).tags} == {tag for tag, _ in card(found()).tags}
    assert "script" not in {tag for tag, _ in card(hostile).tags}
    assert not any(name.startswith("on") for _, attributes in card(hostile).tags for name in attributes)
