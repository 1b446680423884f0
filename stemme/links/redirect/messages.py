"""The ASGI messages that are sent, made once where that is possible. Nothing here ever sets a cookie."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]

_ALWAYS = [
    (b"cache-control", b"private, no-store"),
    (b"x-robots-tag", b"noindex"),
    (b"referrer-policy", b"same-origin"),
]
_WITH_BODY = [
    *_ALWAYS,
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_STRICT = (b"strict-transport-security", b"max-age=31536000")
#: The end of an answer without a body.
NO_BODY: Message = {"type": "http.response.body", "body": b""}


def strictly(send: Send) -> Send:
    """The same sender for a host with a certificate: from now on browsers come by HTTPS. Names below are not ours."""

    def sending(message: Message) -> Awaitable[None]:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], _STRICT]}
        return send(message)

    return sending


def redirect_to(target: str, *, strict: bool = False) -> Message:
    """The head of a 302 to an address in ASCII; ``strict``: from a host with a certificate, as in ``strictly``."""
    headers = [(b"location", target.encode("ascii")), *_ALWAYS, (b"content-length", b"0")]
    if strict:
        headers.append(_STRICT)
    return {"type": "http.response.start", "status": 302, "headers": headers}


def page(status: int, body: bytes, *, policy: bytes, extra: tuple[tuple[bytes, bytes], ...] = ()) -> Message:
    """The head of an HTML page with a content security policy of its own."""
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", policy),
        *_WITH_BODY,
        *extra,
    ]
    return {"type": "http.response.start", "status": status, "headers": headers}


def plain(status: int, body: bytes, *, kind: bytes) -> Message:
    """The head of a short answer for programs."""
    policy = b"default-src 'none'; frame-ancestors 'none'"
    headers = [
        (b"content-type", kind),
        (b"content-length", b"%d" % len(body)),
        (b"content-security-policy", policy),
        *_WITH_BODY,
    ]
    return {"type": "http.response.start", "status": status, "headers": headers}


def body(content: bytes) -> Message:
    """The whole body of an answer."""
    return {"type": "http.response.body", "body": content}
