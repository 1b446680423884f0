"""Our mails hold nothing that Outlook for Windows, Gmail or Apple Mail would lose, by caniemail's data (support.json).

What one of them knows in part or not at all stands in ``LOST``, with what the reader has instead.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import re
from pathlib import Path

import pytest

from stemme.kit.languages import CODES
from stemme.mailings.composing import LastTime, Reader
from stemme.mailings.inviting import compose_invitation
from stemme.mailings.letters import as_html
from stemme.mailings.tests.samples import EXPIRES, KEYS, LOCAL, digest, story
from stemme.mailings.windows import GroupWindows, draw
from tests.mail_clients.walking import as_outlook_sees_it, feature, inline_parts, style_parts

FEATURES = json.loads(Path(__file__).with_name("support.json").read_text())["features"]

#: What a program knows in part or not at all, and why nothing is lost: the programs, the features, the reason.
LOST = (
    ("gmail outlook", "html-style", "each look stands in the element; sheets add the dark colours only, see below"),
    ("outlook", "css-border-radius css-overflow", "corners are square"),
    ("gmail apple", "css-overflow", "hides what lies outside round corners; nothing of ours does"),
    ("gmail apple outlook", "css-cursor", "the pointer over a button is a hand anyway"),
    ("gmail outlook", "css-opacity", "of the preview line alone, which is white, one pixel high and not displayed"),
    ("outlook", "css-max-height css-max-width", "Outlook gets tables of a fixed width, in comments for it alone"),
    ("outlook", "css-min-width css-white-space", "of channel icons: a tile as wide as its letters, a line that breaks"),
    ("gmail", "css-white-space", "only the keyword nowrap is used"),
    ("gmail outlook", "css-table-layout", "MJML writes the layout that every table has without it"),
    ("outlook", "css-word-spacing", "MJML writes the spacing that every text has without it"),
    ("outlook", "css-text-transform", "only the keyword none is used"),
    ("gmail apple", "css-word-break", "only the keyword break-word is used; without it a long word runs over the edge"),
    ("gmail apple outlook", "html-target", "the program decides itself where a link opens"),
    ("gmail outlook", "css-display", "inline-block and block only; cells of tables carry the layout, none hides twice"),
    ("gmail", "css-direction css-text-align html-dir", "ltr, left and center only: never start, end or auto"),
    ("outlook", "css-text-align html-dir", "ltr, left and center only: never start, end or auto"),
    ("gmail", "css-margin", "never less than nothing"),
    ("outlook", "css-margin", "0 or auto; where auto counts, the table also says align=center"),
    ("outlook", "css-padding", "on cells of tables; of buttons mso-padding-alt, with which the button keeps its size"),
    ("outlook", "css-background", "a colour only, and the cell also says bgcolor"),
    ("outlook", "css-border", "of buttons and lines, one pixel, solid; on cells and paragraphs"),
    ("outlook", "css-font-size css-font-weight css-line-height css-height css-width", "in px and %, 400, 500 or 700"),
    ("gmail outlook", "css-text-decoration", "only the keyword none is used"),
    ("outlook", "html-height html-width", "numbers and whole percents, on tables and cells"),
    ("gmail", "html-body", "becomes a div; the colour of the page stands on ours as well"),
)
ALLOWED = {(program, name) for programs, names, _ in LOST for program in programs.split() for name in names.split()}

THREE = [
    story(7),
    story(8, kind="job", ends_at=dt.datetime(2026, 11, 30, tzinfo=dt.UTC), topics=()),
    story(9, outside=True, topics=()),
]


@functools.cache
def mails() -> dict[str, str]:
    """Mails of each kind that between them hold everything a mail can hold."""
    said = {
        "mine_is_lit": True,
        "last_time": LastTime(35, "Laks", 4),
        "rung": "share",
        "angles": {7: "What did you see?"},
        "next_mail": LOCAL + dt.timedelta(days=7),
        "reasons": ("recency",),
    }
    brand = {"accent": "#7a1f5c", "accent_ink": "#ffffff"}
    large, small = (draw(GroupWindows("Wind", total, 14), seed=1) for total in (22, 187))
    reader = Reader("Ingrid", "en", "Nordlys Energi")
    return {
        "digest": as_html(digest("en", THREE, windows=large, **said)),
        "branded": as_html(digest("de", THREE, windows=small, reader=brand, **said)),
        "bare": as_html(digest("nb", [story(summaries={})])),
        "story": as_html(digest("sv", [story()], now_from="HR", rung="share")),
        "invitation": as_html(compose_invitation(reader, keys=KEYS, expires=EXPIRES, reminder=True)),
    }


def lost() -> set[tuple[str, str]]:
    """(program, feature) of what stands in our mails and a program does not know in full."""
    found = set()
    for page in mails().values():
        for programs, view in ((("gmail", "apple"), page), (("outlook",), as_outlook_sees_it(page))):
            names = {feature(part, FEATURES) for part in inline_parts(view)} - {""}
            found |= {(program, name) for name in names for program in programs if FEATURES[name][program] != "y"}
    return found


def test_whatever_a_program_does_not_know_is_listed_with_a_reason_and_nothing_else_is():
    assert lost() == ALLOWED


def test_style_sheets_only_darken_and_reset():
    """Gmail and Outlook may drop them whole. A mail without them is the same mail, in the light."""
    for page in mails().values():
        parts = style_parts(page)
        assert {part for part in parts if part.startswith(("@", "("))} == {
            "@media",
            "(prefers-color-scheme",
            "(min-width",
        }
        dark = re.search(r"@media \(prefers-color-scheme:dark\)\{(.*?)\n\}\n", page, re.S)
        assert dark
        assert set(re.findall(r"([\w-]+):", re.sub(r"[^{}]+\{", "{", dark[1]))) == {
            "background-color", "color", "border-top-color",
        }  # fmt: skip


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#0e232f", "#ffffff"), ("#3c525e", "#ffffff"), ("#3c525e", "#f7fafc"), ("#005874", "#f7fafc"),
        ("#311a0a", "#feab3a"), ("#d9e6ec", "#1d3b50"), ("#546873", "#f7fafc"), ("#0e232f", "#e6edf0"),
        ("#ebf1f3", "#111e27"), ("#afbdc3", "#111e27"), ("#afbdc3", "#0a151d"), ("#7fcbde", "#0a151d"),
        ("#ebf1f3", "#1d3b50"),
    ],
)  # fmt: skip
def test_words_can_be_read_on_their_ground_in_the_light_and_in_the_dark(ink, paper):
    page = mails()["digest"]
    assert ink in page and paper in page, "a colour that is not used any more"
    assert contrast(ink, paper) >= 4.5


def test_no_colour_is_pure_black_and_the_lamp_stays_a_lamp_when_a_program_turns_colours_over():
    """Gmail and Outlook turn light colours dark by themselves: black would vanish, and a picture would not follow."""
    for page in mails().values():
        colours = set(re.findall(r"#[0-9a-f]{6}\b", page))
        assert "#000000" not in colours and "#000" not in page
    lamp = "#feab3a"
    turned = "#" + "".join(f"{255 - int(lamp[place : place + 2], 16):02x}" for place in (1, 3, 5))
    assert contrast(lamp, "#311a0a") >= 7 and contrast(turned, "#cee5f5") >= 4.5


@pytest.mark.parametrize("language", CODES)
def test_the_longest_mail_is_not_cut_off(language):
    """Gmail shows the first 102 kB of a mail and hides the rest, with it the ways to less mail."""
    long = [
        story(
            10**9 + n,
            kind="job",
            ends_at=dt.datetime(2026, 12, 31, tzinfo=dt.UTC),
            titles={"nb": "Å" * 200},
            summaries={"nb": "ø" * 600, language: "ø" * 600},
            topics=(),
            stream="Ü" * 120,
        )
        for n in range(3)
    ]
    page = as_html(
        digest(
            language,
            long,
            name="Ö" * 100,
            windows=draw(GroupWindows("Å" * 120, 2_399, 1_200), seed=1),
            mine_is_lit=True,
            last_time=LastTime(12_345, "Æ" * 200, 12_345),
            rung="write",
            angles={10**9 + n: "ä" * 300 for n in range(3)},
            next_mail=LOCAL,
            reasons=("recency", "team"),
            reader={"own_apps": ("mastodon", "linkedin", "telegram", "teams", "whatsapp"), "accent": "#7a1f5c"},
        )
    )
    assert len(page.encode()) < 100_000
    assert max(len(line.encode()) for line in page.splitlines()) <= 2_000


def test_everything_stands_in_the_mail_itself():
    for page in mails().values():
        assert not re.search(r"@import|@font-face|<link|<script|<img|<form|url\(|src=", page)
        assert set(re.findall(r"https?://([^/\s\"'<]+)", page)) <= {"stemme.nordlys.example", "www.w3.org"}
