"""Adding a passkey: what it changes, and what is refused (security.md T-07)."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.worker import run_everything_due
from stemme.journal.models import Fact
from stemme.passkeys import letters
from stemme.passkeys.jobs import tell_of_change
from stemme.passkeys.models import Challenge, Passkey, RecoveryCode
from stemme.passkeys.tests import scene
from stemme.passkeys.tests.device import PRESENT, VERIFIED, Device
from stemme.people.models import Organisation, Person, Visit

pytestmark = pytest.mark.django_db


def test_the_first_passkey_brings_codes_and_makes_the_visit_strong(ada: SimpleNamespace) -> None:
    assert ada.added.status_code == 200
    assert len(set(ada.codes)) == 10
    assert "no-store" in ada.added.headers["Cache-Control"]
    assert scene.way(ada.client) == "passkey"
    assert Visit.objects.get(person=ada.person).way == "passkey"
    person = Person.objects.get(id=ada.person.id)
    assert person.strong_sign_in_since is not None
    assert ada.client.get("/roles/").status_code == 200
    row = Passkey.objects.get()
    assert (row.person_id, row.name, row.synced, len(bytes(row.handle))) == (ada.person.id, "Laptop", False, 32)
    assert Fact.objects.filter(kind="passkey.added", actor_id=ada.person.id, chained=False).count() == 1
    assert not Challenge.objects.exists()


def test_the_person_gets_a_mail_in_their_language(cast: SimpleNamespace) -> None:
    client = scene.by_mail(cast.dan)
    scene.add(client, Device())
    run_everything_due()
    letter = next(letter for letter in mail.outbox if letter.subject == "Dine adgangsnøgler er ændret")
    assert letter.to == [cast.dan.email]
    assert "Laptop" not in str(letter.body)


def test_that_mail_leads_to_the_organisations_own_host(cast: SimpleNamespace) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(page_host="stemme.nordlys.example")
    tell_of_change.call(cast.nordlys.id, cast.dan.id, letters.ADDED, "2026-11-12T09:30:00+00:00")
    assert re.search(r"stemme\.nordlys\.example(:\d+)?/me/sessions/", str(mail.outbox[-1].body))


def test_codes_are_stored_as_slow_salted_hashes(ada: SimpleNamespace) -> None:
    rows = list(RecoveryCode.objects.all())
    assert len(rows) == 10
    assert len({bytes(row.salt) for row in rows}) == 1
    assert len({bytes(row.code_hash) for row in rows}) == 10
    page = ada.client.get("/me/passkeys/").content.decode()
    assert "10 codes" in page
    assert not any(code in page for code in ada.codes)


def test_more_passkeys_share_the_handle_and_bring_no_codes(ada: SimpleNamespace) -> None:
    key = Device(flags=PRESENT | VERIFIED | 0x08 | 0x10)
    assert scene.add(ada.client, key, "Phone").status_code == 303
    first, second = Passkey.objects.order_by("id")
    assert bytes(first.handle) == bytes(second.handle)
    assert (second.synced, second.backed_up) == (True, True)
    assert RecoveryCode.objects.count() == 10
    options = ada.client.post("/me/passkeys/add/options/").json()
    assert len(options["excludeCredentials"]) == 2
    assert scene.add(ada.client, key, "Again").status_code == 422
    assert Passkey.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://evil.example"}, {"origin": "http://localhost:8001"}, {"host": "evil.example"},
     {"flags": PRESENT}, {"flags": VERIFIED}],
)  # fmt: skip
def test_a_passkey_for_elsewhere_or_without_its_owner_is_refused(cast: SimpleNamespace, wrong: dict) -> None:
    client = scene.by_mail(cast.dan)
    assert scene.add(client, Device(**wrong)).status_code == 422
    assert not Passkey.objects.exists()
    assert Person.objects.get(id=cast.dan.id).strong_sign_in_since is None


def test_an_answer_counts_once_in_time_in_its_browser_for_its_person(cast: SimpleNamespace) -> None:
    client, other, device = scene.by_mail(cast.dan), scene.by_mail(cast.cleo), Device()
    sent = {"name": "x", "credential": device.make(client.post("/me/passkeys/add/options/").json())}
    assert other.post("/me/passkeys/add/", sent).status_code == 422
    assert scene.by_mail(cast.dan).post("/me/passkeys/add/", sent).status_code == 422
    Challenge.objects.update(expires_at=timezone.now())
    assert client.post("/me/passkeys/add/", sent).status_code == 422
    sent["credential"] = device.make(client.post("/me/passkeys/add/options/").json())
    assert client.post("/me/passkeys/add/", sent).status_code == 200
    Passkey.objects.all().delete()
    assert client.post("/me/passkeys/add/", sent).status_code == 422
    assert client.post("/me/passkeys/add/", {"name": "x", "credential": ""}).status_code == 422


def test_a_proof_is_no_new_passkey(ada: SimpleNamespace) -> None:
    asked = ada.client.post("/passkeys/options/").json()
    sent = {"name": "x", "credential": ada.device.prove(asked)}
    assert ada.client.post("/me/passkeys/add/", sent).status_code == 422


def test_who_came_in_long_ago_is_asked_first(cast: SimpleNamespace) -> None:
    client = scene.by_mail(cast.dan)
    session = client.session
    started = (timezone.now() - dt.timedelta(minutes=11)).isoformat()
    session["visit"] = {**session["visit"], "started": started}
    session.save()
    for path in ("/me/passkeys/add/", "/me/passkeys/codes/"):
        assert client.get(path).status_code == 403
    assert client.post("/me/passkeys/add/options/").status_code == 403


def test_a_mails_link_is_not_enough(cast: SimpleNamespace, let_in: object) -> None:
    guest = let_in(cast.dan, "suggest")  # type: ignore[operator]
    for path in ("/me/passkeys/", "/me/passkeys/add/", "/me/passkeys/codes/"):
        assert guest.get(path).status_code == 403


def test_elsewhere_than_at_the_public_address_there_are_none(cast: SimpleNamespace, let_in: object) -> None:
    client = let_in(cast.dan)  # type: ignore[operator]
    page = client.get("/me/passkeys/").content.decode()
    assert "http://localhost:8000" in page
    assert "passkey-form" not in client.get("/me/passkeys/add/").content.decode()
    assert client.post("/me/passkeys/add/options/").status_code == 404
    assert client.post("/passkeys/options/").status_code == 404
    assert "passkey-form" not in client.get("/sign-in/").content.decode()


def test_names_removing_and_new_codes(ada: SimpleNamespace) -> None:
    first = Passkey.objects.get().id
    scene.add(ada.client, Device(), "Phone")
    assert ada.client.post(f"/me/passkeys/{first}/", {"name": " Key \u202e on my ring "}).status_code == 303
    assert ada.client.post(f"/me/passkeys/{first}/", {"name": " \u200b "}).status_code == 422
    assert Passkey.objects.get(id=first).name == "Key on my ring"
    again = scene.codes_in(ada.client.post("/me/passkeys/codes/"))
    assert len(again) == 10 and not set(again) & set(ada.codes)
    assert RecoveryCode.objects.count() == 10
    assert ada.client.get(f"/me/passkeys/{first}/remove/").status_code == 200
    assert ada.client.post(f"/me/passkeys/{first}/remove/").status_code == 303
    person = Person.objects.get(id=ada.person.id)
    assert person.strong_sign_in_since is not None
    ada.client.post(f"/me/passkeys/{Passkey.objects.get().id}/remove/")
    person.refresh_from_db()
    assert person.strong_sign_in_since is None
    assert not RecoveryCode.objects.exists()
    assert Fact.objects.filter(kind="passkey.removed").count() == 2
    run_everything_due()
    assert sum("Stemme" in str(letter.body) and letter.to == [ada.person.email] for letter in mail.outbox) >= 5


def test_another_persons_passkey_does_not_exist(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    number = Passkey.objects.get().id
    for person in (cast.lea, cast.eve):
        client = scene.by_mail(person)
        for path in (f"/me/passkeys/{number}/", f"/me/passkeys/{number}/remove/"):
            assert client.get(path).status_code == 404
            assert client.post(path, {"name": "mine"}).status_code == 404
    assert Passkey.objects.get().name == "Laptop"


def test_the_page_asks_as_often_however_many_there_are(ada: SimpleNamespace) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert ada.client.get("/me/passkeys/").status_code == 200
        return len(asked)

    queries()
    before = queries()
    for number in range(3):
        scene.add(ada.client, Device(), f"Key {number}")
    assert queries() == before
