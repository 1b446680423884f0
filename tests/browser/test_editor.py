"""An editor writes a job advert in three languages for one place, with a keyboard and a mouse, and publishes it.

How long that takes a person is reckoned by the keystroke-level model (Card, Moran and Newell 1980): 0.28 s for a key
(an average typist), 1.1 s to point and press, 1.35 s to think before each field, and the time the pages really took.
"""

from __future__ import annotations

import time
from typing import Any

from tests.browser.test_every_page import violations

KEY, POINT, THINK = 0.28, 1.1, 1.35
LONGEST = 120.0
TEXTS = {
    "en": ("Operations engineer", "Come and keep the lights on with us."),
    "nb": ("Driftsingeniør", "Vil du passe på nettet sammen med oss?"),
    "de": ("Betriebsingenieurin", "Komm ins Team, das nachts wacht."),
}


class Person:
    """What somebody does, and how long it takes them."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.seconds = 0.0

    def presses(self, selector: str) -> None:
        """Point at something and press it."""
        self.page.click(selector)
        self.seconds += POINT

    def writes(self, selector: str, text: str) -> None:
        """Think, go to a field, and type."""
        self.presses(selector)
        self.page.keyboard.type(text)
        self.seconds += THINK + KEY * len(text)

    def waits_for(self, selector: str, press: str) -> None:
        """Press something and wait for what it brings."""
        began = time.perf_counter()
        self.page.click(press)
        self.page.wait_for_selector(selector)
        self.seconds += POINT + time.perf_counter() - began


def test_a_job_advert_in_three_languages_takes_a_person_less_than_two_minutes(house: Any, visit: Any) -> None:
    window = visit("bo")
    page = window.page
    window.open("/studio/new/")
    somebody = Person(page)
    assert not page.is_visible("#id_own-deadline")
    somebody.presses("label:has([value=job])")
    assert page.is_visible("#id_own-deadline") and not page.is_visible("#id_own-happens_at")
    somebody.writes("#id_own-title", TEXTS["en"][0])
    somebody.writes("#id_own-place", "Bergen")
    page.fill("#id_own-deadline", "2099-12-31")
    somebody.seconds += THINK + 10 * KEY
    somebody.waits_for("#story", "form.own-story button[type=submit]")
    for code, (title, words) in TEXTS.items():
        somebody.presses(f".editor-languages label[lang={code}]")
        if code != "en":
            somebody.writes(f"#id_title_{code}", title)
        somebody.writes(f"#id_personal_{code}", words)
        assert page.inner_text(f"[data-count=id_personal_{code}]").startswith(f"{len(words)} ")
        assert page.inner_text(".in-preview h3[data-live=title]") == title
    page.click(".story-previews label:has([value=linkedin])")
    assert page.inner_text("[data-preview=linkedin] [data-live=text]") == TEXTS["de"][1]
    assert not violations(page)
    somebody.presses("#audience summary >> nth=0")
    somebody.presses("#audience label:has-text('Bergen')")
    somebody.waits_for("button[value=save].btn-ink", "button[value=publish]")
    assert somebody.seconds < LONGEST, f"{somebody.seconds:.0f} s"
    assert not window.faults

    address = page.get_attribute("a[data-public]", "href")
    stranger = visit("", width=320)
    stranger.page.goto(address)
    assert stranger.page.inner_text("h1") == TEXTS["en"][0]
    assert not violations(stranger.page) and not stranger.context.cookies() and not stranger.faults
