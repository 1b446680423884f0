"""A sign-in that is under way: what the browser keeps until the answer comes, and where it is sent. Pure."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from stemme.oidc.discovery import Metadata

#: What the sign-in is for: coming in; showing that it is still the same person; connecting the account with a person
#: who is in already.
ENTER, STEP_UP, CONNECT = "enter", "step_up", "connect"
#: An answer must come within this time.
LASTS = dt.timedelta(minutes=10)
SCOPE = "openid email"


@dataclass(frozen=True, slots=True)
class Attempt:
    """``issuer``: whom it was sent to, so that nobody else can answer. ``person_id``: who asks, for all but ENTER.

    ``proved`` is set once the answer was found good and only the person's yes to taking part is missing.
    """

    organisation: str
    issuer: str
    purpose: str
    person_id: int | None
    to: str
    state: str
    nonce: str
    verifier: str
    started: dt.datetime
    proved: dt.datetime | None = None
    joining: int | None = None

    def over(self, now: dt.datetime) -> bool:
        """True when the answer comes too late, or from the future."""
        return not dt.timedelta() <= now - self.started <= LASTS

    def waiting(self, person_id: int, *, proved: dt.datetime | None) -> Attempt:
        """The same after a good answer of somebody who has not joined yet."""
        return replace(self, joining=person_id, proved=proved, state="", nonce="", verifier="")


def begin(*, organisation: str, issuer: str, purpose: str, person_id: int | None, to: str, now: dt.datetime) -> Attempt:
    """A new attempt with fresh secrets of 256 bits each."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Attempt(organisation, issuer, purpose, person_id, to, state, nonce, verifier, now)


def written(attempt: Attempt) -> str:
    """As text, for the cookie."""
    return json.dumps(asdict(attempt), default=dt.datetime.isoformat, separators=(",", ":"))


def read(text: str) -> Attempt:
    """From that text. Raises ValueError, TypeError or KeyError for another."""
    found = json.loads(text)
    proved = found.pop("proved")
    return Attempt(
        **{**found, "started": dt.datetime.fromisoformat(found["started"])},
        proved=dt.datetime.fromisoformat(proved) if proved else None,
    )


def address(attempt: Attempt, metadata: Metadata, *, client_id: str, redirect_uri: str) -> str:
    """Where the browser goes: code flow with state, nonce and PKCE (S256). A step-up asks for a fresh sign-in."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(attempt.verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "scope": SCOPE,
        "state": attempt.state,
        "nonce": attempt.nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    if attempt.purpose == STEP_UP:
        asked |= {"prompt": "login", "max_age": "0"}
    parts = urlsplit(metadata.authorization_endpoint)
    query = [*parse_qsl(parts.query, keep_blank_values=True), *asked.items()]
    return urlunsplit(parts._replace(query=urlencode(query), fragment=""))
