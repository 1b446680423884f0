from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stemme.kit.mailer import Folder
from stemme.kit.tokens import new_token
from stemme.mailings.actions import choosing, forgetting
from stemme.mailings.models import Rhythm, Unsubscribe


def every(person):
    row = Rhythm.objects.filter(person=person).first()
    return row.every if row else None


def token_for(person):
    return choosing.make_stop_token(organisation_id=person.organisation_id, person_id=person.id, now=timezone.now())


def test_unsubscribing_takes_a_press_and_no_session(cast):
    token = token_for(cast.dan)
    browser = Client(enforce_csrf_checks=True)
    url = reverse("mailings:unsubscribe", args=[token])
    page = browser.get(url)
    assert page.status_code == 200 and page["Content-Language"] == "da" and "Stop disse mails" in page.text
    assert every(cast.dan) is None, "a scanner that follows links stops nothing"
    headers = {"sec-fetch-site": "cross-site", "origin": "https://mail.example"}
    done = browser.post(url, {"List-Unsubscribe": "One-Click"}, headers=headers)
    assert done.status_code == 200 and "Ikke flere mails" in done.text
    assert every(cast.dan) == "never" and every(cast.cleo) is None
    assert browser.post(url.upper().replace("/UNSUBSCRIBE/", "/unsubscribe/")).status_code == 200
    assert browser.put(url).status_code == 405


@pytest.mark.parametrize("token", [new_token("advu"), "advu_short", "x"], ids=["never_given_out", "short", "x"])
def test_unknown_tokens_stop_nobody(cast, token):
    url = reverse("mailings:unsubscribe", args=[token])
    assert Client().get(url).status_code == 404 and Client().post(url).status_code == 404
    assert not choosing.stop(token=token, now=timezone.now())
    assert Rhythm.objects.count() == 0


def test_stop_tokens_are_stored_as_hashes_and_forgotten_in_time(cast, now):
    token = token_for(cast.dan)
    assert token.encode() not in bytes(Unsubscribe.objects.get().token_hash)
    assert forgetting.forget_old(now=timezone.now() + dt.timedelta(days=399)) == 0
    assert forgetting.forget_old(now=timezone.now() + dt.timedelta(days=401)) == 1


@pytest.fixture
def folder(tmp_path, settings):
    settings.DATA, settings.DEMO = tmp_path, True
    return Folder(tmp_path / "mailbox")


def put(folder, subject, *, to="ingrid@nordlys.example"):
    message = EmailMultiAlternatives(subject, "Hei på deg\nhttps://stemme.example/l/x/", None, [to])
    message.attach_alternative(
        '<html><head></head><body><a href="https://stemme.example/" target="_blank">Åpne</a></body></html>', "text/html"
    )
    folder.hand_over(message)


def test_the_mailbox_exists_in_demonstrations_only(client, db, settings, tmp_path):
    settings.DATA = tmp_path
    for url in ("/mailbox/", "/mailbox/x/", "/mailbox/x/body/"):
        assert client.get(url).status_code == 404


def test_the_mailbox_lists_the_newest_first(client, db, folder):
    assert "No mail yet" in client.get("/mailbox/?lang=en").text
    for number in range(3):
        put(folder, f"Mail <{number}>")
    (folder.path / "notes.txt").write_text("not a mail")
    page = client.get("/mailbox/").text
    assert page.index("Mail &lt;2&gt;") < page.index("Mail &lt;0&gt;")
    assert client.post("/mailbox/").status_code == 405


def test_a_mail_is_shown_shut_in(client, db, folder):
    put(folder, "Tre historier")
    key = next(folder.path.iterdir()).stem
    page = client.get(f"/mailbox/{key}/")
    assert "Tre historier" in page.text and 'href="https://stemme.example/l/x/"' in page.text
    assert "frame-src 'self'" in page["Content-Security-Policy"] and "unsafe" not in page["Content-Security-Policy"]
    body = client.get(f"/mailbox/{key}/body/")
    policy = body["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "sandbox" in policy and "script" not in policy
    assert "frame-ancestors 'self'" in policy
    assert '<base target="_top">' in body.text and "_blank" not in body.text


@pytest.mark.parametrize("key", ["..", "%2e%2e%2fstemme.db", "00000000000000000000-00000000", "x.eml"])
def test_nothing_else_can_be_asked_for(client, db, folder, key):
    put(folder, "Tre historier")
    assert client.get(f"/mailbox/{key}/").status_code == 404
