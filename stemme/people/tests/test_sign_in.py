"""The sign-in link (security.md T-01, T-03, T-04, T-34)."""

from __future__ import annotations

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.jobs.worker import run_everything_due
from stemme.journal.models import Fact
from stemme.people import actions
from stemme.people.actions.sign_in_mailing import mail_sign_in_links
from stemme.people.models import Organisation, Person, RateBucket, SignInLink


def ask(client: Client, address: str, query: str = "") -> object:
    answer = client.post(f"/sign-in/{query}", {"email": address})
    run_everything_due()
    return answer


def link_and_code(number: int = -1) -> tuple[str, str]:
    text = [str(message.body) for message in mail.outbox if "advs_" in str(message.body)][number]
    link = re.search(r"http://[^/]+(/sign-in/advs_\S+)", text)
    code = re.search(r"\b([0-9A-Z]{4}-[0-9A-Z]{4})\b", text)
    assert link
    assert code
    return link.group(1), code.group(1)


def who(client: Client) -> int | None:
    answer = client.get("/me/")
    return answer.context["viewer"].person_id if answer.status_code == 200 else None


def test_one_button_in_the_same_browser(cast: SimpleNamespace) -> None:
    client = Client()
    assert ask(client, " DAN@nordlys.example ").status_code == 303  # type: ignore[attr-defined]
    link, _ = link_and_code()
    page = client.get(link)
    assert page.status_code == 200
    assert 'name="code"' not in page.content.decode()
    assert "Dan" in page.content.decode()
    assert "Dahl" not in page.content.decode()
    assert client.post(link).status_code == 303
    assert who(client) == cast.dan.id
    assert client.session["visit"]["scope"] == "employee"
    assert Fact.objects.filter(kind="person.signed_in", actor_id=cast.dan.id).count() == 1


def test_the_code_in_another_browser(cast: SimpleNamespace) -> None:
    ask(Client(), cast.dan.email)
    link, code = link_and_code()
    phone = Client()
    assert 'name="code"' in phone.get(link).content.decode()
    assert phone.post(link).status_code == 422
    assert phone.post(link, {"code": "0000-0000"}).status_code == 422
    assert phone.post(link, {"code": f" {code.lower()} "}).status_code == 303
    assert who(phone) == cast.dan.id


def test_it_works_once_but_a_double_click_is_forgiven(cast: SimpleNamespace) -> None:
    client = Client()
    ask(client, cast.dan.email)
    link, code = link_and_code()
    assert client.post(link).status_code == 303
    assert client.post(link).status_code == 303
    assert Client().post(link, {"code": code}).status_code == 410
    SignInLink.objects.update(used_at=timezone.now() - dt.timedelta(seconds=61))
    assert client.post(link).status_code == 410
    assert Fact.objects.filter(kind="person.signed_in").count() == 1


def test_ten_minutes(cast: SimpleNamespace) -> None:
    client = Client()
    ask(client, cast.dan.email)
    SignInLink.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    link, _ = link_and_code()
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410


def test_five_wrong_codes_end_it_and_empty_ones_do_not_count(cast: SimpleNamespace) -> None:
    owner = Client()
    ask(owner, cast.dan.email)
    link, code = link_and_code()
    thief = Client()
    for _ in range(10):
        assert thief.post(link, {"code": ""}).status_code == 422
    for _ in range(4):
        assert thief.post(link, {"code": "aaaaaaaa"}).status_code == 422
    assert thief.post(link, {"code": "aaaaaaaa"}).status_code == 410
    assert Client().post(link, {"code": code}).status_code == 410
    assert owner.get(link).status_code == 410


def test_a_scanner_that_looks_and_presses_everything_does_no_harm(cast: SimpleNamespace) -> None:
    human = Client(enforce_csrf_checks=True)
    token = human.get("/sign-in/").context["csrf_token"]
    human.post("/sign-in/", {"email": cast.dan.email, "csrfmiddlewaretoken": str(token)})
    run_everything_due()
    link, _ = link_and_code()
    before = list(SignInLink.objects.values_list())
    scanner = Client()
    scanner.head(link)
    for address in (link, link.upper(), f"{link[:-4]}/"):
        scanner.get(address)
    scanner.post(link)
    scanner.post(link, {"code": ""})
    assert list(SignInLink.objects.values_list()) == before
    assert not Fact.objects.exists()
    token = human.get(link).context["csrf_token"]
    assert human.post(link, {"csrfmiddlewaretoken": str(token)}).status_code == 303


