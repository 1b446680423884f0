"""The owner's page: own domain and office networks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stemme.journal.models import Fact
from stemme.kit.languages import CODES
from stemme.kit.tests.stage import Stage, says
from stemme.links import actions, domain_check
from stemme.links.cards import Card
from stemme.links.models import Generation
from stemme.links.queries import links_of_person
from stemme.people.models import Organisation, Person

PAGE = "/settings/links/"
NETWORKS = "10.1.0.0/16\r\n\r\n2001:db8:12::/48\r\n192.0.2.7/24"


def save(client: Client, **data: str) -> Any:
    return client.post(PAGE, {"link_host": "go.nordlys.example.com", "office_networks": NETWORKS} | data)


def facts() -> list[tuple[str, dict[str, Any]]]:
    return list(Fact.objects.order_by("kind").values_list("kind", "data"))


def generation() -> int:
    return Generation.objects.values_list("number", flat=True).first() or 0


def test_an_owner_sets_both_and_it_is_recorded(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    before = generation()
    answer = save(ada)
    assert (answer.status_code, answer.headers["Location"]) == (303, PAGE)
    organisation = Organisation.objects.get(id=cast.nordlys.id)
    assert organisation.link_host == "go.nordlys.example.com"
    assert organisation.office_networks.split() == ["10.1.0.0/16", "2001:db8:12::/48", "192.0.2.0/24"]
    assert facts() == [
        ("organisation.link_domain_changed", {"own": True}),
        ("organisation.office_networks_changed", {"networks": 3}),
    ]
    assert generation() > before, "every process that serves links hears of it"
    page = ada.get(PAGE).content.decode()
    assert "http://go.nordlys.example.com" in page and "192.0.2.0/24" in page
    assert save(ada).status_code == 303
    assert len(facts()) == 2, "nothing changed, nothing is recorded"
    assert save(ada, link_host="", office_networks="").status_code == 303
    assert facts()[1] == ("organisation.link_domain_changed", {"own": False})


@pytest.mark.parametrize("who", ["lea", "bo", "ana", "cleo"])
def test_for_others_the_page_does_not_exist(cast: SimpleNamespace, let_in: Any, who: str) -> None:
    client = let_in(getattr(cast, who))
    assert client.get(PAGE).status_code == 404
    assert save(client).status_code == 404
    assert client.post(PAGE + "check/").status_code == 404
    assert f'href="{PAGE}"' not in client.get("/stories/").content.decode()
    assert not Organisation.objects.exclude(link_host="").exists()


def test_strangers_and_visits_by_mail_are_kept_out(cast: SimpleNamespace, let_in: Any) -> None:
    assert Client().get(PAGE).status_code == 302
    assert let_in(cast.ada, "suggest").get(PAGE).status_code in {403, 404}
    assert let_in(cast.ada, "suggest").post(PAGE + "check/").status_code in {403, 404}
    save(let_in(cast.eve), link_host="go.other.example.com")
    assert Organisation.objects.get(id=cast.nordlys.id).link_host == ""
    assert Organisation.objects.get(id=cast.other.id).link_host == "go.other.example.com"


def test_the_menu_leads_there(cast: SimpleNamespace, let_in: Any) -> None:
    assert f'href="{PAGE}"' in let_in(cast.ada).get("/guidelines/edit/").content.decode()


@pytest.mark.parametrize(
    "host", ["https://go.nordlys.no", "localhost", "10.0.0.1", "go_.nordlys.no", "127.0.0.1", "go.nordlys.no/s"]
)
def test_what_is_no_name_is_refused_and_nothing_is_lost(cast: SimpleNamespace, let_in: Any, host: str) -> None:
    answer = save(let_in(cast.ada), link_host=host)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert host in page and "2001:db8:12::/48" in page
    assert 'id="id_link_host_error"' in page
    assert not Organisation.objects.exclude(link_host="").exists()


def test_the_installations_own_names_are_no_own_domain(cast: SimpleNamespace, let_in: Any, settings: Any) -> None:
    settings.LINK_URL, settings.PUBLIC_URL = "https://link.company.com", "https://stemme.company.com"
    for host in ("link.company.com", "LINK.company.com.", "stemme.company.com"):
        assert save(let_in(cast.ada), link_host=host).status_code == 422


def test_a_name_belongs_to_one_organisation(cast: SimpleNamespace, let_in: Any) -> None:
    assert save(let_in(cast.eve)).status_code == 303
    answer = save(let_in(cast.ada), link_host="GO.nordlys.example.com")
    assert answer.status_code == 422
    assert "Another organisation" in answer.content.decode()
    assert Organisation.objects.get(id=cast.nordlys.id).office_networks == "", "nothing by halves"


def test_a_name_that_stories_lead_to_would_cut_them_off(cast: SimpleNamespace, let_in: Any) -> None:
    make(cast.eve, "https://www.other.example.com/jobs?x=1")
    ada = let_in(cast.ada)
    assert save(ada, link_host="www.other.example.com").status_code == 422
    assert save(ada, link_host="wwwXother.example.com".replace("X", "-")).status_code == 303
    assert save(ada, link_host="other.example.com").status_code == 303


def make(person: Person, url: str) -> Any:
    from django.utils import timezone

    return actions.make_link(
        organisation_id=person.organisation_id,
        person_id=person.id,
        story_id=1,
        channel="linkedin",
        card=Card("en", url, "Title"),
        now=timezone.now(),
    )


def test_links_take_the_domain_at_once_also_those_that_were_there(cast: SimpleNamespace, let_in: Any) -> None:
    link = make(cast.cleo, "https://www.nordlys.example/")
    other = make(cast.eve, "https://www.other.example/")
    save(let_in(cast.ada))
    (own,) = links_of_person(cast.nordlys.id, cast.cleo.id)
    assert own.url == f"http://go.nordlys.example.com:8001/s/{link.code}"
    (foreign,) = links_of_person(cast.other.id, cast.eve.id)
    assert foreign.url == other.url


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("10.0.0.0/8\noffice\n", ["Line 2", "office"]),
        ("0.0.0.0/0", ["Line 1", "0.0.0.0/0"]),
        ("10.0.0.0/33\n::/0", ["Line 1", "Line 2"]),
        ("\n".join(f"10.0.{n}.0/24" for n in range(201)), ["Line 201", "200"]),
    ],
)
def test_lines_that_are_no_networks_are_named(cast: SimpleNamespace, let_in: Any, lines: str, told: list[str]) -> None:
    answer = save(let_in(cast.ada), office_networks=lines)
    assert answer.status_code == 422
    error = re.search(r'id="id_office_networks_error">(.*?)</p>', answer.content.decode(), re.DOTALL)
    assert error
    assert all(word in error[1] for word in told)
    assert not facts()


def test_an_international_name_is_shown_as_people_write_it(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    save(ada, link_host="Blåbær.nordlys.no")
    stored = Organisation.objects.get(id=cast.nordlys.id).link_host
    assert stored.startswith("xn--")
    page = ada.get(PAGE).content.decode()
    assert "blåbær.nordlys.no" in page and stored in page
    assert save(ada, link_host="blåbær.nordlys.no").status_code == 303


@pytest.mark.parametrize("language", CODES)
def test_in_every_language(cast: SimpleNamespace, let_in: Any, language: str) -> None:
    Person.objects.filter(id=cast.ada.id).update(language=language)
    Organisation.objects.filter(id=cast.nordlys.id).update(link_host="go.nordlys.example.com")
    page = let_in(cast.ada).get(PAGE).content.decode()
    assert ("Own domain for links" in page) is (language == "en")


def test_the_number_of_queries_is_constant(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    ada.get(PAGE)

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            ada.get(PAGE)
        return len(made)

    before = asked()
    Organisation.objects.filter(id=cast.nordlys.id).update(
        link_host="go.nordlys.example.com", office_networks="\n".join(f"10.0.{n}.0/24" for n in range(150))
    )
    assert asked() == before


HEALTH = b'{"status": "ok", "database": "answers", "waiting": 0, "last_flush_seconds": null}'


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (200, HEALTH, domain_check.WORKS),
        (503, HEALTH, domain_check.UNWELL),
        (200, b'{"status": "ok"}', domain_check.STRANGER),
        (200, b"<html>Welcome to nginx</html>", domain_check.STRANGER),
        (200, b"[]", domain_check.STRANGER),
        (404, b"\xff", domain_check.STRANGER),
    ],
)
def test_who_answers(status: int, body: bytes, outcome: str) -> None:
    assert domain_check.outcome_of(status, body) == outcome


def check(cast: SimpleNamespace, client: Client, host: str) -> Any:
    Organisation.objects.filter(id=cast.nordlys.id).update(link_host=host)
    return client.post(PAGE + "check/")


@pytest.fixture
def stage(settings: Any) -> Iterator[Stage]:
    """A server on this machine that plays the own domain, on a port the operator has opened."""
    made = Stage()
    settings.INTRANET_HOSTS = (f"127.0.0.1:{made.port}=127.0.0.0/8",)
    settings.LINK_URL = f"http://link.company.example:{made.port}"
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_checking_asks_the_domain_through_the_one_door(cast: SimpleNamespace, let_in: Any, stage: Stage) -> None:
    ada = let_in(cast.ada)
    stage.answers["/healthz"] = says(HEALTH)
    answer = check(cast, ada, "127.0.0.1")
    assert answer.status_code == 200
    assert "127.0.0.1 works." in answer.content.decode()
    assert [path for path, _ in stage.asked] == ["/healthz"]
    stage.answers["/healthz"] = says(HEALTH, 503)
    assert "not well" in check(cast, ada, "127.0.0.1").content.decode()
    stage.answers["/healthz"] = says(b"<html>somebody</html>")
    assert "Somebody else answers" in check(cast, ada, "127.0.0.1").content.decode()
    stage.answers["/other"] = says(HEALTH)
    stage.answers["/healthz"] = says(b"", 302, Location=f"{stage.base}/other")
    assert "Somebody else answers" in check(cast, ada, "127.0.0.1").content.decode()


def test_a_domain_that_does_not_answer_is_told_and_stays_saved(
    cast: SimpleNamespace, let_in: Any, settings: Any
) -> None:
    settings.LINK_URL = "https://link.company.example"
    page = check(cast, let_in(cast.ada), "go.nordlys.invalid").content.decode()
    assert "Nothing answers at go.nordlys.invalid." in page
    assert Organisation.objects.get(id=cast.nordlys.id).link_host == "go.nordlys.invalid"
    settings.LINK_URL = "http://127.0.0.1:8001"
    assert "cannot be checked from here" in check(cast, let_in(cast.ada), "go.nordlys.invalid").content.decode()


def test_without_a_domain_there_is_nothing_to_check(cast: SimpleNamespace, let_in: Any) -> None:
    assert check(cast, let_in(cast.ada), "").status_code == 303
    assert let_in(cast.ada).get(PAGE + "check/").status_code == 405


def test_checking_is_limited(cast: SimpleNamespace, let_in: Any) -> None:
    ada = let_in(cast.ada)
    codes = [check(cast, ada, "go.nordlys.invalid").status_code for _ in range(12)]
    assert codes[:10] == [200] * 10
    assert codes[10:] == [429] * 2
