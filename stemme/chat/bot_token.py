"""Does this call to our bot's address come from Microsoft's bot service, for our bot? Pure.

learn.microsoft.com, "Authentication with the Bot Connector API", section "Authenticate requests from the Bot Connector
service to your bot": all of its requirements, without leniency (security.md T-25).
"""

from __future__ import annotations

import base64
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from joserfc.jws import JWSRegistry

#: The service's own allowance for clocks.
SKEW = dt.timedelta(minutes=5)
LONGEST = 20_000
_ALGORITHM = "RS256"
_SMALLEST_RSA = 2048
CHANNEL = "msteams"
#: What can be wrong.
UNREADABLE, UNKNOWN_KEY, SIGNATURE, ISSUER, AUDIENCE, TIME, SERVICE, ENDORSEMENT = (
    "unreadable",
    "unknown_key",
    "signature",
    "issuer",
    "audience",
    "time",
    "service",
    "endorsement",
)


class TokenError(Exception):
    """The call is refused; ``kind`` names what is wrong with its token."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def check(
    header: str, keys: Mapping[str, Any], *, issuer: str, app_id: str, service_url: str, now: dt.datetime
) -> None:
    """Raise TokenError unless the Authorization header is good for a call about ``service_url`` in Teams.

    ``keys``: the JWKS of the bot service.
    """
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or len(token) > LONGEST:
        raise TokenError(UNREADABLE)
    key = _key(token, keys)
    payload = _payload(token, key)
    if payload.get("iss") != issuer:
        raise TokenError(ISSUER)
    if payload.get("aud") != app_id:
        raise TokenError(AUDIENCE)
    if now - _moment(payload, "exp") >= SKEW or _moment(payload, "nbf") - now > SKEW:
        raise TokenError(TIME)
    if not service_url or payload.get("serviceurl", payload.get("serviceUrl")) != service_url:
        raise TokenError(SERVICE)
    endorsed = key.get("endorsements")
    if not isinstance(endorsed, list) or CHANNEL not in endorsed:
        raise TokenError(ENDORSEMENT)


def _key(token: str, keys: Mapping[str, Any]) -> dict[str, Any]:
    parts = token.split(".")
    try:
        header = json.loads(base64.urlsafe_b64decode(parts[0] + "=" * (-len(parts[0]) % 4)))
    except (ValueError, RecursionError) as error:
        raise TokenError(UNREADABLE) from error
    if len(parts) != 3 or not isinstance(header, dict) or "crit" in header or header.get("alg") != _ALGORITHM:
        raise TokenError(UNREADABLE)
    kid = header.get("kid")
    listed = keys.get("keys")
    found = [key for key in listed if isinstance(key, dict)] if isinstance(listed, list) else []
    named = [key for key in found if isinstance(kid, str) and key.get("kid") == kid and key.get("kty") == "RSA"]
    if len(named) != 1 or len(str(named[0].get("n", ""))) * 6 < _SMALLEST_RSA:
        raise TokenError(UNKNOWN_KEY)
    return named[0]


def _payload(token: str, key: Mapping[str, Any]) -> dict[str, Any]:
    try:
        public = RSAKey.import_key({"kty": "RSA", "n": key["n"], "e": key["e"]})
        registry = JWSRegistry(algorithms=[_ALGORITHM], strict_check_header=False)
        payload = json.loads(jws.deserialize_compact(token, public, registry=registry).payload)
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise TokenError(SIGNATURE) from error
    if not isinstance(payload, dict):
        raise TokenError(UNREADABLE)
    return payload


def _moment(payload: Mapping[str, Any], name: str) -> dt.datetime:
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenError(TIME)
    try:
        return dt.datetime.fromtimestamp(value, tz=dt.UTC)
    except (OverflowError, OSError, ValueError) as error:
        raise TokenError(TIME) from error
