"""The whole way through two sign-ins that other people wrote: set up, first time, again, step-up, and what they refuse.

The mutated tokens of security.md T-06 against a stand-in are in stemme/oidc/tests; here each expectation is shifted
against a token that a real sign-in has signed.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from stemme.oidc import asking, client_secrets, id_token, queries, under_way
from stemme.oidc.id_token import Expected, TokenError
from stemme.oidc.models import Identity, Provider
from stemme.oidc.tests.tokens import jwks
from stemme.people.models import Person, Visit
from tests.identity_providers.conftest import ANSWER, CLIENT, SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def connected(cast, let_in, sign_in):
    """Ada has connected Nordlys with it, on the page of settings."""
    form = {
        "name": "Nordlys account", "issuer": sign_in.issuer, "client_id": CLIENT, "client_secret": SECRET,
        "mail_domains": "",
    }  # fmt: skip
    response = let_in(cast.ada).post("/settings/sign-in/save/", form)
    assert response.status_code == 303, response.content.decode()
    return queries.provider_of(cast.nordlys.id)


def come(sign_in, there, browser, account, path="/company-sign-in/nordlys/", **query):
    """The whole way, up to our answer to the browser."""
    away = browser.get(path, query).headers["Location"]
    back = urlsplit(sign_in.walk(there, away, ANSWER, account))
    return browser.get(back.path, dict(pair for pair in (_first(back.query))))


def _first(query):
    return [(name, values[0]) for name, values in parse_qs(query, keep_blank_values=True).items()]


def test_setting_up_shows_what_it_found(cast, let_in, sign_in, connected):
    page = let_in(cast.ada).get("/settings/sign-in/").content.decode()
    assert sign_in.issuer in page
    assert connected.metadata.algorithms[0] in page
    assert SECRET not in page
    stored = Provider.objects.get().client_secret
    assert SECRET not in stored
    assert client_secrets.opened(stored, organisation_id=cast.nordlys.id) == SECRET


def test_another_spelling_of_the_issuer_is_refused(cast, let_in, sign_in):
    form = {
        "name": "x", "issuer": f"{sign_in.issuer}/", "client_id": CLIENT, "client_secret": SECRET, "mail_domains": "",
    }  # fmt: skip
    response = let_in(cast.ada).post("/settings/sign-in/save/", form)
    assert response.status_code == 422
    assert sign_in.issuer in response.content.decode()
    assert not Provider.objects.exists()


def test_the_first_time_and_again(cast, sign_in, connected, there):
    for time in ("the first", "again"):
        browser = Client()
        response = come(sign_in, there, browser, "cleo-at-work", next="/me/")
        assert (response.status_code, response.headers.get("Location")) == (303, "/me/"), time
        assert browser.get("/me/").status_code == 200
    assert Identity.objects.get().person_id == cast.cleo.id
    assert {visit.way for visit in Visit.objects.all()} == {"oidc"}


@pytest.mark.parametrize("account", ["dan-unverified", "eve-at-work"])
def test_whom_nobody_has_connected(cast, sign_in, connected, there, account):
    people, browser = Person.objects.count(), Client()
    assert come(sign_in, there, browser, account).status_code == 400
    assert not Identity.objects.exists()
    assert Person.objects.count() == people
    assert browser.get("/me/").status_code == 302


def test_saying_no_there(cast, sign_in, connected, there):
    response = come(sign_in, there, Client(), "")
    assert response.status_code == 400
    # The mock says no without the state, so nobody can know whose "no" it was.
    assert ("stopped it there" if sign_in.strict else "another browser") in response.content.decode()
    assert not Identity.objects.exists()


def test_connecting_showing_again_and_ending(cast, let_in, sign_in, connected, there):
    browser = let_in(cast.dan)
    assert "/me/company-account/connect/" in browser.get("/me/sessions/").content.decode()
    response = come(sign_in, there, browser, "dan-unverified", "/me/company-account/connect/", next="/me/sessions/")
    assert (response.status_code, response.headers["Location"]) == (303, "/me/sessions/")
    assert Identity.objects.get().person_id == cast.dan.id
    again = come(sign_in, there, browser, "dan-unverified", step_up="1")
    assert again.status_code == 303
    proved = dt.datetime.fromisoformat(browser.session["visit"]["proved"])
    assert timezone.now() - proved < dt.timedelta(minutes=2)
    assert browser.post("/me/company-account/disconnect/").status_code == 303
    assert not Identity.objects.exists()


def test_a_step_up_by_somebody_else(cast, let_in, sign_in, connected, there):
    browser = Client()
    come(sign_in, there, browser, "ada-at-work")
    assert come(sign_in, there, browser, "cleo-at-work", step_up="1").status_code == 400
    assert not Identity.objects.filter(person=cast.cleo).exists()


@pytest.mark.parametrize("sign_in", ["node"], indirect=True)  # the other takes any secret
def test_a_wrong_secret(cast, sign_in, connected, there):
    sealed = client_secrets.sealed("another", organisation_id=cast.nordlys.id)
    Provider.objects.update(client_secret=sealed)
    response = come(sign_in, there, Client(), "cleo-at-work")
    assert response.status_code == 400
    assert "client secret" in response.content.decode()


def test_a_real_token_is_good_for_one_thing_only(cast, sign_in, connected, there):
    """One real token; each expectation shifted is a mutated token seen from the other side."""
    browser = Client()
    away = browser.get("/company-sign-in/nordlys/").headers["Location"]
    said = dict(_first(urlsplit(sign_in.walk(there, away, ANSWER, "cleo-at-work")).query))
    sealed = browser.cookies[under_way.COOKIE].value
    browser.cookies[under_way.COOKIE] = sealed
    attempt = _attempt(sealed)
    client = asking.Client(CLIENT, SECRET, ANSWER, local=True)
    token = asking.redeem(connected.metadata, client, code=said["code"], verifier=attempt.verifier)
    good = Expected(sign_in.issuer, CLIENT, attempt.nonce, connected.metadata.algorithms)
    now = timezone.now()
    assert id_token.verify(token, connected.keys, good, now=now).email == "cleo@nordlys.example"
    day = dt.timedelta(days=1)
    shifted = {
        "aud": (dataclasses.replace(good, client_id="another"), connected.keys, now),
        "iss": (dataclasses.replace(good, issuer="https://elsewhere.example"), connected.keys, now),
        "nonce": (dataclasses.replace(good, nonce="another"), connected.keys, now),
        "alg": (dataclasses.replace(good, algorithms=("PS256",)), connected.keys, now),
        "exp": (good, connected.keys, now + day),
        "iat": (good, connected.keys, now - day),
        "kid": (good, jwks(("one", "RSA"), ("four", "RSA"), ("two", "EC")), now),
    }
    found = {name: _kind(token, keys, expected, moment) for name, (expected, keys, moment) in shifted.items()}
    assert found == {name: name for name in shifted}
    with pytest.raises(asking.AskError):
        asking.redeem(connected.metadata, client, code=said["code"], verifier=attempt.verifier)


def _attempt(sealed):
    from stemme.kit.secret_texts import unseal
    from stemme.oidc import attempts

    return attempts.read(unseal(sealed, keys=under_way.keys(), purpose="oidc.Attempt"))


def _kind(token, keys, expected, now):
    with pytest.raises(TokenError) as caught:
        id_token.verify(token, keys, expected, now=now)
    return caught.value.kind
