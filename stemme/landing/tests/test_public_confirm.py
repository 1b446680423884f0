"""From the mail to the sales page: a button confirms, looking does not, and every step is counted once."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.landing.leads.actions import new_link
from stemme.landing.models import Lead, Page, StepTally
from stemme.landing.tests.public_scene import BROWSER, Public
from stemme.links.click_ids import PARAMETER
from stemme.outcomes.models import Conversion

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(cast: SimpleNamespace) -> Public:
    return Public(cast, timezone.now())


def linked(public: Public, **more: str) -> tuple[Lead, str]:
    """Somebody sent the form; the address their mail leads to."""
    assert public.send(**more).status_code == 303
    lead = public.leads()[-1]
    token = new_link(organisation_id=lead.organisation_id, lead_id=lead.id, now=public.now)
    return lead, f"/p/confirm/{token}/"


def press(path: str, public: Public, **headers: str) -> Any:
    """Press the button that stands at this address."""
    found = re.search(r'name="mark" value="([^"]+)"', public.read(path).content.decode())
    browser = Client(headers={"User-Agent": BROWSER, **headers}, enforce_csrf_checks=True)
    return browser.post(path, {"mark": found[1]} if found else {})


def test_looking_confirms_nothing_and_the_button_does(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    lead, path = linked(public, **{PARAMETER: click})
    page = public.read(path)
    assert page.status_code == 200 and not page.cookies and "Yes, that was me" in page.content.decode()
    assert page.headers["Referrer-Policy"] == "same-origin" and "no-store" in page.headers["Cache-Control"]
    assert public.leads()[0].confirmed_at is None
    done = press(path, public)
    assert done.status_code == 303 and done.headers["Location"] == f"{path}done/"
    assert public.leads()[0].confirmed_at is not None
    assert Conversion.objects.filter(event_id=f"lead-{lead.id}").count() == 1
    assert "We call you" in public.read(done.headers["Location"]).content.decode()
    # Pressed twice, opened again: it counts once.
    press(path, public)
    assert public.read(path).headers["Location"] == f"{path}done/"
    assert StepTally.objects.get(page=public.page).confirmed == 1


def test_a_scanner_that_presses_confirms_nothing(public: Public) -> None:
    _lead, path = linked(public)
    chromium = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
    press(path, public, **{"User-Agent": chromium, "Sec-Fetch-Mode": "navigate"})
    Client(headers={"User-Agent": BROWSER}).post(path)
    assert public.leads()[0].confirmed_at is None


def test_on_to_the_sales_page_counts_once(public: Public, cast: SimpleNamespace) -> None:
    click = public.scene.click(public.scene.link(cast.cleo))
    _lead, path = linked(public, **{PARAMETER: click})
    assert public.read(f"{path}next/").headers["Location"] == path
    assert public.read(f"{path}done/").headers["Location"] == path
    press(path, public)
    onward = re.search(r'href="(/p/confirm/[^"]+/next/)"', public.read(f"{path}done/").content.decode())
    assert onward
    for _ in range(2):
        answer = public.read(onward[1])
        assert "Three steps" in answer.content.decode() and answer.headers["Referrer-Policy"] == "same-origin"
    assert public.leads()[0].sales_at is not None and public.leads()[0].customer_at is None
    assert StepTally.objects.get(page=public.page).sales == 1


def test_without_a_sales_page_nothing_leads_on(public: Public) -> None:
    Page.objects.filter(id=public.page.id).update(with_sales_page=False)
    _lead, path = linked(public)
    press(path, public)
    assert "/next/" not in public.read(f"{path}done/").content.decode()
    assert public.read(f"{path}next/").status_code == 303
    assert public.leads()[0].sales_at is None


def test_a_link_that_is_over_says_so_and_leads_back(public: Public) -> None:
    lead, path = linked(public)
    Lead.objects.filter(id=lead.id).update(created_at=public.now - dt.timedelta(days=8))
    for way in ("", "done/", "next/"):
        answer = public.read(path + way)
        assert answer.status_code == 410 and "/p/harbour-heat/?in=en" in answer.content.decode()
    assert press(path, public).status_code == 410
    lead.delete()
    gone = public.read(path)
    assert gone.status_code == 410 and "/p/harbour-heat/" not in gone.content.decode()
    assert public.read("/p/confirm/made-up/").status_code == 410


def test_a_withdrawn_pages_mails_still_confirm(public: Public) -> None:
    _lead, path = linked(public)
    Page.objects.filter(id=public.page.id).update(withdrawn_at=public.now)
    assert press(path, public).status_code == 303
    assert public.leads()[0].confirmed_at is not None


def test_from_the_form_through_the_mail_to_the_thanks(public: Public) -> None:
    assert public.send().status_code == 303
    run_everything_due()
    found = re.search(r"http://[^/\s]+(/p/confirm/\S+/)", str(mail.outbox[-1].body))
    assert found and mail.outbox[-1].to == ["h.petersen@wohnen.example"]
    done = press(found[1], public)
    assert "We call you" in public.read(done.headers["Location"]).content.decode()
