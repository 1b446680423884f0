"""Is this ID token good: signed by the right one, for us, now, and for this very attempt? Pure.

OpenID Connect Core 1.0, section 3.1.3.7, in full and without leniency (security.md T-06). Nothing of a token is looked
at before its signature was found good, but for the two words of its header that say how it was signed.
"""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key
from joserfc.jws import JWSRegistry

from stemme.oidc.discovery import ALGORITHMS

#: Clocks may differ by this much.
SKEW = dt.timedelta(seconds=60)
#: A token is issued while somebody waits for it.
OLDEST = dt.timedelta(minutes=10)
LONGEST = 20_000
_SMALLEST_RSA = 2048
_KEY_OF = {
    "RS256": ("RSA", None),
    "PS256": ("RSA", None),
    "ES256": ("EC", "P-256"),
    "EdDSA": ("OKP", "Ed25519"),
    "Ed25519": ("OKP", "Ed25519"),
}
#: What can be wrong.
UNREADABLE, ALGORITHM, UNKNOWN_KEY, SIGNATURE, ISSUER, AUDIENCE, EXPIRED, ISSUED, NONCE, SUBJECT, AUTH_TIME = (
    "unreadable",
    "alg",
    "kid",
    "signature",
    "iss",
    "aud",
    "exp",
    "iat",
    "nonce",
    "sub",
    "auth_time",
)


class _Registry(JWSRegistry):
    """Knows these algorithms and no other. RFC 9864 renames EdDSA with an Ed25519 key; who signs so is believed."""

    algorithms = {name: JWSRegistry.algorithms["Ed25519" if name == "EdDSA" else name] for name in ALGORITHMS}


class TokenError(Exception):
    """The token is refused; ``kind`` names what is wrong with it."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token of this attempt must say. ``fresh_since``: the person must have signed in there since then."""

    issuer: str
    client_id: str
    nonce: str
    algorithms: Sequence[str]
    fresh_since: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """Who it is. ``email`` only if the sign-in says that it was verified; "" otherwise."""

    issuer: str
    subject: str
    email: str
    auth_time: dt.datetime | None


def verify(token: str, keys: Mapping[str, Any], expected: Expected, *, now: dt.datetime) -> Claims:
    """Who the token is about. ``keys``: the JWKS of the issuer. Raises TokenError."""
    key, algorithm = _signed_by(_header(token), keys, expected.algorithms)
    try:
        registry = _Registry(algorithms=[algorithm], strict_check_header=False)
        payload = json.loads(jws.deserialize_compact(token, key, registry=registry).payload)
    except (JoseError, ValueError, TypeError) as error:
        raise TokenError(SIGNATURE) from error
    if not isinstance(payload, dict):
        raise TokenError(UNREADABLE)
    _check_parties(payload, expected)
    _check_times(payload, now)
    nonce = payload.get("nonce")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise TokenError(NONCE)
    subject = payload.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isprintable():
        raise TokenError(SUBJECT)
    email = payload.get("email") if payload.get("email_verified") is True else ""
    return Claims(
        issuer=expected.issuer,
        subject=subject,
        email=email if isinstance(email, str) else "",
        auth_time=_auth_time(payload, expected, now),
    )


def _header(token: str) -> dict[str, Any]:
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 3:
        raise TokenError(UNREADABLE)
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except ValueError as error:
        raise TokenError(UNREADABLE) from error
    if not isinstance(header, dict) or "crit" in header:
        raise TokenError(UNREADABLE)
    return header


def _signed_by(header: Mapping[str, Any], keys: Mapping[str, Any], allowed: Sequence[str]) -> tuple[Key, str]:
    """The issuer's key that the header names, fit for its algorithm. Without a name only if there is no choice."""
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS or algorithm not in allowed:
        raise TokenError(ALGORITHM)
    fitting = [key for key in signing_keys(keys) if _fits(key, algorithm)]
    kid = header.get("kid")
    named = [key for key in fitting if kid is None or key.get("kid") == kid]
    if len(named) != 1:
        raise TokenError(UNKNOWN_KEY)
    public = {name: value for name, value in named[0].items() if name in {"kty", "n", "e", "crv", "x", "y"}}
    try:
        key = JWKRegistry.import_key(public)
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise TokenError(UNKNOWN_KEY) from error
    return key, algorithm


def signing_keys(keys: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The keys of a JWKS that a token may be signed with: public ones, for signatures, long enough."""
    listed = keys.get("keys")
    found = [key for key in listed if isinstance(key, dict)] if isinstance(listed, list) else []
    return [key for key in found if key.get("use", "sig") == "sig" and any(_fits(key, name) for name in ALGORITHMS)]


def _fits(key: Mapping[str, Any], algorithm: str) -> bool:
    kind, curve = _KEY_OF[algorithm]
    if key.get("kty") != kind or key.get("alg", algorithm) != algorithm:
        return False
    if kind == "RSA":
        return isinstance(key.get("n"), str) and len(str(key["n"])) * 6 >= _SMALLEST_RSA
    return key.get("crv") == curve


def _check_parties(payload: Mapping[str, Any], expected: Expected) -> None:
    if payload.get("iss") != expected.issuer:
        raise TokenError(ISSUER)
    audience, party = payload.get("aud"), payload.get("azp")
    listed = [audience] if isinstance(audience, str) else audience
    if not isinstance(listed, list) or expected.client_id not in listed:
        raise TokenError(AUDIENCE)
    if (party is not None or len(listed) > 1) and party != expected.client_id:
        raise TokenError(AUDIENCE)


def _check_times(payload: Mapping[str, Any], now: dt.datetime) -> None:
    expires, issued = _moment(payload, "exp", EXPIRED), _moment(payload, "iat", ISSUED)
    if now - expires >= SKEW:
        raise TokenError(EXPIRED)
    if issued - now > SKEW or now - issued > OLDEST + SKEW:
        raise TokenError(ISSUED)
    if "nbf" in payload and _moment(payload, "nbf", ISSUED) - now > SKEW:
        raise TokenError(ISSUED)


def _auth_time(payload: Mapping[str, Any], expected: Expected, now: dt.datetime) -> dt.datetime | None:
    """When the person last showed there who they are; asked for in a step-up, so missing or older is refused."""
    if "auth_time" not in payload:
        if expected.fresh_since:
            raise TokenError(AUTH_TIME)
        return None
    found = _moment(payload, "auth_time", AUTH_TIME)
    if found - now > SKEW or (expected.fresh_since and expected.fresh_since - found > SKEW):
        raise TokenError(AUTH_TIME)
    return min(found, now)


def _moment(payload: Mapping[str, Any], name: str, kind: str) -> dt.datetime:
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenError(kind)
    try:
        return dt.datetime.fromtimestamp(value, tz=dt.UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise TokenError(kind) from error