def test_known_and_unknown_addresses_get_the_same_answer(cast: SimpleNamespace) -> None:
    Person.objects.filter(id=cast.cleo.id).update(deactivated_at=timezone.now())
    answers = [Client().post("/sign-in/", {"email": a}) for a in (cast.dan.email, "nobody@x.no", cast.cleo.email)]
    assert not mail.outbox, "a mail sent within the request takes time that an unknown address does not"
    run_everything_due()
    assert len({(a.status_code, a.headers["Location"], a.content) for a in answers}) == 1
    assert all(answer.cookies["login"]["httponly"] for answer in answers)
    assert [message.to for message in mail.outbox] == [[cast.dan.email]]


def test_five_times_an_hour_for_each_address_known_or_not(cast: SimpleNamespace) -> None:
    for address in (cast.dan.email, "nobody@x.no"):
        codes = [Client().post("/sign-in/", {"email": address}).status_code for _ in range(6)]
        assert codes == [303] * 5 + [429]
    assert not RateBucket.objects.filter(key__contains="dan").exists()


def test_twenty_times_an_hour_for_each_network(cast: SimpleNamespace) -> None:
    def status(number: int, address: str) -> int:
        return Client(REMOTE_ADDR=address).post("/sign-in/", {"email": f"p{number}@x.no"}).status_code

    assert [status(n, f"2001:db8::{n:x}") for n in range(21)] == [303] * 20 + [429]
    assert status(50, "2001:db8:0:1::1") == 303


def test_an_address_of_two_organisations_gets_one_mail_with_two_links(cast: SimpleNamespace) -> None:
    twin = Person.objects.create(organisation=cast.other, email=cast.dan.email, given_name="Dan", language="da")
    client = Client()
    ask(client, cast.dan.email)
    assert len(mail.outbox) == 1
    text = str(mail.outbox[0].body)
    assert "Nordlys Energi" in text
    assert "Other Company" in text
    links = re.findall(r"http://[^/]+(/sign-in/advs_\S+)", text)
    assert client.post(links[1]).status_code == 303
    assert who(client) == twin.id


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_the_mail_speaks_the_persons_language(cast: SimpleNamespace, language: str) -> None:
    Person.objects.filter(id=cast.dan.id).update(language=language)
    ask(Client(headers={"accept-language": "en"}), cast.dan.email)
    message = mail.outbox[0]
    html, kind = message.alternatives[0]  # type: ignore[attr-defined]
    assert kind == "text/html"
    link, code = link_and_code()
    assert link in html
    assert code in html
    assert f'lang="{language}"' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    if language != "en":
        assert message.subject != "Your way in to Stemme"


def test_the_way_on_is_kept_and_stays_here(cast: SimpleNamespace) -> None:
    client = Client()
    ask(client, cast.dan.email, "?next=/impact/")
    link, _ = link_and_code()
    assert client.post(link).headers["Location"] == "/impact/"
    ask(client, cast.dan.email, "?next=//evil.example/")
    assert "evil" not in str(mail.outbox[-1].body)


def test_no_token_is_stored_anywhere(cast: SimpleNamespace) -> None:
    client = Client()
    ask(client, cast.dan.email)
    link, code = link_and_code()
    token = link.split("/")[2]
    stored = repr(list(SignInLink.objects.values_list())) + repr(list(RateBucket.objects.values_list()))
    assert token not in stored
    assert code.replace("-", "").lower() not in stored
    assert client.cookies["login"].value not in stored


