"""What script adds to the share sheet, and that it hides nothing from those without."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.test_every_page import violations

WORDS = "Mine egne ord 👨‍👩‍👧"
#: Script has taken over the sheet.
READY = "share-form[data-ready]"
#: Sends Bo his digest the ordinary way, at any hour, into the mailbox of the demonstration.
DIGEST = """
import os, sys, django
os.environ["STEMME_SMTP_URL"] = "mailbox:"
django.setup()
from django.utils import timezone
from stemme.mailings.actions import delivery, planning
from stemme.people.models import Person
now, bo = timezone.now(), Person.objects.get(id=sys.argv[1])
planning.plan_at_once(organisation_id=bo.organisation_id, now=now, only=[bo.id])
delivery.send_planned(now=now, organisation_id=bo.organisation_id, heed_hours=False, seconds=60)
"""


def sheet(house: Any, window: Any, channel: str) -> Any:
    """The sheet of the second story for that channel."""
    assert window.open(f"/stories/{house.facts['second_story']}/share/?channel={channel}") == 200
    if not window.page.query_selector("noscript button"):
        window.page.wait_for_selector(READY)
    return window.page


def test_one_press_copies_the_words_and_opens_the_network(house: Any, visit: Any) -> None:
    window = visit("dan")
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.url)
    page = sheet(house, window, "linkedin")
    page.fill("textarea", WORDS)
    form = page.query_selector("share-form form")
    with window.context.expect_event("request", lambda request: "linkedin.com/" in request.url) as asked:
        page.click("main form .btn-lamp")
    assert "share-offsite/?url=http%3A%2F%2F127.0.0.1" in asked.value.url
    page.wait_for_selector("#share-done")
    assert page.evaluate("() => navigator.clipboard.readText()") == WORDS
    assert page.input_value("#own-text") == WORDS
    form.dispatch_event("input")  # What an answer about the words does that comes after they were shared.
    assert not violations(page)
    assert not window.faults


def test_what_takes_nothing_over_gets_words_and_link_from_the_clipboard(house: Any, visit: Any) -> None:
    window = visit("dan", width=320)
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.url)
    page = sheet(house, window, "linkedin")
    page.click(".more-places summary")
    page.click("label:has([value=slack])")
    page.fill("textarea", WORDS)
    with window.context.expect_event("request", lambda request: request.url == "https://app.slack.com/client"):
        page.click("main form .btn-lamp")
    page.wait_for_selector("#share-done")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied == f"{WORDS}\n\n{page.inner_text('#own-link')}"
    assert page.input_value("#own-text") == copied
    assert not violations(page)
    assert not window.faults


def test_a_picture_is_saved_and_words_too_long_for_an_address_are_copied(house: Any, visit: Any) -> None:
    window = visit("dan", width=390)
    window.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=house.url)
    page = sheet(house, window, "instagram")
    page.fill("textarea", WORDS)
    page.click("main form .btn-lamp")
    with page.expect_download() as saved:
        page.click("a[download]")
    assert saved.value.suggested_filename == f"stemme-{house.facts['second_story']}.jpg"
    assert page.evaluate("() => navigator.clipboard.readText()") == WORDS
    assert not violations(page)
    page = sheet(house, window, "telegram")
    assert not page.is_visible("[data-too-long]")
    page.fill("textarea", "ø" * 2000)
    assert page.is_visible("[data-too-long]")
    with window.context.expect_event("request", lambda request: request.url.startswith("https://t.me/")) as asked:
        page.click("main form .btn-lamp")
    assert asked.value.url.endswith("&text=")
    page.wait_for_selector("#share-done")
    assert page.evaluate("() => navigator.clipboard.readText()") == "ø" * 2000
    assert not window.faults


def test_the_counter_counts_as_the_network_does(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "x")

    def wait_for_count(count: str) -> None:
        page.wait_for_function("count => document.querySelector('[data-count]').textContent === count", arg=count)

    page.fill("textarea", f"Nordlys Energi: {WORDS}")
    wait_for_count("56 / 280")
    page.click("label:has([value=linkedin])")
    wait_for_count("35 / 3.000")
    page.fill("textarea", f"Nordlys Energi: {'a' * 3000}")
    wait_for_count("3.016 / 3.000")
    assert page.is_visible("[data-count].over")
    assert not window.faults


def test_the_browser_remembers_a_server_that_was_right(house: Any, visit: Any) -> None:
    window = visit("dan")
    page = sheet(house, window, "mastodon")
    page.fill("[name=host]", "nowhere")
    page.click("main form .btn-lamp")
    page.wait_for_selector(f"{READY} p.error")
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
    window = visit("dan", scripts=False)
    page = sheet(house, window, "slack")
    assert not page.is_visible("label:has([value=system])")
    assert page.is_visible("[name=host]")
    with window.context.expect_page() as opened:
        page.click("main form .btn-lamp:visible")
    done = opened.value
    done.wait_for_selector("#own-link")
    done.wait_for_load_state("load")  # with all style sheets
    assert not done.is_visible("copy-button button >> nth=0")
    assert done.get_attribute("a.btn-lamp", "target") == "_blank"
    assert page.is_visible("textarea"), "the words stay where they were written"


@pytest.fixture(scope="module")
def mail(house: Any) -> str:
    """The address of a real digest in the mailbox."""
    house.house.python("-c", DIGEST, str(house.facts["people"]["bo"]))
    letters = sorted((house.house.data / "mailbox").glob("*.eml"))
    his = [letter for letter in letters if b"bo@nordlys.example" in letter.read_bytes()]
    return f"/mailbox/{his[-1].stem}/"


def tap_in_mail(window: Any, mail: str, channel: str) -> Any:
    """The mail, and in it the icon of that channel; gives the page behind it."""
    assert window.open(mail) == 200
    window.page.frame_locator("iframe").locator(
        f"a[href*='channel%3D{channel}'], a[href*='channel={channel}']"
    ).first.click()
    window.page.wait_for_url("**/l/**")
    return window.page


@pytest.mark.parametrize(("channel", "scripts"), [("linkedin", True), ("x", False)])
def test_three_taps_from_a_mail_to_the_networks_window(visit: Any, mail: str, channel: str, scripts: bool) -> None:
    window = visit(width=390, scripts=scripts)
    taps = 0
    page = tap_in_mail(window, mail, channel)
    taps += 1
    page.click("main form button[type=submit]")
    taps += 1
    page.wait_for_url("**/share/**")
    assert page.is_checked(f"[value={channel}]")
    if scripts:
        page.wait_for_selector(READY)
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
