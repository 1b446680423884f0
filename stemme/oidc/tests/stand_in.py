"""A sign-in on this machine whose every word the test decides: discovery, keys and tokens over real connections."""

from __future__ import annotations

import http.server
import json
import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.utils import timezone

from stemme.oidc import client_secrets, discovery
from stemme.oidc.models import Provider
from stemme.oidc.tests.tokens import CLIENT, claims, jwks, signed


@dataclass
class StandIn:
    """What it answers, and what it was asked."""

    document: dict[str, Any] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)
    token: tuple[int, dict[str, Any]] = (200, {})
    asked: list[tuple[str, dict[str, str], dict[str, list[str]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        stage = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                stage.note(self.path, dict(self.headers), {})
                found = {discovery.WELL_KNOWN: stage.document, "/jwks": stage.keys}.get(self.path)
                self.say(404 if found is None else 200, found or {})

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                stage.note(self.path, dict(self.headers), parse_qs(sent))
                self.say(*stage.token)

            def say(self, status: int, found: dict[str, Any]) -> None:
                body = json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Silent."""

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.reset()

    def note(self, path: str, headers: dict[str, str], sent: dict[str, list[str]]) -> None:
        self.asked.append((path, headers, sent))

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def reset(self) -> None:
        """As it is when nothing is wrong."""
        self.asked.clear()
        self.keys = jwks(("one", "RSA"))
        self.token = (400, {"error": "invalid_grant"})
        self.document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        }

    def gives(self, token: str) -> None:
        """The next code is worth this token."""
        self.token = (200, {"id_token": token, "access_token": "not used", "token_type": "Bearer"})

    def asked_for(self, path: str) -> int:
        return len([1 for asked, _headers, _sent in self.asked if asked == path])

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def provider_at(stand_in: StandIn, organisation: object, **changed: object) -> Provider:
    """The row that connects an organisation with it."""
    now = timezone.now()
    metadata = discovery.read(stand_in.document, issuer=stand_in.issuer, local=True)
    said = {
        "name": "Nordlys account",
        "issuer": stand_in.issuer,
        "client_id": CLIENT,
        "client_secret": client_secrets.sealed("s3cret", organisation_id=organisation.id),
        "metadata": metadata.stored(),
        "read_at": now,
        "keys": stand_in.keys,
        "keys_read_at": now,
        "changed_at": now,
    }
    return Provider.objects.create(organisation=organisation, **{**said, **changed})


@dataclass
class Begun:
    """A sign-in that was begun in some browser."""

    client: Any
    sent: dict[str, str]
    organisation: str = "nordlys"

    def claims(self, **changed: Any) -> dict[str, Any]:
        """What a good token for this attempt says."""
        issuer = changed.pop("iss", self.sent["issuer"])
        return claims(timezone.now(), iss=issuer, **{"nonce": self.sent["nonce"], **changed})

    def token(self, **changed: Any) -> str:
        return signed(self.claims(**changed))

    def answer(self, **changed: Any) -> Any:
        """The browser comes back; None leaves a parameter out."""
        said = {"code": "c-1", "state": self.sent["state"], "iss": self.sent["issuer"], **changed}
        query = {name: value for name, value in said.items() if value is not None}
        return self.client.get(f"/company-sign-in/{self.organisation}/answer/", query)


def begin(client: Any, stand_in: StandIn, path: str = "/company-sign-in/nordlys/", **query: str) -> Begun:
    """Press the button in this browser."""
    response = client.get(path, query)
    assert response.status_code == 302, response.status_code
    address = urlsplit(response.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == f"{stand_in.issuer}/authorize"
    sent = {name: values[0] for name, values in parse_qs(address.query).items()}
    return Begun(client, {**sent, "issuer": stand_in.issuer})