def test_a_mail_that_cannot_be_sent_is_tried_again_for_ten_minutes(cast: SimpleNamespace, settings: object) -> None:
    working = settings.EMAIL_BACKEND  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "stemme.people.tests.test_sign_in.BrokenMail"  # type: ignore[attr-defined]
    ask(Client(), cast.dan.email)
    assert not SignInLink.objects.exists(), "a link that nobody has is of no use"
    settings.EMAIL_BACKEND = working  # type: ignore[attr-defined]
    Job.objects.update(run_after=timezone.now())
    run_everything_due()
    assert len(mail.outbox) == 1
    asked_at = timezone.now() - dt.timedelta(minutes=11)
    late = {"person_ids": [cast.dan.id], "browser_hash": bytes(32), "to": "", "asked_at": asked_at}
    assert mail_sign_in_links(**late, now=timezone.now()) == 0
    assert len(mail.outbox) == 1


def test_known_and_unknown_addresses_cost_the_same(cast: SimpleNamespace) -> None:
    """The same statements in the same order: how long the answer takes says nothing."""

    def statements(address: str) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            assert Client().post("/sign-in/", {"email": address}).status_code == 303
        return [query["sql"].split()[0] for query in caught]

    statements("first@nordlys.example")  # notes that this network asks
    known, unknown = statements(cast.dan.email), statements("nobody@nordlys.example")
    assert known == unknown
    assert len(known) > 4
    assert cast.dan.email not in repr(list(Job.objects.values()))


class BrokenMail:
    def __init__(self, **_: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


@pytest.mark.parametrize("address", ["", "nonsense", "a@x, b@x.no"])
def test_what_is_no_address_is_said_beside_the_field(cast: SimpleNamespace, address: str) -> None:
    answer = Client().post("/sign-in/", {"email": address})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not RateBucket.objects.exists()


def test_signing_in_is_joining_but_does_not_overrule_a_no(cast: SimpleNamespace) -> None:
    Person.objects.filter(id=cast.dan.id).update(joined_at=None)
    client = Client()
    ask(client, cast.dan.email)
    client.post(link_and_code()[0])
    assert Person.objects.get(id=cast.dan.id).joined_at
    actions.decline(person_id=cast.cleo.id, now=timezone.now())
    ask(client, cast.cleo.email)
    client.post(link_and_code()[0])
    assert Person.objects.get(id=cast.cleo.id).declined_at


def test_the_session_key_changes_and_the_visit_is_ended_by_leaving(cast: SimpleNamespace, let_in: object) -> None:
    client = let_in(cast.dan, scope="suggest")  # type: ignore[operator]
    key = client.session.session_key
    assert client.post("/sign-out/everywhere/").status_code == 403
    assert client.post("/sign-in/confirm/", {"next": "/impact/"}).status_code == 303
    run_everything_due()
    link, _ = link_and_code()
    assert client.post(link).headers["Location"] == "/impact/"
    assert client.session.session_key != key
    assert client.post("/sign-out/").status_code == 303
    assert who(client) is None


def test_signing_out_everywhere_ends_other_devices(cast: SimpleNamespace, let_in: object) -> None:
    here, there = let_in(cast.dan), let_in(cast.dan)  # type: ignore[operator]
    assert here.post("/sign-out/everywhere/").status_code == 303
    assert who(there) is None


@pytest.mark.parametrize(
    ("path", "method"),
    [("/sign-out/", "get"), ("/sign-in/confirm/", "get"), ("/sign-out/everywhere/", "get"), ("/sign-in/sent/", "post")],
)
def test_wrong_methods_are_refused(cast: SimpleNamespace, let_in: object, path: str, method: str) -> None:
    assert getattr(let_in(cast.dan), method)(path).status_code == 405  # type: ignore[operator]


def test_whoever_is_in_need_not_ask(cast: SimpleNamespace, let_in: object) -> None:
    assert let_in(cast.dan).get("/sign-in/?next=/me/").headers["Location"] == "/me/"  # type: ignore[operator]


def test_links_are_made_with_our_own_address(cast: SimpleNamespace, settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    Client().post("/sign-in/", {"email": cast.dan.email}, headers={"host": "evil.example"})
    run_everything_due()
    assert "evil.example" not in str(mail.outbox[0].body)


def test_an_organisation_alone_has_nobody(db: None) -> None:
    Organisation.objects.create(slug="empty", name="Empty")
    ask(Client(), "a@x.no")
    assert not mail.outbox
