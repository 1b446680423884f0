"""Handing one signed document to one foreign address."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from stemme.kit.addresses import read_exemptions
from stemme.kit.outbound import DEADLINE_SECONDS, Door, OutboundError
from stemme.outcomes.doors.signing import signature

_MAX_BYTES = 64 * 1024
_GONE = 410


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it: ``words`` are the status number, or why there was none (see kit/outbound.py)."""

    taken: bool
    gone: bool
    words: str


def post(url: str, body: bytes, *, secret: str, event_id: str, now: dt.datetime) -> Answer:
    """Post the body, signed. Any status from 200 to 299 is taken; 410 says that nobody wants more."""
    door = Door(exemptions=read_exemptions(settings.INTRANET_HOSTS))
    headers = {
        "User-Agent": "Stemme/1.0 (webhook)",
        "Content-Type": "application/json; charset=utf-8",
        "Stemme-Event-Id": event_id,
        "Stemme-Signature": signature(body, secret=secret, at=int(now.timestamp())),
    }
    try:
        answer = door.send(url, body, headers=headers, max_bytes=_MAX_BYTES, deadline=DEADLINE_SECONDS)
    except OutboundError as error:
        return Answer(False, False, error.kind)
    return Answer(200 <= answer.status < 300, answer.status == _GONE, str(answer.status))


def problem_of(url: str) -> str:
    """Why leads cannot be sent to this address: "address", "refused", "open" (without encryption), or ""."""
    exemptions = read_exemptions(settings.INTRANET_HOSTS)
    try:
        parsed = Door(exemptions=exemptions).checked(url)
    except OutboundError as error:
        return error.kind
    host, port = parsed.raw_host.decode("ascii").strip("[]"), parsed.port or 80
    # Names and addresses leave encrypted, unless the operator opened this very host of the own network.
    if parsed.scheme != "https" and not any(one.opens(host, port) for one in exemptions):
        return "open"
    return ""
