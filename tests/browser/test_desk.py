"""Two editors write one story at once, in two browsers; and what is typed survives a page that is left."""

from __future__ import annotations

from typing import Any

from tests.browser.test_every_page import violations


def test_nothing_of_two_editors_is_lost(house: Any, visit: Any) -> None:
    story = f"/studio/{house.facts['second_story']}/"
    one, other = visit("bo"), visit("ada")
    one.open(story)
    other.open(story)
    title = one.page.locator("[name^=title_]:visible").first
    name = title.get_attribute("name")
    title.fill("What Bo wrote")
    other.page.fill(f"[name={name}]", "What Ada wrote")
    with one.page.expect_navigation():
        one.page.click("button[form=story][value=save]")
    with other.page.expect_navigation() as conflict:
        other.page.click("button[form=story][value=save]")
    assert conflict.value.status == 409
    side_by_side = other.page.locator(".desk-conflict")
    assert "What Bo wrote" in side_by_side.inner_text()
    assert "What Ada wrote" in side_by_side.inner_text()
    assert other.page.input_value(f"[name={name}]") == "What Ada wrote"
    assert not violations(other.page, "light")
    other.page.click(".desk-conflict input[value=saved]")
    with other.page.expect_navigation():
        other.page.click("button[form=story][value=save]")
    assert other.page.input_value(f"[name={name}]") == "What Bo wrote"


def test_what_was_typed_is_there_after_leaving(house: Any, visit: Any) -> None:
    story = f"/studio/{house.facts['second_story']}/"
    window = visit("lea")
    window.open(story)
    field = window.page.locator("[name^=summary_]:visible").first
    name = field.get_attribute("name")
    field.fill("Half a sentence that")
    with window.page.expect_response(lambda answer: answer.url.endswith("/keep/")) as kept:
        window.page.evaluate("dispatchEvent(new Event('pagehide'))")
    assert kept.value.status == 204
    window.open(story)
    window.page.click("a[href$='?kept=1']")
    window.page.wait_for_url("**/?kept=1")
    assert window.page.input_value(f"[name={name}]") == "Half a sentence that"
    assert not violations(window.page, "light")


def test_a_visit_that_ended_says_so_and_loses_nothing(house: Any, visit: Any) -> None:
    story = f"/studio/{house.facts['second_story']}/"
    window = visit("bo")
    window.open(story)
    field = window.page.locator("[name^=summary_]:visible").first
    field.fill("Written while the visit ended")
    window.context.clear_cookies()
    window.page.click("button[form=story][value=save]")
    status = window.page.locator("keep-typing [role=status]")
    status.filter(has_text="sign in again").wait_for()
    assert field.input_value() == "Written while the visit ended"
    assert window.page.url.endswith(story)
