"""What script adds to the share sheet, and that it hides nothing from those without."""

from __future__ import annotations

from typing import Any

from tests.browser.test_every_page import violations

WORDS = "Mine egne ord 👨‍👩‍👧"


def sheet(house: Any, window: Any, channel: str) -> Any:
    """The sheet of the second story for that channel."""
    assert window.open(f"/stories/{house.facts['second_story']}/share/?channel={channel}") == 200
    return window.page


def test_one_press_copies_the_words_and_opens_the_network(house: Any, visit: Any) -> None:
    window = visit("dan")
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.url)
    page = sheet(house, window, "linkedin")
    page.fill("textarea", WORDS)
    with window.context.expect_event("request", lambda request: "linkedin.com/" in request.url) as asked:
        page.click("main form .btn-lamp")
    assert "share-offsite/?url=http%3A%2F%2F127.0.0.1" in asked.value.url
    page.wait_for_selector("#share-done")
    assert page.evaluate("() => navigator.clipboard.readText()") == WORDS
    assert page.input_value("#own-text") == WORDS
    assert not violations(page)
    assert not window.faults


def test_the_counter_counts_as_the_network_does(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "x")
    page.fill("textarea", WORDS)
    assert page.inner_text("[data-count]") == "40 / 280"
    page.click("label:has([value=linkedin])")
    assert page.inner_text("[data-count]") == "19 / 3.000"
    page.fill("textarea", "a" * 3001)
    assert page.is_visible("[data-count].over")
    assert not window.faults


def test_the_browser_remembers_a_server_that_was_right(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "mastodon")
    page.fill("[name=host]", "nowhere")
    page.click("main form .btn-lamp")
    page.wait_for_selector("p.error")
    page.fill("[name=host]", "snabelen.no")
    with window.context.expect_event("request", lambda request: request.url.startswith("https://snabelen.no/share")):
        page.click("main form .btn-lamp")
    page.wait_for_selector("#share-done")
    assert sheet(house, window, "mastodon").input_value("[name=host]") == "snabelen.no"
    assert not page.is_visible("[data-own=''] ")
    assert not window.faults


def test_typed_words_survive_another_language_and_another_start(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "linkedin")
    page.fill("textarea", WORDS)
    page.click("[data-language] >> nth=0")
    page.wait_for_url("**in=*")
    assert page.input_value("textarea") == WORDS
    page.click("[data-start='']")
    assert page.input_value("textarea") == ""
    page.focus("textarea")
    page.keyboard.press("Control+z")
    assert page.input_value("textarea") == WORDS
    assert not window.faults


def test_what_needs_script_is_not_offered_without(house: Any, visit: Any) -> None:
    page = sheet(house, visit("dan", scripts=False), "linkedin")
    assert not page.is_visible("label:has([value=system])")
    assert page.is_visible("[name=host]")
    page.click("main form .btn-lamp")
    page.wait_for_selector("#own-link")
    page.wait_for_load_state("load")  # with all style sheets
    assert not page.is_visible("copy-button button >> nth=0")
    assert page.get_attribute("a.btn-lamp", "target") == "_blank"
