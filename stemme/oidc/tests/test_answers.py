"""The sign-in says no, is away, or has new keys."""

from __future__ import annotations

import pytest
from django.utils import timezone

from stemme.oidc import actions
from stemme.oidc.models import Provider
from stemme.oidc.tests.stand_in import begin
from stemme.oidc.tests.test_flow import connect, refused
from stemme.oidc.tests.tokens import jwks, key, signed
from stemme.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"error": "access_denied"}, "stopped it there"),
        ({"error": "server_error"}, "server_error"),
        ({"error": "<script>alert(1)</script>"}, "(?)"),
        ({"code": ""}, "(?)"),
        ({"code": "x" * 5000}, "(?)"),
    ],
)
def test_the_sign_in_says_no(provider, browser, stand_in, cast, said, words):
    begun = begin(browser, stand_in)
    response = refused(begun, Person.objects.count(), **{"code": None, **said})
    assert words in response.content.decode()
    assert "alert(1)" not in response.content.decode()


@pytest.mark.parametrize("said", [(401, {"error": "invalid_client"}), (500, {}), (200, {"access_token": "x"})])
def test_the_token_is_not_given(provider, browser, stand_in, cast, said):
    begun = begin(browser, stand_in)
    stand_in.token = said
    refused(begun, Person.objects.count())


def test_a_lost_key_of_the_installation(provider, browser, stand_in, cast):
    Provider.objects.update(client_secret="s1.00000000.AAAA")
    begun = begin(browser, stand_in)
    assert "client secret" in refused(begun, Person.objects.count()).content.decode()


def test_new_keys_are_fetched_once_a_minute(provider, browser, stand_in, cast):
    connect(cast, provider, cast.cleo)
    stand_in.keys = jwks(("one", "RSA"), ("next", "RSA"))
    for expected in (303, 303):
        begun = begin(browser, stand_in)
        stand_in.gives(signed(begun.claims(), name="next"))
        assert begun.answer().status_code == expected
    assert stand_in.asked_for("/jwks") == 1
    begun = begin(browser, stand_in)
    stand_in.gives(signed(begun.claims(), name="never"))
    assert begun.answer().status_code == 400
    assert stand_in.asked_for("/jwks") == 1
    assert key("never") is not None


def test_what_the_sign_in_says_is_read_anew_after_a_day(provider, browser, stand_in, cast):
    begin(browser, stand_in)
    assert stand_in.asked_for("/.well-known/openid-configuration") == 0
    Provider.objects.update(read_at=timezone.now() - actions.METADATA_LASTS)
    stand_in.document["issuer"] = "https://elsewhere.example"
    begin(browser, stand_in)
    assert stand_in.asked_for("/.well-known/openid-configuration") == 1
    assert Provider.objects.get().metadata["issuer"] == stand_in.issuer
