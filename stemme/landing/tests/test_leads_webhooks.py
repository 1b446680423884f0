"""Webhooks: signed, once, again with growing pauses, given up after three days; nothing to the inner network."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.tests.stage import Stage, says
from stemme.landing.leads import events, webhook_actions
from stemme.landing.leads.delivering_actions import deliver
from stemme.landing.leads.posting import problem_of
from stemme.landing.leads.telling_actions import tell
from stemme.landing.leads.webhook_queries import webhooks
from stemme.landing.models import Delivery, Lead, Webhook
from stemme.landing.tests.test_leads import Form
from stemme.outcomes.doors.signing import is_signed, signature
from stemme.people import queries as people
from tests.cast import open_session


@pytest.fixture
def crm() -> Iterator[Stage]:
    made = Stage()
    made.answers["/leads"] = says(b"", 204)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def form(cast: SimpleNamespace, now: dt.datetime, crm: Stage, settings: Any) -> Form:
    settings.INTRANET_HOSTS = (f"127.0.0.1:{crm.port}",)
    return Form(cast, now)


def made(form: Form, crm: Stage, page_id: int | None = None) -> webhook_actions.MadeWebhook:
    ada = people.viewer(form.scene.cast.ada.id, scope="employee", started=form.now)
    assert ada is not None
    before = form.now - dt.timedelta(hours=1)
    return webhook_actions.make(actor=ada, url=f"{crm.base}/leads", page_id=page_id, now=before)


@pytest.mark.django_db
def test_a_confirmed_lead_arrives_signed_and_once(form: Form, crm: Stage) -> None:
    hook = made(form, crm)
    lead = form.leave()
    tell(now=form.now)
    assert deliver(now=form.now) == {} and crm.sent == []  # Nobody confirmed yet.
    form.confirm(lead)
    for _ in range(2):
        tell(now=form.now)
        deliver(now=form.now)
    assert len(crm.sent) == 1
    said, headers = json.loads(crm.sent[0]), crm.asked[0][1]
    assert is_signed(headers["stemme-signature"], crm.sent[0], secret=hook.secret, now=form.now)
    assert not is_signed(headers["stemme-signature"], crm.sent[0] + b" ", secret=hook.secret, now=form.now)
    assert headers["stemme-event-id"] == said["id"] == f"lead-{lead.id}"
    assert (said["event"], said["page"], said["name"]) == ("lead.confirmed", "harbour-heat", "Hanne Petersen")
    assert said["email"] == "h.petersen@wohnen.example" and said["answers"] == {"company": "Wohnen Nord"}
    assert said["consent"]["version"] == 1 and said["consent"]["words"] == "You may call me."
    assert said["goal"] == form.scene.goal.key and "token" not in str(said)
    row = webhooks(form.page.organisation_id)[0]
    assert (row.delivered, row.waiting, row.given_up) == (1, 0, 0)


@pytest.mark.django_db
def test_what_is_not_taken_is_tried_again_for_three_days_then_said_aloud(form: Form, crm: Stage) -> None:
    made(form, crm)
    form.confirm(form.leave())
    crm.answers["/leads"] = says(b"", 503)
    tell(now=form.now)
    at, hours = form.now, 0
    while hours < 24 * 5:
        deliver(now=at)
        hours += 1
        at = form.now + dt.timedelta(hours=hours)
    waiting = Delivery.objects.get()
    assert waiting.given_up_at is not None and waiting.answer == "503"
    assert waiting.given_up_at - form.now <= events.TRIED_FOR
    assert 6 <= len(crm.sent) <= 20 and len(set(crm.sent)) == 1
    trouble = [letter for letter in mail.outbox if "127.0.0.1" in letter.subject]
    assert [letter.to for letter in trouble] == [[form.scene.cast.ada.email]]
    assert "Petersen" not in str(trouble[0].message())
    row = webhooks(form.page.organisation_id)[0]
    assert row.given_up == 1 and row.answer == "503"


@pytest.mark.django_db
def test_who_comes_back_gets_it_and_a_silent_one_holds_up_nobody(form: Form, crm: Stage) -> None:
    made(form, crm)
    for number in range(3):
        form.confirm(form.leave(email=f"{number}@wohnen.example"))
    crm.answers["/leads"] = says(b"", 500)
    tell(now=form.now)
    assert deliver(now=form.now) == {"later": 1}  # One try says enough for this run.
    crm.answers["/leads"] = says(b"")
    assert deliver(now=form.now + dt.timedelta(minutes=3)) == {"delivered": 3}


@pytest.mark.django_db
def test_gone_ends_the_webhook_and_what_waits(form: Form, crm: Stage) -> None:
    made(form, crm)
    for number in range(2):
        form.confirm(form.leave(email=f"{number}@wohnen.example"))
    crm.answers["/leads"] = says(b"", 410)
    tell(now=form.now)
    assert deliver(now=form.now) == {"ended": 1}
    hook = Webhook.objects.get()
    assert hook.ended_at and hook.secret == "" and not Delivery.objects.filter(given_up_at=None).exists()
    assert Fact.objects.filter(kind=facts.WEBHOOK_ENDED, subject_id=hook.id).count() == 1
    assert deliver(now=form.now + dt.timedelta(days=1)) == {} and len(crm.sent) == 1


@pytest.mark.django_db
def test_only_leads_of_its_page_its_organisation_and_its_time(form: Form, crm: Stage, cast: SimpleNamespace) -> None:
    made(form, crm)
    Webhook.objects.update(organisation=cast.other)
    form.confirm(form.leave())
    tell(now=form.now)
    assert not Delivery.objects.exists()
    Webhook.objects.update(organisation=cast.nordlys, created_at=form.now + dt.timedelta(minutes=1))
    Lead.objects.update(owner_told_at=None)
    tell(now=form.now)
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_the_secret_is_shown_once_and_a_test_is_marked(form: Form, crm: Stage) -> None:
    client = Client()
    client.cookies[django_settings.SESSION_COOKIE_NAME] = open_session(form.scene.cast.ada.id)
    answer = client.post("/landing/webhooks/new/", {"url": f"{crm.base}/leads", "page": ""})
    hook = Webhook.objects.get()
    found = re.findall(r"<code>([\w-]{43})</code>", answer.content.decode())
    assert answer.status_code == 200 and len(found) == 1 and found[0] not in hook.secret
    assert found[0].encode() not in client.get("/landing/webhooks/").content
    client.post(f"/landing/webhooks/{hook.id}/test/")
    said = json.loads(crm.sent[0])
    assert said["event"] == "test" and said["id"].startswith("test-")
    assert is_signed(crm.asked[0][1]["stemme-signature"], crm.sent[0], secret=found[0], now=dt.datetime.now(dt.UTC))
    client.post(f"/landing/webhooks/{hook.id}/end/")
    assert client.post(f"/landing/webhooks/{hook.id}/test/").status_code == 404
    kinds = list(Fact.objects.filter(kind__startswith="webhook.").order_by("id").values_list("kind", flat=True))
    assert kinds == [facts.WEBHOOK_MADE, facts.WEBHOOK_ENDED]


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://crm.example.com/in", ""), ("http://crm.example.com/in", "open"), ("https://10.0.0.8/in", "refused"),
        ("https://127.0.0.1/in", "refused"), ("https://169.254.169.254/latest", "refused"),
        ("ftp://a.example", "address"),
        ("https://user:word@crm.example.com/", "address"), ("https://crm.example.com:8443/", "address"),
    ],
)  # fmt: skip
def test_names_leave_encrypted_and_never_inward(url: str, problem: str) -> None:
    assert problem_of(url) == problem


@given(st.integers(1, 200))
def test_pauses_grow_and_stay_under_a_day(attempts: int) -> None:
    assert dt.timedelta(minutes=2) <= events.pause(attempts) <= events.pause(attempts + 1) < dt.timedelta(days=1)


def test_the_example_of_the_documentation_checks_what_we_sign() -> None:
    text = (Path(__file__).parents[3] / "docs" / "api" / "webhooks.md").read_text()
    code = text.partition("```python\n")[2].partition("```")[0]
    given: dict[str, Any] = {}
    exec(code, given)  # noqa: S102  # our own page
    body, at = b'{"id": "lead-1"}', int(dt.datetime.now(dt.UTC).timestamp())
    check = given["is_from_stemme"]
    assert check(signature(body, secret="s", at=at), body, "s")
    assert not check(signature(body, secret="s", at=at), body + b" ", "s")
    assert not check(signature(body, secret="s", at=at - 600), body, "s")
