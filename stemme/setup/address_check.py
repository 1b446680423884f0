"""Asking an address from outside whether the pages answer there, with a real GET and a real POST (security.md T-33).

A proxy that writes its own name into Host lets every page be read and every form fail with 403, so only a POST tells.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass
from urllib.parse import urlsplit

from stemme.kit import outbound
from stemme.kit.addresses import Exemption
from stemme.kit.outbound import OutboundError

WORKS, UNWELL, STRANGER, OTHER_HOUSE, LINKS_HERE, HOST_REWRITTEN, NO_NAME, CERTIFICATE, INWARD, PORT, SILENT = (
    "works",
    "unwell",
    "stranger",
    "other-house",
    "links-here",
    "host-rewritten",
    "no-name",
    "certificate",
    "inward",
    "port",
    "silent",
)
SECONDS = 6.0
_LARGEST = 20_000
ECHO = "/setup/echo/"


@dataclass(frozen=True, slots=True)
class Checked:
    """What came back from this address. ``status``: of the answer that decided, 0 for none."""

    base: str
    outcome: str
    status: int = 0

    @property
    def good(self) -> bool:
        """True when everything is as it should be."""
        return self.outcome == WORKS


def proof_of(nonce: str, *, key: str) -> str:
    """What only this installation answers to a number used once."""
    return hmac.new(f"stemme.setup.echo:{key}".encode(), nonce.encode(), "sha256").hexdigest()


def exemption_for(base: str) -> tuple[Exemption, ...]:
    """Lets an address be asked that lies inside: only for one that the operator wrote into the settings."""
    place = urlsplit(base)
    return (Exemption(place.hostname or "", place.port),)


def check_pages(base: str, *, key: str, cookie: str, also: tuple[Exemption, ...] = ()) -> Checked:
    """Ask for the health, then send a form as a browser would. Waits for the network, some seconds at most.

    ``key``: the installation's secret; ``cookie``: the name of the cookie with the form's token.
    """
    try:
        answer = outbound.fetch(
            f"{base}/healthz", accept="application/json", max_bytes=_LARGEST, deadline=SECONDS, also=also
        )
        here = outcome_of(answer.status, answer.body)
        if here != WORKS or answer.url != f"{base}/healthz":
            return Checked(base, here if here != WORKS else STRANGER, answer.status)
        return _send_a_form(base, key=key, cookie=cookie, also=also)
    except OutboundError as error:
        return Checked(base, reason_of(error))


def _send_a_form(base: str, *, key: str, cookie: str, also: tuple[Exemption, ...]) -> Checked:
    nonce, token = secrets.token_hex(16), secrets.token_hex(16)
    answer = outbound.send_form(
        f"{base}{ECHO}",
        {"nonce": nonce, "csrfmiddlewaretoken": token},
        accept="application/json",
        max_bytes=_LARGEST,
        headers={"Origin": base, "Cookie": f"{cookie}={token}"},
        also=also,
    )
    if answer.status in {400, 403}:
        return Checked(base, HOST_REWRITTEN, answer.status)
    told = _told(answer.body)
    mine = hmac.compare_digest(str(told.get("proof", "")), proof_of(nonce, key=key))
    if answer.status != 200 or "proof" not in told:
        return Checked(base, STRANGER, answer.status)
    return Checked(base, WORKS if mine else OTHER_HOUSE, answer.status)


def outcome_of(status: int, body: bytes) -> str:
    """Whether this is how the pages tell of their health. A 400 is Django's answer to a name that is nobody's. Pure."""
    told = _told(body)
    if "last_flush_seconds" in told:
        return LINKS_HERE
    if "databases" not in told:
        return HOST_REWRITTEN if status == 400 else STRANGER
    return WORKS if status == 200 else UNWELL


def _told(body: bytes) -> dict[str, object]:
    try:
        told = json.loads(body)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def reason_of(error: OutboundError) -> str:
    """Why nothing came back. It is the operator's or an owner's own name, so they may learn more than about others."""
    if error.kind in {outbound.ADDRESS, outbound.REFUSED}:
        return PORT
    detail = error.detail
    if "no address for" in detail:
        return NO_NAME
    if "CERTIFICATE" in detail or "certificate" in detail:
        return CERTIFICATE
    return INWARD if "points inward" in detail else SILENT
