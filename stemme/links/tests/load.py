"""A client that presses links as fast as it can and counts the answers it got whole.

Run as a program (``python -m stemme.links.tests.load ADDRESS SECONDS CONNECTIONS CODE …``) it prints them as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:{0}.0) Gecko/20100101 Firefox/{0}.0"


@dataclass
class Counts:
    """Requests sent, and whole answers received by kind."""

    sent: int = 0
    redirects: int = 0
    refused: int = 0
    other: int = 0


def request_for(host: str, code: str, number: int) -> bytes:
    """One request on a connection that is kept open."""
    agent = BROWSER.format(100 + number % 40)
    return f"GET /s/{code} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: {agent}\r\n\r\n".encode()


async def press(
    address: str, codes: list[str], *, seconds: float, connections: int, until_refused: bool = False
) -> Counts:
    """Press for this long, until the server is gone, or, if wanted, until it refuses a click."""
    counts = Counts()
    parts = urlsplit(address)
    requests = [request_for(parts.netloc, code, number) for number, code in enumerate(codes)]
    until = time.monotonic() + seconds
    runs = (
        _one(parts.hostname or "", parts.port or 80, requests, n, until, counts, until_refused)
        for n in range(connections)
    )
    await asyncio.gather(*runs)
    return counts


async def _one(
    host: str, port: int, requests: list[bytes], first: int, until: float, counts: Counts, until_refused: bool
) -> None:
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return
    number = first
    try:
        while time.monotonic() < until and not (until_refused and counts.refused):
            writer.write(requests[number % len(requests)])
            counts.sent += 1
            number += 1
            await _answer(reader, counts)
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader, counts: Counts) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head[9:12]
    lower = head.lower()
    if b"content-length: " in lower:
        length = int(lower.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0])
        await reader.readexactly(length)
    if status == b"302":
        counts.redirects += 1
    elif status == b"503":
        counts.refused += 1
    else:
        counts.other += 1


if __name__ == "__main__":
    _, target, length, width, *wanted = sys.argv
    counted = asyncio.run(press(target, wanted, seconds=float(length), connections=int(width)))
    sys.stdout.write(json.dumps(asdict(counted)) + "\n")
