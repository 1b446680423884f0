from __future__ import annotations

import html as entities
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.html import clean, paragraphs, plain, seen, shortened

NAUGHTY: list[str] = json.loads((Path(__file__).parent / "data" / "blns.json").read_text("utf-8"))
_TAG = re.compile(r"<[^>]*>")
_ALLOWED = re.compile(
    r"</?(p|strong|em|ul|ol|li|blockquote)>|<br>|</a>"
    r'|<a (href="(https?://|mailto:)[^"<>]*" )?rel="noopener noreferrer nofollow ugc">'
)


def only_allowed(markup: str) -> bool:
    """Every tag is one of ours, written exactly as we write it, and no other ``<`` is left."""
    return all(_ALLOWED.fullmatch(tag) for tag in _TAG.findall(markup)) and "<" not in _TAG.sub("", markup)


def test_a_feeds_html_keeps_its_sense() -> None:
    markup = '<h2>Vind</h2><div onclick="x()"><b>To</b> <a href="https://x.example/å">turbiner</a><img src=t.gif></div>'
    assert clean(markup) == (
        '<p>Vind</p><p><strong>To</strong> <a href="https://x.example/å" rel="noopener noreferrer nofollow ugc">'
        "turbiner</a></p>"
    )


@pytest.mark.parametrize(
    "markup",
    [
        "<svg/onload=alert(1)>",
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java&#x200b;script:alert(1)">x</a>',
        '<a href="java&#9;script:alert(1)">x</a>',
        '<a href="/sign-out/">x</a>',
        '<a href="//evil.example">x</a>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<p style='position:fixed'>x</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        "<iframe srcdoc='<script>1</script>'></iframe>",
        "<b<script>alert(1)</script>",
        "<div<svg onload=alert(1)>",
    ],
)
def test_what_could_harm_is_gone(markup: str) -> None:
    out = clean(markup)
    assert only_allowed(out), out
    assert "href" not in out


@pytest.mark.parametrize("string", NAUGHTY)
def test_naughty_strings(string: str) -> None:
    assert only_allowed(clean(string))
    line = plain(string)
    assert "\n" not in line
    assert seen(line) == line == unicodedata.normalize("NFC", line)
    assert plain(entities.escape(line)) == line


@given(st.text(alphabet=st.sampled_from("<>/ab svg'\"=&;#x\u200bpimh:jt\u202e\x00\u200d"), max_size=60))
def test_clean_never_lets_a_foreign_tag_through(markup: str) -> None:
    out = clean(markup)
    assert only_allowed(out)
    assert clean(out) == out


@given(st.text(max_size=80))
def test_plain_is_one_visible_line(text: str) -> None:
    line = plain(entities.escape(text))
    assert line == " ".join(line.split())
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\ufeff\x00-\x08]", line)


def test_entities_are_decoded_once() -> None:
    assert plain("Drift &amp; vedlikehold &quot;på si&quot;") == 'Drift & vedlikehold "på si"'
    assert plain("&amp;lt;b&amp;gt;") == "&lt;b&gt;"
    assert plain("a < b og c > d") == "a < b og c > d"
    assert plain("Før <b>og</b> etter<script>x</script>") == "Før og etter"


def test_what_needs_a_joiner_keeps_it() -> None:
    for text in ("👩‍🔧", "👨‍👩‍👧‍👦", "می‌خواهم", "क्‍ष"):
        assert plain(text) == text
    assert plain("pay\u200dpal\u200c \u202egnp.exe") == "paypal gnp.exe"


def test_paragraphs_stay_apart() -> None:
    assert paragraphs("<p>En</p><ul><li>to</li><li>tre</li></ul>fire<br>fem") == "En\nto\ntre\nfire\nfem"


def test_shortened_counts_what_people_see() -> None:
    assert shortened("Vestelva er blank", 40) == "Vestelva er blank"
    assert shortened("Vestelva er blank igjen", 16) == "Vestelva er…"
    assert shortened("👨‍👩‍👧‍👦" * 5, 3) == "👨‍👩‍👧‍👦" * 2 + "…"


def test_letters_under_a_heap_of_marks_fit_into_their_column() -> None:
    heap = "Z" + "\u0351\u0368" * 400
    assert plain(f"{heap}algo", limit=300) == "…"
    assert len(plain("a\u0351\u0368 " * 200, limit=300)) <= 300
    assert plain("é" * 300, limit=300) == "é" * 300
