"""Two organisations on two hosts: on each, the other one does not exist (security.md T-33)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.jobs.models import Job
from stemme.people import actions, queries
from stemme.people.actions.sign_in_mailing import mail_sign_in_links
from stemme.people.allowed_hosts import HostsOfOrganisations
from stemme.people.host_queries import forget_hosts, page_of_host
from stemme.people.models import Organisation, Person

pytestmark = pytest.mark.django_db
NORDLYS, OTHER = "voices.nordlys.example", "stemme.other.example"


@pytest.fixture(autouse=True)
def hosts(cast: SimpleNamespace) -> Iterator[None]:
    """Both organisations have a host of their own; a third has none."""
    Organisation.objects.filter(id=cast.nordlys.id).update(page_host=NORDLYS)
    Organisation.objects.filter(id=cast.other.id).update(page_host=OTHER)
    forget_hosts()
    yield
    forget_hosts()


def test_exactly_the_hosts_of_organisations_are_answered(client: Client) -> None:
    for host in (NORDLYS, NORDLYS.upper(), f"{NORDLYS}:8443", f"{NORDLYS}.", OTHER, "127.0.0.1", "localhost"):
        assert client.get("/sign-in/", headers={"Host": host}).status_code == 200, host
    for host in ("evil.example", f"a.{NORDLYS}", "nordlys.example", f"{NORDLYS}.evil.example", "*", "(hosts of", "x"):
        assert client.get("/sign-in/", headers={"Host": host}).status_code == 400, host
    assert "*" not in list(settings.ALLOWED_HOSTS)
    assert any(isinstance(entry, HostsOfOrganisations) for entry in settings.ALLOWED_HOSTS)


def test_a_session_counts_on_the_own_host_and_the_installations_only(cast: SimpleNamespace, let_in: object) -> None:
    cleo = let_in(cast.cleo)  # type: ignore[operator]
    assert cleo.get("/me/", headers={"Host": NORDLYS}).status_code == 200
    assert cleo.get("/me/").status_code == 200
    elsewhere = cleo.get("/me/", headers={"Host": OTHER})
    assert elsewhere.headers["Location"].startswith("/sign-in/")
    assert cleo.get("/me/", headers={"Host": NORDLYS}).status_code == 200, "the session goes on where it belongs"


def test_sign_in_finds_only_the_people_of_the_host(cast: SimpleNamespace, mailoutbox: list[object]) -> None:
    twin = Person.objects.create(organisation=cast.other, email=cast.cleo.email, given_name="Cleo")

    def asked(host: str) -> list[int]:
        place = page_of_host(host)
        return actions.ask_for_sign_in(
            address=cast.cleo.email,
            network=host,
            now=timezone.now(),
            organisation_id=place.organisation_id if place else None,
        )

    assert asked(NORDLYS) == [cast.cleo.id]
    assert asked(OTHER) == [twin.id]
    assert asked("testserver") == sorted([cast.cleo.id, twin.id])


def test_the_form_asks_for_the_people_of_its_host(cast: SimpleNamespace, client: Client) -> None:
    for host in (OTHER, NORDLYS):
        client.post("/sign-in/", {"email": cast.cleo.email}, headers={"Host": host})
    asked = [job.arguments["args"][0] for job in Job.objects.order_by("id")]
    assert asked == [[], [cast.cleo.id]]


def test_personal_links_of_others_are_over(cast: SimpleNamespace, client: Client) -> None:
    token = actions.make_door_link(person_id=cast.cleo.id, now=timezone.now())
    for path in (f"/l/{token}/", f"/l/{token}/no/"):
        assert client.get(path, headers={"Host": NORDLYS}).status_code == 200
        for method in (client.get, client.post):
            answer = method(path, headers={"Host": OTHER})
            assert answer.status_code == 410
            assert "Cleo" not in answer.content.decode()


def test_mails_lead_to_the_own_host_and_never_to_what_a_request_says(
    cast: SimpleNamespace, client: Client, mailoutbox: list[SimpleNamespace]
) -> None:
    for evil in (
        {"Host": "127.0.0.1", "X-Forwarded-Host": "evil.example"},
        {"Host": NORDLYS, "Forwarded": "host=evil"},
    ):
        assert client.post("/sign-in/", {"email": cast.cleo.email}, headers=evil).status_code == 303
    now = timezone.now()
    mail_sign_in_links(person_ids=[cast.cleo.id], browser_hash=b"x" * 32, to="", asked_at=now, now=now)
    (mail,) = mailoutbox
    hosts = set(re.findall(r"https?://([^/\s\"<]+)", mail.body))
    assert hosts == {f"{NORDLYS}:8000"}
    assert queries.organisation(cast.nordlys.id).page_url == f"http://{NORDLYS}:8000"
    Organisation.objects.filter(id=cast.nordlys.id).update(page_host="")
    assert queries.organisation(cast.nordlys.id).page_url == "http://127.0.0.1:8000"


def test_a_form_of_another_site_is_refused_on_an_own_host_too(client: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get("/sign-in/", headers={"Host": NORDLYS})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.content.decode())
    assert token
    sent = {"email": "x@nordlys.example", "csrfmiddlewaretoken": token[1]}
    evil = strict.post("/sign-in/", sent, headers={"Host": NORDLYS, "Origin": f"https://{OTHER}"})
    assert evil.status_code == 403
    own = strict.post("/sign-in/", sent, headers={"Host": NORDLYS, "Origin": f"http://{NORDLYS}"})
    assert own.status_code == 303


def test_hosts_are_kept_for_seconds_and_unknown_names_cost_nothing(client: Client) -> None:
    def taken(host: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get("/how/ranking/", headers={"Host": host})
        return len(seen)

    plain = taken("127.0.0.1")
    taken(NORDLYS)
    assert [taken(NORDLYS), taken(OTHER), taken("127.0.0.1")] == [plain] * 3
    assert [taken(f"x{number}.example") for number in range(3)] == [0] * 3


def test_a_name_has_one_owner_and_one_use(cast: SimpleNamespace) -> None:
    ada, eve = (queries.viewer(person.id, scope="employee", way="passkey") for person in (cast.ada, cast.eve))
    assert ada
    assert eve
    now = timezone.now()
    with pytest.raises(actions.PageHostTakenError):
        actions.change_page_host(actor=eve, page_host=NORDLYS, now=now)
    actions.change_link_settings(actor=ada, link_host="go.nordlys.example", office_networks=(), now=now)
    with pytest.raises(actions.PageHostTakenError):
        actions.change_page_host(actor=eve, page_host="go.nordlys.example", now=now)
    with pytest.raises(actions.LinkHostTakenError):
        actions.change_link_settings(actor=eve, link_host=NORDLYS, office_networks=(), now=now)
    assert actions.change_page_host(actor=ada, page_host="", now=now)
    assert page_of_host(NORDLYS) is None, "given up at once in this process"
    assert actions.change_page_host(actor=eve, page_host=NORDLYS, now=now)


def test_pages_of_a_host_look_like_its_organisation_before_the_sign_in(cast: SimpleNamespace, client: Client) -> None:
    Organisation.objects.filter(id=cast.nordlys.id).update(accent="#0b7285")
    forget_hosts()
    for host, branded in ((NORDLYS, True), (OTHER, False), ("127.0.0.1", False)):
        page = client.get("/sign-in/", headers={"Host": host}).content.decode()
        assert (f"/brand/{cast.nordlys.id}-" in page) is branded


def test_no_open_page_reaches_the_rows_of_another_organisation(cast: SimpleNamespace, client: Client) -> None:
    """The walls between organisations (kit/tenancy.py) hold what a view might forget."""
    token = actions.make_door_link(person_id=cast.eve.id, now=timezone.now())
    with CaptureQueriesContext(connection) as seen:
        client.get(f"/l/{token}/", headers={"Host": NORDLYS})
    asked = [query["sql"] for query in seen.captured_queries if '"people_doorlink"' in query["sql"]]
    assert asked
    if connection.vendor == "sqlite":
        assert all(f'"organisation_id" = {cast.nordlys.id}' in sql for sql in asked)
