"""The one-time address of the console (security.md T-08)."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from stemme.kit.tokens import CROCKFORD, new_token
from stemme.people.models import Organisation, Person, RoleGrant, Visit
from stemme.setup import actions
from stemme.setup.models import FirstStart
from stemme.setup.views.claiming import GUESSES

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "  Fjordlys\u202e AS ",
    "language": "nb",
    "time_zone": "Europe/Oslo",
    "country": "no",
    "given_name": "Olga",
    "family_name": "Eier",
    "address": "Olga@Fjordlys.example",
}


def offered() -> str:
    return f"/first-start/{actions.offer_first_start(now=timezone.now())}/"


def test_whoever_holds_the_address_is_the_first_owner_and_is_in() -> None:
    browser, address = Client(), offered()
    assert browser.get(address).status_code == 200
    assert not Organisation.objects.exists(), "looking makes nothing"
    made = browser.post(address, FILLED)
    assert (made.status_code, made.headers["Location"]) == (303, "/setup/")
    fjordlys, olga = Organisation.objects.get(), Person.objects.get()
    assert (fjordlys.name, fjordlys.slug, fjordlys.language, fjordlys.country) == (
        "Fjordlys AS",
        "fjordlys-as",
        "nb",
        "no",
    )
    assert (olga.email, olga.name, fjordlys.mail_domain) == ("olga@fjordlys.example", "Olga Eier", "fjordlys.example")
    assert set(RoleGrant.objects.values_list("role", flat=True)) == {"owner", "operator"}
    assert olga.joined_at is not None
    assert Visit.objects.get().person == olga
    assert "Olga" in browser.get("/me/").content.decode()


def test_afterwards_the_address_is_gone_for_everybody() -> None:
    browser, address = Client(), offered()
    other = Client().get(address)
    assert other.status_code == 200
    browser.post(address, FILLED)
    for client in (browser, Client()):
        assert client.get(address).status_code == 404
        assert client.post(address, {**FILLED, "name": "Mine"}).status_code == 404
    # Not even with an address that was made by mistake later.
    assert Client().get(offered()).status_code == 404
    assert Organisation.objects.count() == 1
    assert Person.objects.count() == 1


def test_without_the_token_there_is_no_such_page(client: Client) -> None:
    offered()
    for wrong in ("x", "advf_wrong", new_token("advf"), new_token("advd")):
        assert client.get(f"/first-start/{wrong}/").status_code == 404
        assert client.post(f"/first-start/{wrong}/", FILLED).status_code == 404
    assert not Organisation.objects.exists()


def test_an_hour_later_it_is_over(client: Client) -> None:
    address = offered()
    FirstStart.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert client.post(address, FILLED).status_code == 404
    assert not Organisation.objects.exists()


def test_a_new_address_ends_the_one_before(client: Client) -> None:
    old, new = offered(), offered()
    assert client.get(old).status_code == 404
    assert client.get(new).status_code == 200


def test_guessing_leads_nowhere() -> None:
    address = offered()
    for _ in range(GUESSES.tries + 3):
        assert Client().post(f"/first-start/{new_token('advf')}/", FILLED).status_code == 404
    assert not Organisation.objects.exists()
    # Whoever guessed so often gets nothing at all for a while; others are not kept out.
    assert Client().get(address).status_code == 404
    assert Client().get(address, REMOTE_ADDR="192.0.2.9").status_code == 200
    # And a thousand guesses at 52 signs of 32 find it with a probability below 10^-70.
    body = address.strip("/").rpartition("_")[2][:52]
    assert set(body) <= set(CROCKFORD)
    assert 1000 / 2**256 < 1e-70 < 1000 / 2**230


def test_only_the_hash_is_stored() -> None:
    token = actions.offer_first_start(now=timezone.now())
    row = FirstStart.objects.values().get()
    assert len(bytes(row["token_hash"])) == 32
    assert token not in str(row)
    assert row["expires_at"] - row["created_at"] == dt.timedelta(minutes=60)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "\u200b"},
        {"address": "olga"},
        {"given_name": ""},
        {"time_zone": "Europe/Atlantis"},
        {"language": "xx"},
        {"country": "zz"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(wrong: dict[str, str], client: Client) -> None:
    address = offered()
    assert client.post(address, {**FILLED, **wrong}).status_code == 422
    assert not Organisation.objects.exists()
    assert client.post(address, FILLED).status_code == 303, "the address still works"
