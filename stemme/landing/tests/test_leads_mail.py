"""Asking by mail: once for each form, three times a day at most, again when the server was busy; and taking back."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from stemme.jobs.worker import run_everything_due
from stemme.kit.letters import MailFailedError
from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.landing.leads import actions, asking_actions
from stemme.landing.leads.lead_seals import read, token_of
from stemme.landing.leads.telling_actions import QUIET, tell
from stemme.landing.models import Lead, PageText
from stemme.landing.tests.test_leads import Form

REAL = "stemme.kit.mailer.Backend"


@pytest.fixture
def form(cast: SimpleNamespace, now: dt.datetime) -> Form:
    made = Form(cast, now)
    PageText.objects.create(page=made.page, language="en", title="Heat for you")
    return made


def asked(form: Form, lead: Lead, now: dt.datetime | None = None) -> str:
    return asking_actions.ask(lead_id=lead.id, organisation_id=lead.organisation_id, now=now or form.now)


@pytest.mark.django_db
def test_the_mail_leads_to_the_button_and_says_nothing_that_was_typed(form: Form) -> None:
    lead = form.leave(name="Buy at evil.example")
    assert asked(form, lead) == "asked"
    letter: Any = mail.outbox[-1]
    html = letter.alternatives[0][0]
    assert letter.to == ["h.petersen@wohnen.example"] and "Nordlys" in letter.subject
    for part in (letter.body, html):
        assert "Heat for you" in part and "7 days" in part and "evil" not in part and "Wohnen" not in part
    token = re.search(r"/p/confirm/(advl_\w+)/", letter.body)
    assert token is not None and token[1] in html
    actions.confirm(token=token[1], now=form.now)
    assert asked(form, lead) == "confirmed" and len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_form_is_one_mail_and_a_day_has_three(form: Form) -> None:
    lead = form.leave()
    states = [asked(form, lead), asked(form, lead)]
    for minutes in (1, 2, 3, 4):
        later = form.now + dt.timedelta(minutes=minutes)
        states.append(asked(form, form.leave(now=later), later))
    assert states == ["asked", "before", "asked", "asked", "enough", "enough"] and len(mail.outbox) == 3
    tomorrow = form.now + dt.timedelta(days=1, minutes=9)
    assert asked(form, form.leave(now=tomorrow), tomorrow) == "asked"


@pytest.mark.django_db
def test_a_busy_server_is_tried_again_and_an_address_that_does_not_exist_is_not(form: Form, settings: Any) -> None:
    replies = ["rcpt 451 later", "", "rcpt 550 nobody here", "drop"]
    server = Behaviour(lambda number, _address: replies[number - 1])
    lead, settings.EMAIL_BACKEND = form.leave(), REAL
    with mail_server(server) as settings.SMTP_URL:
        with pytest.raises(MailFailedError):
            asked(form, lead)
        lead.refresh_from_db()
        assert lead.ask_attempts == 0 and lead.asked_at is None
        assert asked(form, lead) == "asked"
        other = form.leave(email="no@wohnen.example")
        assert asked(form, other) == "refused"
        # The connection broke after the mail: nobody knows, so it is not sent twice.
        third = form.leave(email="perhaps@wohnen.example")
        assert asked(form, third) == "asked" and asked(form, third) == "before"
    assert server.recipients == {"h.petersen@wohnen.example": 1, "perhaps@wohnen.example": 1}


@pytest.mark.django_db
def test_a_queued_mail_leaves_by_itself_and_only_for_who_waits(form: Form) -> None:
    real = timezone.now()  # The job looks at the clock itself.
    ours: dict[str, Any] = {"page_id": form.page.id, "organisation_id": form.page.organisation_id, "now": real}
    asking_actions.queue_mail(email="nobody@wohnen.example", **ours)
    lead = form.leave(now=real)
    asking_actions.queue_mail(email=" H.Petersen@wohnen.example", **ours)
    run_everything_due()
    assert [letter.to for letter in mail.outbox] == [["h.petersen@wohnen.example"]]
    form.confirm(lead)
    asking_actions.queue_mail(email="h.petersen@wohnen.example", **ours)
    run_everything_due()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_the_owner_hears_once_without_a_name_and_of_many_in_one_mail(form: Form, cast: SimpleNamespace) -> None:
    form.page.owner = cast.cleo
    form.page.save()
    form.confirm(form.leave())
    assert tell(now=form.now) == 1 and tell(now=form.now) == 0
    letter = mail.outbox[-1]
    first = Lead.objects.get(page=form.page)
    assert letter.to == [cast.cleo.email] and f"/landing/leads/{first.id}/" in str(letter.body)
    assert "Petersen" not in str(letter.message()) and "wohnen" not in str(letter.message())
    for number in range(3):
        form.confirm(form.leave(email=f"{number}@wohnen.example"))
    assert tell(now=form.now + QUIET / 2) == 0
    assert tell(now=form.now + QUIET * 2) == 1 and "3" in mail.outbox[-1].subject
    assert not Lead.objects.filter(page=form.page, owner_told_at=None).exists()


@pytest.mark.django_db
def test_whoever_left_a_name_takes_it_back_by_one_press(form: Form) -> None:
    lead, client = form.leave(), Client()
    path = f"/p/lead/{token_of(lead.organisation_id, lead.id)}/"
    page = client.get(path)
    assert page.status_code == 200 and b"Petersen" not in page.content and not page.cookies
    mark = re.search(rb'name="mark" value="([^"]+)"', page.content)
    assert mark is not None and Lead.objects.filter(id=lead.id).exists()
    client.post(path, {"do": "delete", "mark": "made up"})
    assert Lead.objects.filter(id=lead.id).exists()
    done = client.post(path, {"do": "delete", "mark": mark[1].decode()})
    assert b"What you left is deleted" in done.content and not Lead.objects.filter(id=lead.id).exists()
    assert client.get(path).status_code == 200


@pytest.mark.django_db
def test_whoever_confirmed_may_stop_mails_and_stay(form: Form) -> None:
    lead = form.leave()
    form.confirm(lead)
    client, path = Client(), f"/p/lead/{token_of(lead.organisation_id, lead.id)}/"
    mark = re.search(rb'name="mark" value="([^"]+)"', client.get(path).content)
    assert mark is not None
    client.post(path, {"do": "stop", "mark": mark[1].decode()})
    lead.refresh_from_db()
    assert lead.stopped_at is not None


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.data())
def test_a_token_is_ours_or_nothing(organisation: int, lead: int, data: st.DataObject) -> None:
    token = token_of(organisation, lead)
    assert read(token.upper()) == (organisation, lead)
    place = data.draw(st.integers(5, len(token) - 1))
    other = data.draw(st.sampled_from("0123456789abcdefxz").filter(lambda sign: sign != token[place]))
    assert read(token[:place] + other + token[place + 1 :]) is None
