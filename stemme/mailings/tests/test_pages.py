from __future__ import annotations

import datetime as dt

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.mailer import Folder
from stemme.kit.tokens import new_token
from stemme.mailings import queries
from stemme.mailings.actions import choosing, forgetting
from stemme.mailings.models import Mailing, Rhythm, Unsubscribe
from stemme.people.queries import receivers, viewer

URL = "/mails/"


def every(person):
    row = Rhythm.objects.filter(person=person).first()
    return row.every if row else None


def token_for(person):
    return choosing.make_stop_token(organisation_id=person.organisation_id, person_id=person.id, now=timezone.now())


@pytest.mark.parametrize("scope", ["employee", "suggest"])
@pytest.mark.parametrize("choice", ["weekly", "monthly", "never"])
def test_choosing_how_often(cast, let_in, scope, choice):
    cleo = let_in(cast.cleo, scope)
    answer = cleo.post(URL, {"choice": choice})
    assert (answer.status_code, answer["Location"]) == (303, URL)
    assert every(cast.cleo) == choice
    page = cleo.get(URL, headers={"accept-language": "en"})
    assert f'value="{choice}"' in page.text and "checked" in page.text
    assert Fact.objects.filter(kind=facts.MAIL_RHYTHM_CHANGED, actor_id=cast.cleo.id).count() == 1
    cleo.post(URL, {"choice": choice})
    assert Fact.objects.filter(kind=facts.MAIL_RHYTHM_CHANGED).count() == 1, "twice is once"


def test_a_break_keeps_mails_away_and_ends_by_itself_or_by_choosing(cast, let_in):
    today = viewer(cast.cleo.id, scope="employee").today(timezone.now())
    until = today + dt.timedelta(days=10)
    cleo = let_in(cast.cleo)
    assert cleo.post(URL, {"choice": "break", "until": until.isoformat()}).status_code == 303
    cast.cleo.refresh_from_db()
    assert cast.cleo.paused_until == until
    ids = {r.person_id for r in receivers(cast.nordlys.id, now=timezone.now())}
    later = {r.person_id for r in receivers(cast.nordlys.id, now=timezone.now() + dt.timedelta(days=11))}
    assert cast.cleo.id not in ids and cast.cleo.id in later
    mine = queries.preferences(cast.nordlys.id, cast.cleo.id, now=timezone.now())
    assert mine.paused_until == until and mine.next_mail.date() >= until
    cleo.post(URL, {"choice": "weekly"})
    cast.cleo.refresh_from_db()
    assert cast.cleo.paused_until is None


@pytest.mark.parametrize("days", [0, -3, 400, None])
def test_a_break_needs_a_day_ahead(cast, let_in, days):
    today = viewer(cast.cleo.id, scope="employee").today(timezone.now())
    until = (today + dt.timedelta(days=days)).isoformat() if days is not None else ""
    page = let_in(cast.cleo).post(URL + "?lang=en", {"choice": "break", "until": until})
    assert page.status_code == 422 and "Choose a day from tomorrow on" in page.text
    with pytest.raises(ValueError):
        choosing.break_until(viewer=viewer(cast.cleo.id, scope="employee"), day=today, now=timezone.now())


def test_nonsense_changes_nothing(cast, let_in):
    assert let_in(cast.cleo).post(URL, {"choice": "hourly"}).status_code == 422
    assert let_in(cast.cleo).delete(URL).status_code == 405
    with pytest.raises(ValueError):
        choosing.change_rhythm(viewer=viewer(cast.cleo.id, scope="employee"), every="hourly", now=timezone.now())
    assert every(cast.cleo) is None


def test_a_link_in_a_mail_only_marks_the_choice(cast, let_in):
    page = let_in(cast.cleo, "suggest").get(URL + "?choice=monthly&lang=en")
    assert "Not saved yet." in page.text and every(cast.cleo) is None
    assert "Not saved yet." not in let_in(cast.cleo).get(URL + "?lang=en").text


def test_the_next_mail_is_announced(cast, now):
    mine = queries.preferences(cast.nordlys.id, cast.cleo.id, now=now)
    assert f"{mine.next_mail:%a %H:%M}" == "Tue 07:45" and mine.next_mail.date() == dt.date(2026, 11, 17)
    Mailing.objects.create(
        organisation=cast.nordlys, person=cast.cleo, kind="digest", slot=dt.date(2026, 11, 10), state="sent"
    )
    Rhythm.objects.create(organisation=cast.nordlys, person=cast.cleo, every="monthly")
    monthly = queries.preferences(cast.nordlys.id, cast.cleo.id, now=now)
    assert monthly.next_mail.date() == dt.date(2026, 12, 1)
    Rhythm.objects.update(every="never")
    assert queries.preferences(cast.nordlys.id, cast.cleo.id, now=now).next_mail is None


def test_everybody_sees_only_their_own(cast, let_in):
    let_in(cast.cleo).post(URL, {"choice": "never"})
    assert every(cast.dan) is None and every(cast.eve) is None
    assert Client().get(URL).status_code == 302


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
