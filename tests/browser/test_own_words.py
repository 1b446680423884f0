"""One's own words on the share sheet: another language, the line that says where one works, and the browser's draft."""

from __future__ import annotations

from typing import Any

from tests.browser.test_every_page import violations
from tests.browser.test_share_sheet import sheet

WORDS = "Mine egne ord om den siste turbinen"


def test_words_outlive_another_language_and_a_visit_and_go_with_the_share(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "copy")
    page.fill("textarea", WORDS)
    page.click("button[data-language]:not([aria-current])")
    page.wait_for_url("**in=*")
    assert page.input_value("textarea") == WORDS
    page = sheet(house, window, "copy")
    assert page.input_value("textarea") == WORDS
    assert page.is_visible("[data-restored]")
    page.click("#words-say")
    page.wait_for_function("words => document.querySelector('textarea').value.length > words.length", arg=WORDS)
    assert page.input_value("textarea").startswith(f"{WORDS}. ")
    page.wait_for_selector("#words-say", state="detached")
    assert not violations(page)
    page.click("main form .btn-lamp")
    page.wait_for_selector("#share-done")
    page = sheet(house, window, "copy")
    assert not page.is_visible("[data-restored]") and not page.input_value("textarea").startswith(WORDS)
    assert not window.faults


def test_a_question_leaves_the_page_blank_but_never_throws_words_away(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "linkedin")
    page.click("[data-start='']")
    page.click("[data-ask] >> nth=1")
    assert page.inner_text("[data-question]") == page.inner_text("[data-ask] >> nth=1")
    page.fill("textarea", WORDS)
    page.click("[data-ask] >> nth=0")
    assert page.input_value("textarea") == WORDS
    page.click("#words-draft")
    page.wait_for_selector("#words-draft[value=drop]")
    page.evaluate("() => localStorage.clear()")
    assert sheet(house, window, "linkedin").input_value("textarea") == WORDS
    page.click("#words-draft")
    page.wait_for_selector("#words-draft[value=keep]")
    assert not window.faults


def test_without_script_the_buttons_load_the_sheet_again(house: Any, visit: Any) -> None:
    page = sheet(house, visit("dan", scripts=False), "linkedin")
    page.fill("textarea", WORDS)
    page.click("#words-say")
    page.wait_for_load_state("load")
    said = page.input_value("textarea")
    assert said.startswith(f"{WORDS}. ")
    page.click("button[data-language]:not([aria-current])")
    page.wait_for_load_state("load")
    assert page.input_value("textarea") == said
