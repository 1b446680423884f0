"""There, back, and in; and everything that comes back otherwise leads nowhere."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.oidc import under_way
from stemme.oidc.models import Identity, Provider, SpentState
from stemme.oidc.tests.stand_in import begin, provider_at
from stemme.oidc.tests.tokens import CLIENT, signed, signed_with_public_key, unsigned
from stemme.people.models import Person, RoleGrant, Visit

pytestmark = pytest.mark.django_db


def connect(cast, provider, person, subject="cleo-1"):
    now = timezone.now()
    person.strong_sign_in_since = now
    person.save(update_fields=["strong_sign_in_since"])
    return Identity.objects.create(
        organisation=cast.nordlys, person=person, issuer=provider.issuer, subject=subject, linked_at=now, used_at=now
    )


def told(kind):
    return list(Fact.objects.filter(kind=kind).order_by("id"))


def test_the_way_there(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in, next="/me/")
    sent = begun.sent
    assert sent["redirect_uri"] == "http://127.0.0.1:8000/company-sign-in/nordlys/answer/"
    assert (sent["response_type"], sent["client_id"], sent["code_challenge_method"]) == ("code", CLIENT, "S256")
    assert sent["scope"] == "openid email"
    assert "prompt" not in sent
    assert min(len(sent[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert begin(Client(), stand_in).sent["state"] != sent["state"]
    cookie = browser.cookies[under_way.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 600)
    assert sent["state"] not in cookie.value
    assert sent["nonce"] not in cookie.value
    assert not Visit.objects.exists()
    assert not SpentState.objects.exists()


def test_somebody_known_comes_in(provider, browser, stand_in, cast):
    connect(cast, provider, cast.cleo)
    begun = begin(browser, stand_in, next="/me/")
    stand_in.gives(begun.token(email="somebody.else@nordlys.example"))
    response = begun.answer()
    assert (response.status_code, response.headers["Location"]) == (303, "/me/")
    assert Visit.objects.get().person_id == cast.cleo.id
    assert Visit.objects.get().way == "oidc"
    assert browser.get("/me/").status_code == 200
    assert browser.cookies[under_way.COOKIE].value == ""
    assert [fact.actor_id for fact in told(facts.SIGNED_IN)] == [cast.cleo.id]
    _path, headers, sent = next(asked for asked in stand_in.asked if asked[0] == "/token")
    assert headers["Authorization"].startswith("Basic ")
    assert sent["code"] == ["c-1"]
    assert sent["redirect_uri"] == [begun.sent["redirect_uri"]]
    assert len(sent["code_verifier"][0]) >= 43
    assert "client_secret" not in sent


def test_the_secret_goes_into_the_form_where_that_is_wanted(browser, stand_in, cast):
    stand_in.document["token_endpoint_auth_methods_supported"] = ["client_secret_post"]
    connect(cast, provider_at(stand_in, cast.nordlys), cast.cleo)
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    assert begun.answer().status_code == 303
    _path, headers, sent = next(asked for asked in stand_in.asked if asked[0] == "/token")
    assert "Authorization" not in headers
    assert (sent["client_id"], sent["client_secret"]) == ([CLIENT], ["s3cret"])


def test_the_first_time_a_verified_address_of_an_own_domain_is_enough(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token(email="Cleo@Nordlys.example"))
    assert begun.answer().status_code == 303
    found = Identity.objects.get()
    assert (found.person_id, found.issuer, found.subject) == (cast.cleo.id, stand_in.issuer, "cleo-1")
    cast.cleo.refresh_from_db()
    assert cast.cleo.strong_sign_in_since
    assert [fact.actor_id for fact in told(facts.ACCOUNT_CONNECTED)] == [cast.cleo.id]


MUTATED = {
    "aud": {"aud": "another"},
    "azp": {"aud": [CLIENT, "x"], "azp": "x"},
    "iss": {"iss": "https://elsewhere.example"},
    "nonce": {"nonce": "another"},
    "exp": {"exp": 1_000_000_000},
    "iat": {"iat": 1_000_000_000},
    "clock": {"iat": 32_000_000_000, "exp": 32_000_000_300},
    "sub": {"sub": None},
    "address of another organisation": {"email": "eve@other.example", "sub": "eve-1"},
    "address that was not verified": {"email_verified": None, "sub": "x"},
    "address that is said to be verified": {"email_verified": "true", "sub": "x"},
    "address of nobody": {"email": "nobody@nordlys.example", "sub": "x"},
    "no address": {"email": None, "sub": "x"},
}


@pytest.mark.parametrize("changed", MUTATED.values(), ids=MUTATED)
def test_a_mutated_token_lets_nobody_in_and_makes_nobody(provider, browser, stand_in, cast, changed):
    before = Person.objects.count()
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token(**changed))
    refused(begun, before)
    assert [fact.actor_id for fact in told(facts.ACCOUNT_REFUSED)] == [None]


def refused(begun, before, **changed):
    response = begun.answer(**changed)
    assert response.status_code == 400
    assert Person.objects.count() == before
    assert not Identity.objects.exists()
    assert not Visit.objects.exists()
    assert "/sign-in/" in begun.client.get("/me/").headers["Location"]
    return response


@pytest.mark.parametrize("how", ["none", "public key", "unknown key", "key of another"])
def test_a_token_signed_by_nobody_we_know(provider, browser, stand_in, cast, how):
    begun = begin(browser, stand_in)
    said = begun.claims()
    stand_in.gives(
        {
            "none": lambda: unsigned(said),
            "public key": lambda: signed_with_public_key(said),
            "unknown key": lambda: signed(said, name="elsewhere"),
            "key of another": lambda: signed(said, name="elsewhere", kid="one"),
        }[how]()
    )
    refused(begun, Person.objects.count())


def test_an_answer_works_once(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    kept = browser.cookies[under_way.COOKIE].value
    assert begun.answer().status_code == 303
    assert begun.answer().status_code == 400
    thief = Client()
    thief.cookies[under_way.COOKIE] = kept
    begun.client = thief
    response = begun.answer()
    assert response.status_code == 400
    assert b"once" in response.content
    assert stand_in.asked_for("/token") == 1
    assert thief.get("/me/").status_code == 302


def test_a_code_that_was_used_at_the_sign_in(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in)
    refused(begun, Person.objects.count())
    assert not told(facts.ACCOUNT_REFUSED)


def test_the_answer_belongs_to_the_browser_that_asked(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    begun.client = Client()
    refused(begun, Person.objects.count())
    begun.client = browser
    refused(begun, Person.objects.count(), state="another")
    assert stand_in.asked_for("/token") == 0


def test_mixed_up_issuers(provider, browser, stand_in, cast):
    for named in ("https://elsewhere.example", None):
        begun = begin(browser, stand_in)
        stand_in.gives(begun.token())
        refused(begun, Person.objects.count(), iss=named)
    assert stand_in.asked_for("/token") == 0


def test_an_answer_meant_for_another_organisation(provider, browser, stand_in, cast):
    provider_at(stand_in, cast.other)
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    begun.organisation = "other"
    refused(begun, Person.objects.count())


def test_an_answer_after_the_issuer_was_changed(provider, browser, stand_in, cast):
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    Provider.objects.update(issuer="https://new.example")
    refused(begun, Person.objects.count())


def test_an_answer_after_ten_minutes(provider, browser, stand_in, cast, monkeypatch):
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    later = timezone.now() + dt.timedelta(minutes=11)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    refused(begun, Person.objects.count())


@pytest.mark.parametrize("who", ["passkey", "operator", "left"])
def test_whom_an_address_is_not_enough_for(provider, browser, stand_in, cast, who):
    if who == "operator":
        RoleGrant.objects.create(organisation=cast.nordlys, person=cast.cleo, role="operator")
    moment = timezone.now()
    changed = {"passkey": {"strong_sign_in_since": moment}, "left": {"deactivated_at": moment}}.get(who, {})
    Person.objects.filter(id=cast.cleo.id).update(joined_at=moment, **changed)
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    refused(begun, Person.objects.count())


def test_somebody_who_has_left_stays_outside(provider, browser, stand_in, cast):
    connect(cast, provider, cast.cleo)
    Person.objects.filter(id=cast.cleo.id).update(deactivated_at=timezone.now())
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token())
    assert begun.answer().status_code == 400
    assert not Visit.objects.exists()


def test_an_account_that_got_the_address_of_somebody_connected(provider, browser, stand_in, cast):
    connect(cast, provider, cast.cleo)
    begun = begin(browser, stand_in)
    stand_in.gives(begun.token(sub="new-1"))
    assert begun.answer().status_code == 400
    assert [identity.subject for identity in Identity.objects.all()] == ["cleo-1"]


def test_nobody_joins_without_pressing(provider, browser, stand_in, cast):
    Person.objects.filter(id=cast.cleo.id).update(joined_at=None)
    begun = begin(browser, stand_in, next="/me/")
    stand_in.gives(begun.token())
    response = begun.answer()
    assert response.status_code == 200
    assert "Join and sign in" in response.content.decode()
    assert not Visit.objects.exists()
    assert not told(facts.PERSON_JOINED)
    assert Client().post("/company-sign-in/nordlys/join/").status_code == 400
    response = browser.post("/company-sign-in/nordlys/join/")
    assert (response.status_code, response.headers["Location"]) == (303, "/me/")
    assert len(told(facts.PERSON_JOINED)) == 1
    assert browser.get("/me/").status_code == 200
    assert browser.post("/company-sign-in/nordlys/join/").status_code == 400


def test_nothing_secret_stands_in_the_log(provider, browser, stand_in, cast, caplog):
    caplog.set_level(logging.DEBUG)
    begun = begin(browser, stand_in)
    token = begun.token()
    stand_in.gives(token)
    begun.answer(code="code-of-the-canary")
    begun = begin(browser, stand_in)
    begun.answer(code="code-of-the-canary")
    text = caplog.text + "".join(str(fact.data) for fact in Fact.objects.all())
    for secret in ("code-of-the-canary", token, "s3cret", begun.sent["state"], begun.sent["nonce"]):
        assert secret not in text


def test_an_organisation_without_a_sign_in(cast, browser):
    for path in ("/company-sign-in/nordlys/", "/company-sign-in/nobody/", "/company-sign-in/nordlys/answer/?state=x"):
        assert browser.get(path).status_code == 404
    assert browser.post("/company-sign-in/nordlys/join/").status_code == 404


def test_beginning_is_limited(provider, browser, stand_in, cast):
    answers = [browser.get("/company-sign-in/nordlys/").status_code for _ in range(31)]
    assert answers.count(302) == 30
    assert answers[-1] == 429
