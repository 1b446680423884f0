"""What is asked of a sign-in, server to server, through the guarded door (T-13). No redirect is followed."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

from stemme.kit import outbound
from stemme.kit.addresses import OPEN_PORTS, Exemption
from stemme.kit.outbound import OutboundError
from stemme.oidc import discovery
from stemme.oidc.discovery import DiscoveryError, Metadata, Problem

_AGENT = {"User-Agent": "Stemme/1.0 (sign-in)"}
_LARGEST = 200_000
#: What can go wrong besides discovery's problems.
UNREACHABLE, NOT_THERE, NOT_JSON, NO_KEYS = "unreachable", "not_there", "not_json", "no_keys"
#: What the token endpoint may say; the rest is FAILED.
CODE_REFUSED, CLIENT_REFUSED, FAILED = "code_refused", "client_refused", "failed"


class AskError(Exception):
    """The sign-in did not answer as it should. ``kind`` is all that people learn."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Client:
    """Who we are at the sign-in. ``local``: this installation is for one machine alone."""

    client_id: str
    secret: str
    redirect_uri: str
    local: bool


def read_metadata(issuer: str, *, local: bool) -> Metadata:
    """Fetch and judge what a sign-in says about itself. Raises DiscoveryError."""
    if problem := discovery.address_problem(issuer, local=local):
        raise DiscoveryError((problem,))
    address = discovery.document_address(issuer)
    try:
        return discovery.read(_json(address, local=local), issuer=issuer, local=local)
    except AskError as error:
        raise DiscoveryError((Problem(error.kind, address),)) from error


def read_keys(metadata: Metadata, *, local: bool) -> dict[str, Any]:
    """Fetch the public keys (JWKS). Raises AskError."""
    found = _json(metadata.jwks_uri, local=local)
    keys = found.get("keys")
    if not isinstance(keys, list) or not keys:
        raise AskError(NO_KEYS)
    return {"keys": [key for key in keys if isinstance(key, dict)][:50]}


def redeem(metadata: Metadata, client: Client, *, code: str, verifier: str) -> str:
    """Give a code for the ID token. Raises AskError."""
    fields = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "code_verifier": verifier,
    }
    headers = dict(_AGENT)
    if metadata.basic:
        # RFC 6749, 2.3.1: both are form-encoded before they are joined.
        pair = f"{quote_plus(client.client_id)}:{quote_plus(client.secret)}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        fields |= {"client_id": client.client_id, "client_secret": client.secret}
    url = metadata.token_endpoint
    try:
        answer = outbound.send_form(
            url, fields, accept="application/json", max_bytes=_LARGEST, headers=headers, also=_own(url, client.local)
        )
    except OutboundError as error:
        raise AskError(UNREACHABLE) from error
    said = _object(answer.body)
    if answer.status != 200:
        named = {"invalid_grant": CODE_REFUSED, "invalid_client": CLIENT_REFUSED, "unauthorized_client": CLIENT_REFUSED}
        raise AskError(named.get(str(said.get("error")), FAILED))
    token = said.get("id_token")
    if not isinstance(token, str):
        raise AskError(FAILED)
    return token


def _json(url: str, *, local: bool) -> dict[str, Any]:
    try:
        answer = outbound.fetch(
            url, accept="application/json", max_bytes=_LARGEST, headers=_AGENT, also=_own(url, local)
        )
    except OutboundError as error:
        raise AskError(UNREACHABLE) from error
    if answer.status != 200 or answer.url != url:
        raise AskError(NOT_THERE)
    found = _object(answer.body)
    if not found:
        raise AskError(NOT_JSON)
    return found


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _own(url: str, local: bool) -> tuple[Exemption, ...]:
    """A sign-in on this very machine may be asked while the installation is for this machine alone."""
    parts = urlsplit(url)
    if not local or discovery.address_problem(url, local=True) or parts.hostname not in discovery.LOOPBACK:
        return ()
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return (Exemption(str(parts.hostname), None if port in OPEN_PORTS else port),)
