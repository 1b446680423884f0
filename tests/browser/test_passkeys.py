"""Passkeys with Chromium's virtual authenticator: add one, sign out, sign in, show it once more, remove it."""

from __future__ import annotations

import re
from typing import Any

from tests.browser.test_every_page import violations

#: A device that has a finger on it and keeps keys by itself (WebAuthn Level 2, 11.2).
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def press(page: Any, name: str) -> None:
    """Press the button and wait for where it leads."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def test_a_passkey_from_the_first_day_to_the_last(house: Any, chromium: Any) -> None:
    place = house.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    one = device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def come_by_mail() -> None:
        page.goto(f"{place}/l/{house.facts['door_of_eve']}/")
        with page.expect_navigation():
            page.locator("main form button[type=submit]").first.click()

    come_by_mail()
    page.goto(f"{place}/me/passkeys/add/")
    page.get_by_label("What do you call this passkey?").fill("Test device")
    press(page, "Make the passkey")
    page.wait_for_selector("#codes")
    assert len(re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}", page.inner_text("#codes"))) == 10
    assert not violations(page)
    assert len(device.send("WebAuthn.getCredentials", {"authenticatorId": one})["credentials"]) == 1

    context.clear_cookies()
    page.goto(f"{place}/sign-in/?next=/me/passkeys/")
    assert not violations(page)
    press(page, "Sign in with a passkey")
    assert "Test device" in page.inner_text("main")
    assert not violations(page)

    context.clear_cookies()
    come_by_mail()
    assert page.goto(f"{place}/roles/").status == 403
    device.send("WebAuthn.setUserVerified", {"authenticatorId": one, "isUserVerified": False})
    page.get_by_role("button", name="Show your passkey").click()
    page.get_by_text("It was cancelled, or it took too long.").wait_for()
    device.send("WebAuthn.setUserVerified", {"authenticatorId": one, "isUserVerified": True})
    press(page, "Show your passkey")
    assert page.url == f"{place}/roles/"
    page.goto(f"{place}/me/passkeys/")
    page.get_by_role("link", name=re.compile("^Remove.*Test device")).click()
    press(page, "Remove")
    page.goto(f"{place}/roles/")
    assert page.get_by_role("heading", level=1).inner_text() == "Roles"
    context.clear_cookies()
    page.goto(f"{place}/sign-in/")
    press(page, "Sign in with a passkey")
    assert page.get_by_role("heading", level=1).inner_text() == "This passkey did not let you in"
    assert not violations(page)
    context.close()
    assert not faults


def test_without_script_the_page_says_so_and_the_mail_is_there(visit: Any) -> None:
    window = visit(scripts=False)
    place = window.house.url.replace("127.0.0.1", "localhost")
    window.context.unroute_all()
    window.page.goto(f"{place}/sign-in/")
    text = window.page.inner_text("main")
    assert "Passkeys need JavaScript" in text
    assert window.page.get_by_role("button", name="Send me a link").is_visible()
    assert not window.page.get_by_role("button", name="Sign in with a passkey").is_visible()
