"""Coming in by a passkey, stepping up with it, and what a mail is worth besides it (security.md T-04, T-07)."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.passkeys.models import Challenge, Passkey
from stemme.passkeys.tests import scene
from stemme.passkeys.tests.device import PRESENT, VERIFIED, Device
from stemme.people import actions as people
from stemme.people.host_queries import forget_hosts
from stemme.people.models import Organisation, Person, RateBucket
from stemme.people.queries import viewer as viewer_of

pytestmark = pytest.mark.django_db


def aged(client: object, minutes: int = 11) -> object:
    """The same browser, some minutes after signing in."""
    session = client.session  # type: ignore[attr-defined]
    started = (timezone.now() - dt.timedelta(minutes=minutes)).isoformat()
    session["visit"] = {**session["visit"], "started": started}
    session.save()
    return client


def test_nobody_types_who_they_are(ada: SimpleNamespace) -> None:
    client = scene.browser()
    page = client.get("/sign-in/?next=/roles/").content.decode()
    assert "passkey-form" in page and 'name="next" value="/roles/"' in page
    answer = scene.show(client, ada.device, next="/roles/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/roles/")
    assert scene.way(client) == "passkey"
    assert client.get("/roles/").status_code == 200
    row = Passkey.objects.get()
    assert (row.sign_count, row.used_at is not None) == (1, True)
    assert Fact.objects.filter(kind="person.signed_in", actor_id=ada.person.id).exists()
    assert scene.show(scene.browser(), ada.device, next="https://evil.example").headers["Location"] == "/"


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://evil.example"}, {"origin": "http://127.0.0.1:8000"}, {"host": "evil.example"},
     {"flags": PRESENT}, {"flags": VERIFIED}, {"flags": PRESENT | VERIFIED | 0x08}, {"handle": b"somebody else"},
     {"handle": b""}, {"key": Device().key}, {"credential_id": b"unknown"}],
)  # fmt: skip
def test_whatever_is_wrong_the_answer_is_the_same(ada: SimpleNamespace, wrong: dict) -> None:
    def refusal(device: Device) -> str:
        answer = scene.show(client, device)
        assert answer.status_code == 422
        return "\n".join(line for line in answer.content.decode().splitlines() if "csrfmiddlewaretoken" not in line)

    client = scene.browser()
    for name, value in wrong.items():
        setattr(ada.device, name, value)
    assert refusal(ada.device) == refusal(Device(handle=b"x"))
    assert scene.way(client) == ""
    assert Passkey.objects.get().sign_count == 0


def test_an_answer_counts_once_in_time_and_where_it_was_asked_for(ada: SimpleNamespace) -> None:
    client, other = scene.browser(), scene.browser()
    sent = {"credential": ada.device.prove(client.post("/passkeys/options/").json())}
    other.post("/passkeys/options/")
    assert other.post("/passkeys/sign-in/", sent).status_code == 422
    assert client.post("/passkeys/sign-in/", sent).status_code == 303
    assert client.post("/passkeys/sign-in/", sent).status_code == 422
    late = {"credential": ada.device.prove(client.post("/passkeys/options/").json())}
    Challenge.objects.update(expires_at=timezone.now())
    assert client.post("/passkeys/sign-in/", late).status_code == 422


def test_a_question_about_a_new_passkey_is_none_about_an_old_one(ada: SimpleNamespace) -> None:
    asked = ada.client.post("/me/passkeys/add/options/").json()
    assert ada.client.post("/passkeys/sign-in/", {"credential": ada.device.prove(asked)}).status_code == 422


def test_a_copy_of_the_key_is_noticed(ada: SimpleNamespace) -> None:
    assert scene.show(scene.browser(), ada.device).status_code == 303
    ada.device.count -= 1
    assert scene.show(scene.browser(), ada.device).status_code == 422
    fact = Fact.objects.get(kind="passkey.copied")
    assert (fact.actor_id, fact.subject_id, fact.chained) == (None, ada.person.id, True)
    ada.device.count = 7
    assert scene.show(scene.browser(), ada.device).status_code == 303


def test_devices_without_a_counter_come_in_again_and_again(cast: SimpleNamespace) -> None:
    device = Device(counts=False)
    scene.add(scene.by_mail(cast.dan), device)
    assert [scene.show(scene.browser(), device).status_code for _ in range(2)] == [303, 303]


def test_removed_left_or_erased_people_do_not_come_in(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    other = Device()
    scene.add(scene.by_mail(cast.dan), other)
    people.deactivate_person(actor=viewer_of(cast.ada.id, scope="employee"), person_id=cast.dan.id, now=timezone.now())
    assert scene.show(scene.browser(), other).status_code == 422
    ada.client.post(f"/me/passkeys/{Passkey.objects.get(person=ada.person).id}/remove/")
    assert scene.show(scene.browser(), ada.device).status_code == 422


def test_a_mail_alone_gives_no_role_any_more_and_says_so(ada: SimpleNamespace) -> None:
    client = scene.by_mail(ada.person)
    front = client.get("/stories/").content.decode()
    assert "Your roles rest." in front
    refused = client.get("/roles/")
    assert refused.status_code == 403
    assert "passkey-form" in refused.content.decode()
    assert "Send me the link" not in refused.content.decode()
    assert client.get("/overview/").status_code == 403
    assert client.get("/me/passkeys/add/").status_code == 403
    assert client.get("/sign-in/").status_code == 200
    assert scene.show(client, ada.device, next="/roles/", step_up="1").status_code == 303
    assert client.get("/roles/").status_code == 200
    assert "Your roles rest." not in client.get("/stories/").content.decode()


def test_a_personal_link_from_the_console_gives_none_either(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    for person, status in ((ada.person, 403), (cast.eve, 200)):
        client = scene.browser()
        token = people.make_door_link(person_id=person.id, now=timezone.now(), scope="employee", valid_days=1)
        client.post(f"/l/{token}/")
        assert client.get("/roles/").status_code == status


def test_a_visit_that_is_open_elsewhere_loses_its_rights_with_the_first_passkey(cast: SimpleNamespace) -> None:
    elsewhere = scene.by_mail(cast.ada)
    session = elsewhere.session
    session["visit"] = {**session["visit"], "way": "link", "roles": ["owner"]}
    session.save()
    assert elsewhere.get("/roles/").status_code == 200
    key = elsewhere.session.session_key
    scene.add(scene.by_mail(cast.ada), Device())
    assert elsewhere.get("/roles/").status_code == 403
    assert elsewhere.session.session_key != key


def test_stepping_up_is_for_the_same_person(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    client, others = aged(ada.client), Device()
    scene.add(scene.by_mail(cast.lea), others)
    asked = client.get("/roles/grant/")  # type: ignore[attr-defined]
    assert asked.status_code == 403
    assert 'name="step_up" value="1"' in asked.content.decode()
    assert "people:confirm" not in asked.content.decode() and "/sign-in/confirm/" not in asked.content.decode()
    assert scene.show(client, others, step_up="1").status_code == 422  # type: ignore[arg-type]
    key = client.session.session_key  # type: ignore[attr-defined]
    answer = scene.show(client, ada.device, step_up="1", next="/roles/grant/")  # type: ignore[arg-type]
    assert answer.headers["Location"] == "/roles/grant/"
    assert client.session.session_key != key  # type: ignore[attr-defined]
    assert client.get("/roles/grant/").status_code == 200  # type: ignore[attr-defined]


def test_people_without_a_passkey_step_up_by_mail_as_before(cast: SimpleNamespace) -> None:
    page = aged(scene.by_mail(cast.ada)).get("/roles/grant/").content.decode()  # type: ignore[attr-defined]
    assert "/sign-in/confirm/" in page
    assert "passkey-form" not in page


def test_asking_too_often_is_stopped(cast: SimpleNamespace) -> None:
    client = scene.browser()
    assert client.post("/passkeys/options/").status_code == 200
    RateBucket.objects.filter(key__startswith="passkey-challenge").update(tokens=0)
    answer = client.post("/passkeys/options/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "600")
    client = scene.by_mail(cast.dan)
    assert client.post("/me/passkeys/add/options/").status_code == 200
    RateBucket.objects.filter(key__startswith="passkey-challenge").update(tokens=0)
    assert client.post("/me/passkeys/add/options/").status_code == 429


def test_a_recovery_code_lets_in_once_and_only_to_add(ada: SimpleNamespace) -> None:
    client, code = scene.browser(), ada.codes[3]
    answer = client.post("/passkeys/recover/", {"email": "ADA@nordlys.example", "code": code.lower()})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/passkeys/first/")
    assert client.get("/me/").status_code == 302
    assert client.get("/passkeys/first/").status_code == 200
    new = Device()
    made = new.make(client.post("/passkeys/first/options/").json())
    assert client.post("/passkeys/first/", {"name": "New", "credential": made}).status_code == 303
    assert scene.way(client) == "passkey"
    assert client.get("/roles/").status_code == 200
    assert client.get("/passkeys/first/").status_code == 303
    assert Passkey.objects.count() == 2
    again = scene.browser().post("/passkeys/recover/", {"email": ada.person.email, "code": code})
    assert again.status_code == 422
    assert Fact.objects.filter(kind="passkey.code_used", actor_id=ada.person.id).count() == 1


def test_a_code_that_was_used_for_nothing_ends_after_ten_minutes(ada: SimpleNamespace) -> None:
    client = scene.browser()
    client.post("/passkeys/recover/", {"email": ada.person.email, "code": ada.codes[0]})
    session = client.session
    session["adding"] = {**session["adding"], "until": (timezone.now() - dt.timedelta(seconds=1)).isoformat()}
    session.save()
    assert client.get("/passkeys/first/").status_code == 303
    assert client.post("/passkeys/first/options/").status_code == 303


def test_wrong_codes_tell_nothing_and_are_counted(ada: SimpleNamespace) -> None:
    def said(email: str, code: str) -> tuple[int, str]:
        answer = scene.browser().post("/passkeys/recover/", {"email": email, "code": code})
        text = answer.content.decode()
        return answer.status_code, text[text.find('id="id_code_error') :][:200]

    wrong = said(ada.person.email, "0000-0000-0000-0000")
    assert wrong[0] == 422
    assert said("nobody@nordlys.example", ada.codes[0]) == wrong == said("dan@nordlys.example", ada.codes[0])
    for _ in range(4):
        said(ada.person.email, "1")
    assert said(ada.person.email, ada.codes[0])[0] == 429
    assert RateBucket.objects.filter(key__startswith="recovery-account").exists()


def test_the_last_way_back_is_the_console(ada: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError):
        call_command("passkeys_reset", "nobody@nordlys.example", org="nordlys")
    call_command("passkeys_reset", ada.person.email, org="nordlys")
    assert "Passkeys taken: 1." in capsys.readouterr().out
    assert ada.client.get("/me/").status_code == 302
    assert Person.objects.get(id=ada.person.id).strong_sign_in_since is None
    fact = Fact.objects.get(kind="passkey.reset")
    assert (fact.actor_id, fact.subject_id, fact.chained) == (None, ada.person.id, True)
    client = scene.browser()
    call_command("people_link", ada.person.email, org="nordlys")
    token = capsys.readouterr().out.strip().split("/l/")[1].strip("/")
    client.post(f"/l/{token}/")
    assert client.get("/roles/").status_code == 200


def test_an_organisations_own_host_has_passkeys_of_its_own(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(page_host="stemme.nordlys.example")
    forget_hosts()
    there = Client(headers={"host": "stemme.nordlys.example:8000"})
    assert scene.show(there, ada.device).status_code == 422
    there.cookies = scene.by_mail(cast.dan).cookies
    device = Device(origin="http://stemme.nordlys.example:8000", host="stemme.nordlys.example")
    assert scene.add(there, device).status_code == 200
    assert scene.show(Client(headers={"host": "stemme.nordlys.example:8000"}), device).status_code == 303
    assert scene.show(scene.browser(), device).status_code == 422
    stranger = Client(headers={"host": "stemme.nordlys.example:9000"})
    assert stranger.post("/passkeys/options/").status_code == 404


def test_at_an_organisations_host_codes_of_others_are_nobodys(ada: SimpleNamespace, cast: SimpleNamespace) -> None:
    for organisation, host, status in ((cast.other, "other.example", 422), (cast.nordlys, "nordlys.example", 303)):
        Organisation.objects.filter(id=organisation.id).update(page_host=host)
        forget_hosts()
        client = Client(headers={"host": f"{host}:8000"})
        answer = client.post("/passkeys/recover/", {"email": ada.person.email, "code": ada.codes[0]})
        assert answer.status_code == status
