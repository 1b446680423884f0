"""Mails that come back, mails of which nobody knows, and what somebody decides about them."""

from __future__ import annotations

import datetime as dt
import io
import json
from base64 import b64encode

import pytest
from django.core.management import call_command
from django.test import Client

from stemme.journal.models import Fact
from stemme.kit.provider_settings import ProviderSettings
from stemme.mailings.actions import bouncing, choosing, delivery, queueing
from stemme.mailings.letters import message_id
from stemme.mailings.models import Mailing, Rhythm, SoftBounce
from stemme.mailings.outbox_queries import days
from stemme.mailings.tests.notes import note
from stemme.people.models import Person

URL = "/outbox/"
DAY = dt.timedelta(days=1)


def mailing(cast, person, day, state="sent", **more):
    return Mailing.objects.create(
        organisation=cast.nordlys, person=person, kind="digest", slot=day, state=state, offers_noted=True, **more
    )


def back(row, now, **more):
    return bouncing.take_in(note(message_id(row.kind, row.pk), **more), now=now)


def failed(person):
    return Person.objects.get(id=person.id).bounced_at is not None


def test_a_hard_bounce_ends_mails_to_the_address_and_counts_once(cast, now):
    row = mailing(cast, cast.dan, now.date())
    assert [back(row, now), back(row, now)] == ["bounce", "ignored"]
    row.refresh_from_db()
    assert row.state == "bounced" and failed(cast.dan)


def test_notes_that_are_not_ours_change_nothing(cast, now):
    row = mailing(cast, cast.dan, now.date())
    forged = message_id("digest", row.pk).replace(f"digest.{row.pk}.", f"digest.{row.pk + 1}.")
    for identity in (forged, f"<digest.{row.pk}.0000000000000000@x>", message_id("digest", row.pk + 7)):
        assert bouncing.take_in(note(identity), now=now) == "ignored"
    waiting = mailing(cast, cast.bo, now.date(), state="queued")
    assert back(waiting, now) == "ignored", "what never left cannot come back"
    assert set(Mailing.objects.values_list("state", flat=True)) == {"sent", "queued"} and not failed(cast.dan)


@pytest.mark.parametrize(
    ("gaps", "between", "fails"), [((0, 7, 14), False, True), ((0, 1, 2), False, False), ((0, 7, 14), True, False)]
)
def test_three_soft_ones_in_a_row_over_two_weeks_are_a_failure(cast, now, gaps, between, fails):
    if between:
        mailing(cast, cast.dan, now.date() + 10 * DAY)
    for gap in gaps:
        assert not failed(cast.dan)
        assert back(mailing(cast, cast.dan, now.date() + gap * DAY), now + gap * DAY, status="4.2.2") == "bounce"
    assert failed(cast.dan) is fails and SoftBounce.objects.filter(person=cast.dan).count() == 3


def test_the_commands_read_a_message_a_folder_and_an_mbox(cast, now, tmp_path, monkeypatch, capsys):
    rows = [mailing(cast, person, now.date()) for person in (cast.dan, cast.bo, cast.ana)]
    notes = [note(message_id(row.kind, row.pk)) for row in rows]
    token = choosing.make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.cleo.id, now=now)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(notes[0])))
    call_command("mail_bounced")
    (tmp_path / "new").mkdir(), (tmp_path / "cur").mkdir()
    (tmp_path / "new" / "1").write_bytes(notes[1])
    (tmp_path / "cur" / "2").write_bytes(f"Subject: stop {token.upper()}\r\n\r\n".encode())
    (tmp_path / "cur" / "3").write_bytes(b"Subject: I am away\r\n\r\nuntil Monday")
    call_command("mail_read", str(tmp_path))
    (tmp_path / "inbox").write_bytes(b"From x Tue Nov 10 08:00:00 2026\n" + notes[2].replace(b"\r\n", b"\n"))
    call_command("mail_read", str(tmp_path / "inbox"))
    assert capsys.readouterr().out.split("\n") == ["bounce", "bounce 1, ignored 1, stop 1", "bounce 1", ""]
    assert set(Mailing.objects.values_list("state", flat=True)) == {"bounced"}
    assert Rhythm.objects.get(person=cast.cleo).every == "never"


def test_a_stop_takes_effect_for_a_mail_that_is_being_sent(cast, stories, server, tuesday):
    """Between making a mail and its leaving there is a moment, and the stop of that moment counts."""
    for person in (cast.cleo, cast.dan):
        queueing.queue(
            organisation_id=cast.nordlys.id, person_id=person.id, kind="digest", slot=tuesday.date(),
            stories=[stories.turbine.id], now=tuesday,
        )  # fmt: skip
    token = choosing.make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.dan.id, now=tuesday)
    seen: list[str] = []

    class Stopping:
        """A way out that hears of a stop while it hands the first mail over."""

        def ready(self) -> None: ...
        def close(self) -> None: ...
        def hand_over(self, message) -> None:
            seen.append(message.to[0])
            choosing.stop(token=token, now=tuesday)

    sent = delivery.send_planned(now=tuesday, post=Stopping())
    assert len(seen) == 1 and "cleo@" in seen[0] and sent.accepted == 1
    assert Mailing.objects.get(person=cast.dan).state == "dropped"


