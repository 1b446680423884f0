"""The owner's page, and what it takes to change something there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.oidc import client_secrets
from stemme.oidc.models import Identity, Provider
from stemme.oidc.tests.stand_in import provider_at
from stemme.oidc.tests.tokens import CLIENT
from stemme.people.models import Person

pytestmark = pytest.mark.django_db
PAGE, SAVE, REMOVE = "/settings/sign-in/", "/settings/sign-in/save/", "/settings/sign-in/remove/"


def written(stand_in, **changed):
    said = {
        "name": "Nordlys account", "issuer": stand_in.issuer, "client_id": CLIENT, "client_secret": "s3cret",
        "mail_domains": "",
    }  # fmt: skip
    return {**said, **changed}


def refused(client, stand_in, **changed):
    response = client.post(SAVE, written(stand_in, **changed))
    assert response.status_code == 422
    assert not Provider.objects.exists()
    return response.content.decode()


def connect(provider, person):
    now = timezone.now()
    Person.objects.filter(id=person.id).update(strong_sign_in_since=now)
    Identity.objects.create(
        organisation_id=person.organisation_id, person=person, issuer=provider.issuer, subject=str(person.id),
        linked_at=now, used_at=now,
    )  # fmt: skip


def test_an_owner_connects_the_company(cast, let_in, stand_in):
    owner = let_in(cast.ada)
    page = owner.get(PAGE).content.decode()
    assert "http://127.0.0.1:8000/company-sign-in/nordlys/answer/" in page
    response = owner.post(SAVE, written(stand_in, mail_domains="@Nordlys-Wind.example\nnordlys.no, blåbær.no"))
    assert (response.status_code, response.headers["Location"]) == (303, PAGE)
    found = Provider.objects.get()
    assert found.mail_domains.split() == ["nordlys-wind.example", "nordlys.no", "xn--blbr-roah.no"]
    assert "s3cret" not in found.client_secret
    assert client_secrets.opened(found.client_secret, organisation_id=cast.nordlys.id) == "s3cret"
    page = owner.get(PAGE).content.decode()
    assert "RS256, ES256" in page
    assert "s3cret" not in page
    assert found.client_secret not in page
    fact = Fact.objects.get(kind=facts.SIGN_IN_CHANGED)
    assert (fact.actor_id, fact.data, fact.chained) == (cast.ada.id, {}, True)


def test_an_empty_secret_keeps_the_one_there_is(cast, let_in, stand_in):
    owner = let_in(cast.ada)
    assert "required" in refused(owner, stand_in, client_secret="")
    provider_at(stand_in, cast.nordlys)
    assert owner.post(SAVE, written(stand_in, client_secret="", name="Other")).status_code == 303
    found = Provider.objects.get()
    assert found.name == "Other"
    assert client_secrets.opened(found.client_secret, organisation_id=cast.nordlys.id) == "s3cret"


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"issuer": "https://elsewhere.example"}, "It calls itself"),
        ({"authorization_endpoint": None}, "authorization_endpoint"),
        ({"token_endpoint": "http://login.example/token"}, "in the open"),
        ({"response_types_supported": ["token"]}, "code flow"),
        ({"code_challenge_methods_supported": ["plain"]}, "PKCE"),
        ({"id_token_signing_alg_values_supported": ["HS256"]}, "HS256"),
        ({"jwks_uri": "@/missing"}, "/missing"),
    ],
)
def test_exactly_what_is_wrong_is_said(cast, let_in, stand_in, changed, words):
    changed = {k: v.replace("@", stand_in.issuer) if isinstance(v, str) else v for k, v in changed.items()}
    stand_in.document = {k: v for k, v in {**stand_in.document, **changed}.items() if v is not None}
    assert words in refused(let_in(cast.ada), stand_in)


def test_addresses_that_are_none(cast, let_in, stand_in):
    owner = let_in(cast.ada)
    assert "https://" in refused(owner, stand_in, issuer="login.company.com")
    assert "in the open" in refused(owner, stand_in, issuer="http://login.company.com")
    assert "Nothing answers" in refused(owner, stand_in, issuer="https://169.254.169.254")
    assert "Nothing answers" in refused(owner, stand_in, issuer="https://127.0.0.1:1")
    assert "mail domain" in refused(owner, stand_in, mail_domains="not a domain")
    stand_in.document = {}
    assert "no description" in refused(owner, stand_in)


def test_this_machine_is_asked_only_while_the_installation_is_on_it(cast, let_in, stand_in, settings):
    settings.PUBLIC_URL = "https://stemme.company.com"
    assert "in the open" in refused(let_in(cast.ada), stand_in)
    assert stand_in.asked == []


def test_keys_that_are_none(cast, let_in, stand_in):
    stand_in.keys = {"keys": [{"kty": "oct", "k": "AAAA"}]}
    assert "no key" in refused(let_in(cast.ada), stand_in)


def test_only_owners_and_only_fresh_ones(cast, let_in, stand_in):
    assert let_in(cast.lea).get(PAGE).status_code == 404
    assert let_in(cast.lea).post(SAVE, written(stand_in)).status_code == 404
    owner = let_in(cast.ada)
    store = SessionStore(owner.cookies["stemme"].value)
    store["visit"] = {**store["visit"], "started": (timezone.now() - dt.timedelta(minutes=11)).isoformat()}
    store.save()
    assert owner.get(PAGE).status_code == 200
    assert owner.post(SAVE, written(stand_in)).status_code == 403
    assert owner.post(REMOVE).status_code == 403
    assert not Provider.objects.exists()


def test_another_issuer_ends_what_was_connected(cast, let_in, stand_in):
    provider = provider_at(stand_in, cast.nordlys, issuer="https://old.example")
    connect(provider, cast.cleo)
    assert let_in(cast.ada).post(SAVE, written(stand_in)).status_code == 303
    assert not Identity.objects.exists()
    cast.cleo.refresh_from_db()
    assert cast.cleo.strong_sign_in_since is None


def test_taking_it_away_ends_nothing_of_others(cast, let_in, stand_in):
    connect(provider_at(stand_in, cast.nordlys), cast.cleo)
    connect(provider_at(stand_in, cast.other), cast.eve)
    assert let_in(cast.ada).post(REMOVE).status_code == 303
    assert [identity.person_id for identity in Identity.objects.all()] == [cast.eve.id]
    assert Provider.objects.get().organisation_id == cast.other.id
    cast.cleo.refresh_from_db()
    assert cast.cleo.strong_sign_in_since is None
    assert Fact.objects.get(kind=facts.SIGN_IN_REMOVED).data == {"accounts": 1}


def test_a_lost_key_is_said_and_a_new_secret_asked_for(cast, let_in, stand_in):
    provider_at(stand_in, cast.nordlys, client_secret="s1.00000000.AAAA")
    owner = let_in(cast.ada)
    assert "cannot be read any more" in owner.get(PAGE).content.decode()
    assert owner.post(SAVE, written(stand_in, client_secret="")).status_code == 422
    assert owner.post(SAVE, written(stand_in)).status_code == 303


def test_the_page_asks_little_of_the_database(cast, let_in, stand_in):
    provider = provider_at(stand_in, cast.nordlys)
    owner = let_in(cast.ada)
    owner.get(PAGE)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert owner.get(PAGE).status_code == 200
        return len(found)

    before = asked()
    for person in (cast.cleo, cast.dan, cast.bo):
        connect(provider, person)
    assert asked() == before
    assert before <= 12


def test_the_console_takes_it_away_when_nobody_gets_in(cast, stand_in, capsys):
    connect(provider_at(stand_in, cast.nordlys), cast.ada)
    call_command("oidc_remove", "--org", "nordlys")
    assert "1" in capsys.readouterr().out
    cast.ada.refresh_from_db()
    assert cast.ada.strong_sign_in_since is None
    assert Fact.objects.get(kind=facts.SIGN_IN_REMOVED).actor_id is None
    for wrong in ("nordlys", "nobody"):
        with pytest.raises(CommandError):
            call_command("oidc_remove", "--org", wrong)
