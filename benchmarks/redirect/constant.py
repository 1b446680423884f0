"""The fastest this server can be: the same answer for everybody, nothing looked up, nothing kept."""

from __future__ import annotations

from typing import Any

_START = {
    "type": "http.response.start",
    "status": 302,
    "headers": [
        (b"location", b"https://nordlys.example/"),
        (b"cache-control", b"private, no-store"),
        (b"content-length", b"0"),
    ],
}
_END = {"type": "http.response.body", "body": b""}


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """A 302 to everything."""
    if scope["type"] == "http":
        await send(_START)
        await send(_END)
    elif scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})