def test_one_press_stops_without_cookies_and_without_being_led_elsewhere(cast, now):
    token = choosing.make_stop_token(organisation_id=cast.nordlys.id, person_id=cast.dan.id, now=now)
    program = Client(enforce_csrf_checks=True)
    for method in (program.get, program.head, program.get):
        assert method(f"/unsubscribe/{token}/").status_code == 200
    assert not Rhythm.objects.exists()
    answer = program.post(
        f"/unsubscribe/{token.upper()}/", "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 200 and not answer.cookies and Rhythm.objects.get().every == "never"


def test_the_inbox_is_offered_beside_the_page(cast, stories, server, settings, tuesday):
    settings.MAIL_INBOX = "stemme-mail@nordlys.example"
    queueing.queue(
        organisation_id=cast.nordlys.id, person_id=cast.dan.id, kind="digest", slot=tuesday.date(),
        stories=[stories.turbine.id], now=tuesday,
    )  # fmt: skip
    delivery.send_planned(now=tuesday)
    header = server.mail()["List-Unsubscribe"].split()
    page, mailto = header[0].rstrip(","), header[1]
    assert page.startswith("<http") and mailto.startswith("<mailto:stemme-mail@nordlys.example?subject=stop%20advu_")
    assert page.split("/")[-2] == mailto.split("%20")[1].rstrip(">")
    assert server.mail()["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_somebody_decides_about_an_unclear_mail(cast, let_in, stories, server, tuesday):
    row = mailing(
        cast, cast.dan, tuesday.date(), state="unclear", stories=[stories.turbine.id], changed_at=tuesday,
        planned_at=tuesday - 3 * DAY,
    )  # fmt: skip
    page = let_in(cast.lea)
    assert "Dan Dahl" in page.get(URL + "?lang=en").text
    assert page.post(f"{URL}{row.pk}/", {"deed": "again"}).status_code == 303
    assert page.post(f"{URL}{row.pk}/", {"deed": "again"}).status_code == 404, "it is decided"
    row.refresh_from_db()
    assert row.state == "queued" and Fact.objects.filter(kind="mail.sent_again", subject_id=cast.dan.id).count() == 1
    assert delivery.send_planned(now=row.not_before).accepted == 1
    left = mailing(cast, cast.bo, tuesday.date(), state="unclear")
    assert page.post(f"{URL}{left.pk}/", {"deed": "leave"}).status_code == 303
    left.refresh_from_db()
    assert left.state == "unclear" and "Bo Brandt" not in page.get(URL).text


def test_an_address_is_tried_again(cast, let_in, now):
    back(mailing(cast, cast.dan, now.date()), now)
    lead = let_in(cast.lea)
    assert "dan@nordlys.example" in lead.get(URL).text
    assert lead.post(f"{URL}addresses/{cast.dan.id}/").status_code == 303
    assert not failed(cast.dan) and Fact.objects.filter(kind="mail.address_tried_again").count() == 1
    assert lead.post(f"{URL}addresses/{cast.dan.id}/").status_code == 404


def test_the_outbox_tells_of_nobody_who_wants_no_mails(cast, let_in, now):
    before = let_in(cast.lea).get(URL).text
    for person in (cast.dan, cast.bo):
        mailing(cast, person, now.date(), state="dropped")
        Rhythm.objects.create(organisation=cast.nordlys, person=person, every="never")
    assert let_in(cast.lea).get(URL).text.count("<td") == before.count("<td")
    mailing(cast, cast.ana, now.date())
    assert [row.few for row in days(cast.nordlys.id, today=now.date(), group_floor=8)] == [True]


def test_others_have_no_outbox(cast, let_in, now):
    row = mailing(cast, cast.dan, now.date(), state="unclear")
    for person, status in ((cast.cleo, 404), (cast.eve, 200)):
        visitor = let_in(person)
        assert visitor.get(URL).status_code == status
        assert visitor.post(f"{URL}{row.pk}/", {"deed": "again"}).status_code == 404
    row.refresh_from_db()
    assert row.state == "unclear"


def report(row, kind="HardBounce", **more):
    return json.dumps(
        {"RecordType": "Bounce", "Type": kind, "TypeCode": 1, "MessageID": "p", "Email": "dan@nordlys.example",
         "BouncedAt": "2026-11-12T08:00:00Z", "ID": 1, "Metadata": {"mail": message_id(row.kind, row.pk)}, **more}
    )  # fmt: skip


def test_what_the_provider_reports(cast, now, settings, caplog):
    settings.MAIL_PROVIDER = ProviderSettings("postmark", "k", webhook_secret="user:pass")
    row, other = mailing(cast, cast.dan, now.date()), mailing(cast, cast.bo, now.date())
    address, json_type = "/webhooks/mail/postmark/", "application/json"
    knows = Client(headers={"Authorization": "Basic " + b64encode(b"user:pass").decode()})
    assert Client().post(address, report(row), content_type=json_type).status_code == 400
    assert knows.post("/webhooks/mail/mailgun/", "{}", content_type=json_type).status_code == 404
    assert knows.post(address, "{", content_type=json_type).status_code == 400
    strange = report(row).replace(f"digest.{row.pk}.", "digest.99.")
    assert knows.post(address, strange, content_type=json_type).status_code == 200
    assert set(Mailing.objects.values_list("state", flat=True)) == {"sent"}
    for _ in range(2):
        assert knows.post(address, report(row), content_type=json_type).status_code == 200
    row.refresh_from_db()
    assert row.state == "bounced" and failed(cast.dan)
    spam = report(other, "SpamComplaint", RecordType="SpamComplaint")
    assert knows.post(address, spam, content_type=json_type).status_code == 200
    assert Rhythm.objects.get(person=cast.bo).every == "never"
    assert "dan@" not in caplog.text and Client().head(address).status_code == 200


def test_without_a_secret_there_is_no_address_for_reports(settings, db):
    settings.MAIL_PROVIDER = ProviderSettings("postmark", "k")
    assert Client().post("/webhooks/mail/postmark/", "{}", content_type="application/json").status_code == 404
