"""Asking networks for public counts, through the guarded door: https, no redirects, small answers, five seconds."""

from __future__ import annotations

from stemme.kit import outbound
from stemme.kit.outbound import OutboundError

DEADLINE_SECONDS = 5.0
#: Twenty-five posts with their cards are some 200 kB, a status some 10.
MOST_BYTES = 1_000_000
_AGENT = {"User-Agent": "Stemme/1.0 (public counts of an employee's own posts, at their wish)"}
#: Too many questions; not for everybody; not there any more; a question it does not understand; everything else.
BUSY, CLOSED, GONE, REFUSED, FAILED = "busy", "closed", "gone", "refused", "failed"
_KINDS = {429: BUSY, 401: CLOSED, 403: CLOSED, 404: GONE, 410: GONE}


class AskError(Exception):
    """The network gave no answer to take numbers from. ``wait``: its Retry-After, word for word."""

    def __init__(self, kind: str, *, wait: str = "") -> None:
        super().__init__(kind)
        self.kind = kind
        self.wait = wait


def ask(url: str) -> bytes:
    """The body of the answer to one question. Raises AskError."""
    if not url.startswith("https://"):
        raise AskError(FAILED)
    try:
        answer = outbound.fetch(
            url,
            accept="application/json",
            max_bytes=MOST_BYTES,
            deadline=DEADLINE_SECONDS,
            headers=_AGENT,
            redirects=0,
        )
    except OutboundError as error:
        raise AskError(FAILED) from error
    if answer.status == 200:
        return answer.body
    wait = answer.headers.get("retry-after", "")
    # A server that is being mended says when to come back as one that is asked too often does.
    other = REFUSED if 400 <= answer.status < 500 else BUSY if answer.status == 503 and wait else FAILED
    kind = _KINDS.get(answer.status, other)
    raise AskError(kind, wait=wait)
