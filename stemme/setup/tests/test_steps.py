"""What is left, as the tables say."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.people.models import Organisation, Person
from stemme.people.queries import organisation, viewer
from stemme.policy.actions import publish
from stemme.policy.queries import TextRow
from stemme.setup import queries, steps
from stemme.setup.models import Progress

pytestmark = pytest.mark.django_db


def page_of(client: object) -> str:
    answer = client.get("/setup/")  # type: ignore[attr-defined]
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_steps_follow_from_what_is_there(cast: SimpleNamespace, let_in: object) -> None:
    ada = let_in(cast.ada)  # type: ignore[operator]

    def left() -> tuple[str, ...]:
        seen = viewer(cast.ada.id, scope="employee", way="passkey")
        assert seen is not None
        return queries.steps_of(seen, organisation(cast.nordlys.id), now=timezone.now()).left

    everything_but = ("passkey", "brand", "address", "mail", "guidelines", "story")
    assert left() == everything_but
    Organisation.objects.filter(id=cast.nordlys.id).update(accent="#0b7285")
    Person.objects.filter(id=cast.ada.id).update(strong_sign_in_since=timezone.now())
    publish(
        actor=None,
        organisation_id=cast.nordlys.id,
        texts=[TextRow("en", "How we talk", "", ("Be yourself.",))],
        now=timezone.now(),
    )
    assert left() == ("address", "mail", "story")
    Progress.objects.create(
        organisation=cast.nordlys,
        mail_accepted_at=timezone.now(),
        addresses="http://127.0.0.1:8000 http://127.0.0.1:8001",
    )
    assert left() == ("story",)
    # Another domain for links has to be checked anew.
    Organisation.objects.filter(id=cast.nordlys.id).update(link_host="go.nordlys.example")
    assert left() == ("address", "story")
    assert ada.get("/setup/").status_code == 403, "a strong sign-in is asked for from now on"


def test_the_page_can_be_dismissed_and_asked_back(cast: SimpleNamespace, let_in: object) -> None:
    ada = let_in(cast.ada)  # type: ignore[operator]
    assert "I will manage the rest myself" in page_of(ada)
    assert ada.post("/setup/dismiss/").status_code == 303
    page = page_of(ada)
    assert "Show me the next step again" in page
    assert "I will manage the rest myself" not in page
    ada.post("/setup/dismiss/", {"undo": "1"})
    assert "I will manage the rest myself" in page_of(ada)


def test_it_is_for_owners_alone(cast: SimpleNamespace, let_in: object, client: object) -> None:
    for person in (cast.lea, cast.cleo):
        for path in ("/setup/", "/setup/mail/", "/setup/addresses/", "/settings/brand/"):
            answer = let_in(person).get(path)  # type: ignore[operator]
            assert answer.status_code == 404, (person, path)
    assert client.get("/setup/").headers["Location"].startswith("/sign-in/")  # type: ignore[attr-defined]


def test_every_page_takes_the_same_number_of_queries(cast: SimpleNamespace, let_in: object) -> None:
    ada = let_in(cast.ada)  # type: ignore[operator]

    def taken() -> list[int]:
        numbers = []
        for path in ("/setup/", "/setup/mail/", "/setup/addresses/", "/settings/brand/"):
            with CaptureQueriesContext(connection) as seen:
                assert ada.get(path).status_code == 200
            numbers.append(len(seen))
        return numbers

    taken()  # The first visit notes the browser and the form's token.
    before = taken()
    for number in range(20):
        Person.objects.create(organisation=cast.nordlys, email=f"p{number}@nordlys.example", given_name=str(number))
        Organisation.objects.create(slug=f"o{number}", name=str(number))
    assert taken() == before
    assert max(before) <= 16


def test_order_and_what_comes_next() -> None:
    some = steps.Steps(frozenset({steps.ORGANISATION, steps.MAIL}))
    assert some.next == steps.PASSKEY
    assert some.after(steps.ADDRESS) == steps.PEOPLE
    assert some.after(steps.STORY) == steps.PASSKEY
    assert steps.Steps(frozenset(steps.ORDER)).next == ""


def test_setup_without_an_organisation_prints_an_address_that_works(
    db: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], client: object
) -> None:
    monkeypatch.setattr("stemme.project.management.commands.setup.prepare", lambda: None)
    call_command("setup")
    said = capsys.readouterr().out
    address = next(word for word in said.split() if "/first-start/" in word)
    assert address.startswith("http://127.0.0.1:8000/first-start/advf_")
    assert client.get(address.removeprefix("http://127.0.0.1:8000")).status_code == 200  # type: ignore[attr-defined]
