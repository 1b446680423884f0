"""What script adds to the share sheet, and that it hides nothing from those without."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_every_page import violations

WORDS = "Mine egne ord 👨‍👩‍👧"
#: Sends Cleo her digest the ordinary way, into the mailbox of the demonstration.
DIGEST = """
import os, django
os.environ["STEMME_SMTP_URL"] = "mailbox:"
django.setup()
from django.utils import timezone
from stemme.mailings.actions import delivery, planning
from stemme.people.models import Person
cleo = Person.objects.get(email="cleo@nordlys.example")
now = timezone.now()
planning.plan_at_once(organisation_id=cleo.organisation_id, now=now, only=[cleo.id])
delivery.send_planned(now=now, organisation_id=cleo.organisation_id, seconds=60)
"""


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


@pytest.fixture(scope="module")
def mail(house: Any) -> str:
    """The address of a real digest in the mailbox."""
    house.house.python("-c", DIGEST)
    newest = max((house.house.data / "mailbox").glob("*.eml"))
    return f"/mailbox/{newest.stem}/"


def tap_in_mail(window: Any, mail: str, channel: str) -> Any:
    """The mail, and in it the icon of that channel; gives the page behind it."""
    assert window.open(mail) == 200
    icon = window.page.frame_locator("iframe").locator(f"a[href*='{channel}']").first
    icon.click()
    window.page.wait_for_url("**/l/**")
    return window.page


@pytest.mark.parametrize("channel", ["x", "linkedin"])
@pytest.mark.parametrize("scripts", [True, False])
def test_three_taps_from_a_mail_to_the_networks_window(
    house: Any, visit: Any, mail: str, scripts: bool, channel: str
) -> None:
    window = visit(width=390, scripts=scripts)
    taps = 0
    page = tap_in_mail(window, mail, channel)
    taps += 1
    page.click("main form button[type=submit]")
    taps += 1
    page.wait_for_url("**/share/**")
    assert page.is_checked(f"[value={channel}]")
    begins = {
        "x": "https://x.com/intent/post?text=",
        "linkedin": "https://www.linkedin.com/sharing/share-offsite/?url=",
    }
    with window.context.expect_event("request", lambda request: request.url.startswith(begins[channel])) as asked:
        page.click("main form .btn-lamp:visible")
        taps += 1
    assert taps == 3
    assert "127.0.0.1" in asked.value.url and "%2Fs%2F" in asked.value.url, "the person's own link goes along"
    assert page.url.endswith(f"channel={channel}") or not scripts
    assert not window.faults
