"""Asking an organisation's own domain whether our links' process answers there."""

from __future__ import annotations

import json
from dataclasses import dataclass

from stemme.kit import outbound
from stemme.kit.addresses import Exemption
from stemme.kit.outbound import OutboundError

WORKS, UNWELL, STRANGER = "works", "unwell", "stranger"
#: Longer than a proxy takes that has to get its certificate first would keep the page waiting.
SECONDS = 6.0
_LARGEST = 20_000


@dataclass(frozen=True, slots=True)
class Checked:
    """What came back. ``outcome``: ``works``, ``unwell`` (it is us, with a trouble of our own), ``stranger`` (somebody
    else answers, with this ``status``), or the kind of an OutboundError.
    """

    url: str
    outcome: str
    status: int = 0


def check_domain(base: str, *, also: tuple[Exemption, ...] = ()) -> Checked:
    """Ask for ``/healthz`` below this address (redirect/answers.py). Waits for the network, at most SECONDS.

    ``also``: lets an address inside be asked, when it is the operator's own.
    """
    url = f"{base}/healthz"
    try:
        answer = outbound.fetch(url, accept="application/json", max_bytes=_LARGEST, deadline=SECONDS, also=also)
    except OutboundError as error:
        return Checked(url, error.kind)
    if answer.url != url:
        return Checked(url, STRANGER, answer.status)
    return Checked(url, outcome_of(answer.status, answer.body), answer.status)


def outcome_of(status: int, body: bytes) -> str:
    """Whether this is how the links' process tells of its health. Pure."""
    try:
        told = json.loads(body)
    except ValueError:
        return STRANGER
    # The pages tell of their health as well; only the links know a last flush.
    if not isinstance(told, dict) or "last_flush_seconds" not in told:
        return STRANGER
    return WORKS if status == 200 else UNWELL
