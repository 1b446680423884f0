"""The words of the mails, in all languages, as HTML and as plain text."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import resolve
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from stemme.kit.languages import CODES
from stemme.mailings.composing import Around, LastTime, Reader, compose_digest
from stemme.mailings.inviting import compose_invitation
from stemme.mailings.letters import as_html, as_text, letter, message_id
from stemme.mailings.tests import samples
from stemme.mailings.tests.samples import EXPIRES, KEYS, LOCAL, ranked, story
from stemme.mailings.windows import GroupWindows, draw

WINDOWS = draw(GroupWindows("Turbine engineering", 22, 14), seed=1)
THREE = [
    story(7),
    story(
        8,
        kind="job",
        ends_at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC),
        titles={"da": "To teknikere"},
        reading_minutes=0,
    ),
    story(9, outside=True, source_name="Kraftbladet", titles={"nb": "Hvorfor strømmen blir billigere"}),
]


def digest(language="en", stories=THREE, name="Ingrid", **more):
    return samples.digest(language, stories, name, **more)


def links(page):
    return [node.attributes["href"] for node in LexborHTMLParser(page).css("a")]


def test_the_mail_of_the_mockup():
    content = digest(windows=WINDOWS, mine_is_lit=True, last_time=LastTime(35, "Laks i Vestelva"))
    assert content.subject == "Three stories for you, Ingrid"
    assert content.windows_text == "14 of 22 windows in Turbine engineering are lit. Yours is one of them."
    assert content.greeting == "Good morning, Ingrid"
    assert content.lead.endswith("About 6 minutes.")
    first, job, outside = content.stories
    assert (first.label, first.details) == ("Offshore wind", ("Communications", "3 min"))
    assert (job.label, job.details) == ("Job", ("until 30 November", "Communications"))
    assert (outside.label, outside.details) == ("From outside", ("Kraftbladet", "3 min"))
    assert [s.lamp for s in content.stories] == [True, False, False]
    assert [s.button for s in content.stories] == ["Read and share in your words", "See the story", "See the story"]
    assert (first.title, first.language, first.summary, first.summary_language) == (
        "Siste turbin står ved Sørlige Havn", "nb", "Twenty-two turbines.", "en",
    )  # fmt: skip
    assert "35 people came by after you shared “Laks i Vestelva”." in content.last_time
    assert "until 26 November" in content.key_line


def said(value):
    """Every text in a content, whatever it lies in."""
    if isinstance(value, str):
        return [value] if value and not value.startswith("https:") else []
    if dataclasses.is_dataclass(value):
        value = tuple(getattr(value, field.name) for field in dataclasses.fields(value) if field.name not in UNSAID)
    return [text for part in value for text in said(part)] if isinstance(value, tuple) else []


#: What stands in headers, in attributes, or is a sign and not a word.
UNSAID = {
    "subject",
    "preview",
    "language",
    "summary_language",
    "organisation",
    "windows",
    "monogram",
    "share_label",
    "reason_label",
    "angle_label",
}


@pytest.mark.parametrize("language", CODES)
def test_html_and_text_say_the_same_words_in_each_language(language):
    for content in (
        digest(language, windows=WINDOWS, mine_is_lit=True, last_time=LastTime(2, "Laks")),
        compose_invitation(Reader("Ingrid", language, "Nordlys Energi"), keys=KEYS, expires=EXPIRES, reminder=True),
    ):
        page, text = as_html(content), as_text(content)
        shown = " ".join(html.unescape(LexborHTMLParser(page).body.text()).split())
        for words in said(content):
            assert words in shown and words in text
        assert f'lang="{language}"' in page


def test_no_english_is_left_in_other_languages():
    english = set(said(digest("en", windows=WINDOWS, mine_is_lit=True, last_time=LastTime(2, "Laks"))))
    english |= set(said(compose_invitation(Reader("I", "en", "N"), keys=KEYS, expires=EXPIRES, reminder=True)))
    names = {
        "LinkedIn",
        "Facebook",
        "X",
        "Bluesky",
        "WhatsApp",
        "Communications",
        "Kraftbladet",
        "Job",
        "Twenty-two turbines.",
    }
    stories = {story.title for story in digest().stories} | {"3 min"}
    for language in CODES[1:]:
        other = set(said(digest(language, windows=WINDOWS, mine_is_lit=True, last_time=LastTime(2, "Laks"))))
        other |= set(said(compose_invitation(Reader("I", language, "N"), keys=KEYS, expires=EXPIRES, reminder=True)))
        assert english & other <= names | stories | {"Offshore wind"}


def test_one_lamp_button_and_every_link_is_ours():
    page = as_html(digest(windows=WINDOWS, last_time=LastTime(2, "Laks")))
    assert page.count('class="keep"') == 1
    assert all(href.startswith(KEYS.public_url) for href in links(page))
    assert not re.search(r"@import|fonts\.|<link|<script|<img|url\(", page)
    assert set(re.findall(r"https?://([^/\s\"'<]+)", page)) <= {"stemme.nordlys.example", "www.w3.org"}
    assert len(page) < 100_000, "longer mails are cut off by some mail programs"


def test_icons_open_the_share_sheet_and_all_addresses_exist():
    page = as_html(digest(last_time=LastTime(2, "Laks")))
    doors = [parse_qs(urlsplit(href).query)["to"][0] for href in links(page) if "/l/" in href]
    assert "/stories/7/share/?channel=linkedin" in doors and "/mails/?choice=monthly" in doors
    for target in doors:
        assert resolve(urlsplit(target).path)
    assert KEYS.unsubscribe in links(page)


def test_under_embargo_it_can_be_read_and_not_shared():
    page = as_html(digest(stories=[story(embargo_until=LOCAL + dt.timedelta(hours=1))]))
    assert "/share/" not in page and "See the story" in page and "#feab3a" not in page.split("</style>")[-1]


@pytest.mark.parametrize(
    ("hour", "greeting"), [(7, "Good morning"), (13, "Good day"), (19, "Good evening"), (2, "Good evening")]
)
def test_greetings(hour, greeting):
    content = digest(stories=[story()], name="Bo", local=LOCAL.replace(hour=hour))
    assert content.greeting == f"{greeting}, Bo" and content.subject == "One story for you, Bo"


@pytest.mark.parametrize("count", [0, 4])
def test_a_digest_has_one_to_three_stories(count):
    with pytest.raises(ValueError, match="one to 3"):
        compose_digest(
            Reader("Bo", "en", "N"), [ranked(story(n), "en") for n in range(count)], keys=KEYS,
            around=Around(local=LOCAL, expires=EXPIRES),
        )  # fmt: skip


def test_headers_are_honest():
    content = digest("nb", name="Ingrid\r\nBcc: x@y.example \u202e")
    identity = message_id("digest", 42)
    message = letter(content, name="Ingrid\nSolheim\u202e", address="i@nordlys.example", identity=identity, keys=KEYS)
    sent = message.message()
    assert sent["Message-ID"] == identity == message_id("digest", 42) != message_id("digest", 43)
    assert sent["Auto-Submitted"] == "auto-generated"
    assert sent["List-Unsubscribe"] == f"<{KEYS.unsubscribe}>"
    assert sent["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent["To"] == "Ingrid Solheim <i@nordlys.example>" and sent["Bcc"] is None
    assert message.recipients() == ["Ingrid Solheim <i@nordlys.example>"]


def test_the_reminder_says_that_it_is_the_only_one():
    reader = Reader("Ingrid", "en", "Nordlys Energi")
    first = compose_invitation(reader, keys=KEYS, expires=EXPIRES, reminder=False)
    reminder = compose_invitation(reader, keys=KEYS, expires=EXPIRES, reminder=True)
    assert first.lead == "You are welcome to read along. Whether you share is up to you."
    assert "only reminder" not in as_text(first) and "only reminder" in as_text(reminder)
    assert KEYS.no in links(as_html(first)), "the no stands beside the yes"


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1), st.text(), st.text())
def test_no_text_becomes_markup(title, summary, name):
    page = as_html(digest(stories=[story(titles={"nb": title}, summaries={"nb": summary})], name=name))
    tree = LexborHTMLParser(page)
    assert tree.css("script, img, iframe, form") == []
    assert all(href.startswith(KEYS.public_url) for href in links(page))


def test_a_mail_carries_the_colour_of_the_organisation():
    plain = digest()
    branded = dataclasses.replace(plain, accent="#7a1f5c", accent_ink="#ffffff")
    assert "#7a1f5c" not in as_html(plain)
    assert re.search(r"background(-color)?:\s*#7a1f5c", as_html(branded))
    assert as_text(plain) == as_text(branded)
