"""Tokens that are good, and every way in which one is not (security.md T-06)."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from stemme.oidc import id_token
from stemme.oidc.id_token import Expected, TokenError, signing_keys, verify
from stemme.oidc.tests.tokens import (
    ALL,
    CLIENT,
    ISSUER,
    NONCE,
    claims,
    jwks,
    key,
    signed,
    signed_with_public_key,
    spoilt,
    unsigned,
)  # fmt: skip

NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
KEYS = jwks(("one", "RSA"), ("two", "EC"), ("three", "OKP"))
EXPECTED = Expected(ISSUER, CLIENT, NONCE, ALL)


def stamp(moment: dt.datetime) -> int:
    return int(moment.timestamp())


def refused(token: str, expected: Expected = EXPECTED, keys: object = KEYS) -> str:
    with pytest.raises(TokenError) as caught:
        verify(token, keys, expected, now=NOW)
    return caught.value.kind


@pytest.mark.parametrize(
    ("alg", "name", "kind"),
    [("RS256", "one", "RSA"), ("PS256", "one", "RSA"), ("ES256", "two", "EC"), ("EdDSA", "three", "OKP"),
     ("Ed25519", "three", "OKP")],
)  # fmt: skip
def test_a_good_token_says_who_it_is(alg, name, kind):
    found = verify(signed(claims(NOW), name=name, kind=kind, alg=alg), KEYS, EXPECTED, now=NOW)
    assert (found.issuer, found.subject, found.email, found.auth_time) == (
        ISSUER, "cleo-1", "cleo@nordlys.example", None,
    )  # fmt: skip


MUTATED = {
    "for somebody else": (claims(NOW, aud="another-client"), "aud"),
    "for several, by another": (claims(NOW, aud=[CLIENT, "x"], azp="x"), "aud"),
    "for several, by nobody": (claims(NOW, aud=[CLIENT, "x"]), "aud"),
    "for us, by another": (claims(NOW, azp="x"), "aud"),
    "for nobody": (claims(NOW, aud=None), "aud"),
    "by another issuer": (claims(NOW, iss="https://login.other.example"), "iss"),
    "by an issuer nearly the same": (claims(NOW, iss=f"{ISSUER}/"), "iss"),
    "by nobody": (claims(NOW, iss=None), "iss"),
    "for another attempt": (claims(NOW, nonce="another"), "nonce"),
    "for no attempt": (claims(NOW, nonce=None), "nonce"),
    "over": (claims(NOW, exp=stamp(NOW - 61 * SECOND)), "exp"),
    "without end": (claims(NOW, exp=None), "exp"),
    "with an end in words": (claims(NOW, exp="tomorrow"), "exp"),
    "with an end beyond time": (claims(NOW, exp=10**30), "exp"),
    "from the future": (claims(NOW, iat=stamp(NOW + 61 * SECOND)), "iat"),
    "four minutes ahead": (claims(NOW + 240 * SECOND), "iat"),
    "from the past": (claims(NOW, iat=stamp(NOW - 3600 * SECOND)), "iat"),
    "from no time": (claims(NOW, iat=None), "iat"),
    "not yet good": (claims(NOW, nbf=stamp(NOW + 120 * SECOND)), "iat"),
    "about nobody": (claims(NOW, sub=None), "sub"),
    "about an empty name": (claims(NOW, sub=""), "sub"),
    "about a number": (claims(NOW, sub=7), "sub"),
    "about a name without end": (claims(NOW, sub="x" * 256), "sub"),
}  # fmt: skip


@pytest.mark.parametrize(("payload", "kind"), MUTATED.values(), ids=MUTATED)
def test_a_token_that_says_something_else(payload, kind):
    assert refused(signed(payload)) == kind


def test_a_minute_between_clocks_is_no_harm():
    for payload in (claims(NOW, exp=stamp(NOW - 59 * SECOND)), claims(NOW, iat=stamp(NOW + 60 * SECOND))):
        assert verify(signed(payload), KEYS, EXPECTED, now=NOW).subject == "cleo-1"


def test_signatures_that_are_none():
    assert refused(unsigned(claims(NOW))) == "alg"
    assert refused(signed_with_public_key(claims(NOW))) == "alg"
    assert refused(spoilt(signed(claims(NOW)))) == "signature"
    assert refused(signed(claims(NOW), name="elsewhere", kid="one")) == "signature"
    assert refused(signed(claims(NOW), name="elsewhere")) == "kid"


def test_a_key_fits_its_algorithm_only():
    assert refused(signed(claims(NOW), name="two", kind="EC", alg="ES256", kid="one")) == "kid"
    strict = {"keys": [{**KEYS["keys"][0], "alg": "RS256"}]}
    assert refused(signed(claims(NOW), alg="PS256"), keys=strict) == "kid"
    assert refused(signed(claims(NOW)), keys={"keys": [{**KEYS["keys"][0], "use": "enc"}]}) == "kid"


def test_what_the_sign_in_did_not_announce_is_refused():
    assert refused(signed(claims(NOW)), Expected(ISSUER, CLIENT, NONCE, ("ES256",))) == "alg"
    assert refused(signed(claims(NOW), alg="RS512"), Expected(ISSUER, CLIENT, NONCE, (*ALL, "RS512", "none"))) == "alg"


def test_without_a_name_a_key_is_taken_only_if_there_is_no_other():
    token = signed(claims(NOW), kid=None)
    assert verify(token, KEYS, EXPECTED, now=NOW).subject == "cleo-1"
    assert refused(token, keys=jwks(("one", "RSA"), ("four", "RSA"))) == "kid"


def test_two_keys_of_one_name_are_no_key():
    twice = {"keys": [*jwks(("one", "RSA"))["keys"], {**jwks(("four", "RSA"))["keys"][0], "kid": "one"}]}
    assert refused(signed(claims(NOW)), keys=twice) == "kid"


@pytest.mark.parametrize(
    "token", ["", "a.b", "a.b.c", "a.b.c.d.e", "e30.e30.e30", "bnVsbA.e30.x", "é.é.é", "x" * 30_000],
)  # fmt: skip
def test_what_is_no_token(token):
    assert refused(token) in {"unreadable", "alg"}


def test_a_token_that_wants_more_understood_than_we_do():
    assert refused(signed(claims(NOW), crit=["b64"], b64=True)) == "unreadable"


@pytest.mark.parametrize("keys", [{}, {"keys": None}, {"keys": ["x", None]}, {"keys": [{"kty": "oct", "k": "AAAA"}]}])
def test_keys_that_are_none(keys):
    assert refused(signed(claims(NOW)), keys=keys) == "kid"
    assert signing_keys(keys) == []


def test_short_keys_are_none():
    short = {**KEYS["keys"][0], "n": KEYS["keys"][0]["n"][:171]}
    assert refused(signed(claims(NOW)), keys={"keys": [short]}) == "kid"


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_an_address_counts_only_when_it_was_verified(verified):
    token = signed(claims(NOW, email_verified=verified))
    assert verify(token, KEYS, EXPECTED, now=NOW).email == ""


def test_a_step_up_wants_to_know_when_they_signed_in():
    fresh = Expected(ISSUER, CLIENT, NONCE, ALL, fresh_since=NOW - 30 * SECOND)
    found = verify(signed(claims(NOW, auth_time=stamp(NOW - 5 * SECOND))), KEYS, fresh, now=NOW)
    assert found.auth_time == NOW - 5 * SECOND
    assert refused(signed(claims(NOW)), fresh) == "auth_time"
    assert refused(signed(claims(NOW, auth_time=stamp(NOW - 120 * SECOND))), fresh) == "auth_time"
    assert refused(signed(claims(NOW, auth_time=stamp(NOW + 120 * SECOND))), fresh) == "auth_time"
    assert refused(signed(claims(NOW, auth_time="now")), fresh) == "auth_time"


def test_a_verification_is_quick():
    token, started = signed(claims(NOW)), time.monotonic()
    for _ in range(50):
        verify(token, KEYS, EXPECTED, now=NOW)
    assert time.monotonic() - started < 2.5
    assert key("one").key_type == "RSA"
    assert id_token.SKEW == 60 * SECOND
