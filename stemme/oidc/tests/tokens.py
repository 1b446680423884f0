"""A sign-in of the tests' own: keys, tokens that it signs, and every way to spoil one."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import json
from functools import cache

from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

ISSUER, CLIENT, NONCE = "https://login.nordlys.example/staff", "stemme-client", "n-0S6_WzA2Mj"
ALL = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")


@cache
def key(name: str, kind: str = "RSA"):
    """A key of that name, made once."""
    made = {"RSA": lambda: RSAKey.generate_key(2048), "EC": lambda: ECKey.generate_key("P-256"),
            "OKP": lambda: OKPKey.generate_key("Ed25519")}  # fmt: skip
    return made[kind]()


def jwks(*keys):
    """The public keys as a sign-in shows them: (name, kind) each."""
    return {"keys": [{**key(name, kind).as_dict(private=False), "kid": name, "use": "sig"} for name, kind in keys]}


def claims(now: dt.datetime, **changed):
    """What a good token says; None takes a claim away."""
    moment = int(now.timestamp())
    said = {
        "iss": ISSUER, "aud": CLIENT, "sub": "cleo-1", "nonce": NONCE, "iat": moment, "exp": moment + 300,
        "email": "cleo@nordlys.example", "email_verified": True,
    }  # fmt: skip
    return {name: value for name, value in {**said, **changed}.items() if value is not None}


def signed(payload, *, name: str = "one", kind: str = "RSA", alg: str = "RS256", **header) -> str:
    """A token signed by the key of that name."""
    said = {key: value for key, value in {"alg": alg, "kid": name, "typ": "JWT", **header}.items() if value is not None}
    signer = "Ed25519" if alg == "EdDSA" else alg

    class Registry(JWSRegistry):
        algorithms = {alg: JWSRegistry.algorithms[signer]}

    registry = Registry(algorithms=[alg], strict_check_header=False)
    return jws.serialize_compact(said, json.dumps(payload), key(name, kind), registry=registry)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def unsigned(payload) -> str:
    """alg none."""
    return f"{_b64(json.dumps({'alg': 'none', 'kid': 'one'}).encode())}.{_b64(json.dumps(payload).encode())}."


def signed_with_public_key(payload, alg: str = "HS256") -> str:
    """HS256, with the text of the RSA public key as the shared secret."""
    secret = key("one").as_pem(private=False)
    body = f"{_b64(json.dumps({'alg': alg, 'kid': 'one'}).encode())}.{_b64(json.dumps(payload).encode())}"
    return f"{body}.{_b64(hmac.new(secret, body.encode(), hashlib.sha256).digest())}"


def spoilt(token: str) -> str:
    """A letter of the signature is another."""
    head, _, tail = token.rpartition(".")
    return f"{head}.{tail[:10]}{'A' if tail[10] != 'A' else 'B'}{tail[11:]}"
