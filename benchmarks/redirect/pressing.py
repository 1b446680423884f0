"""Run as a program: ``ADDRESS SECONDS CONNECTIONS [CODE …]``. Our own client, for machines without wrk and for pages.

Presses the links, or asks for the address itself when there are no codes, on connections that stay open, and prints how
many whole answers came and the 99th percentile of their times as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from urllib.parse import urlsplit

from stemme.links.tests.load import request_for


async def _one(host: str, port: int, requests: list[bytes], first: int, until: float, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    number = first
    try:
        while (began := time.monotonic()) < until:
            writer.write(requests[number % len(requests)])
            number += 1
            await _whole_answer(reader)
            times.append(time.monotonic() - began)
    finally:
        writer.close()


async def _whole_answer(reader: asyncio.StreamReader) -> None:
    head = await reader.readuntil(b"\r\n\r\n")
    if head[9:10] not in b"23":
        raise RuntimeError(head.decode("latin-1"))
    lower = head.lower()
    if b"content-length: " in lower:
        await reader.readexactly(int(lower.split(b"content-length: ", 1)[1].split(b"\r\n", 1)[0]))
    elif b"transfer-encoding: chunked" in lower:
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()


async def press(address: str, codes: list[str], *, seconds: float, connections: int) -> list[float]:
    """Seconds that each answer took."""
    parts = urlsplit(address)
    host, port = parts.hostname or "", parts.port or 80
    page = f"GET {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode()
    requests = [request_for(parts.netloc, code, number) for number, code in enumerate(codes)] or [page]
    times: list[float] = []
    until = time.monotonic() + seconds
    await asyncio.gather(*(_one(host, port, requests, first, until, times) for first in range(connections)))
    return times


if __name__ == "__main__":
    _, target, length, width, *wanted = sys.argv
    took = sorted(asyncio.run(press(target, wanted, seconds=float(length), connections=int(width))))
    late = took[min(len(took) - 1, len(took) * 99 // 100)]
    sys.stdout.write(json.dumps({"answers": len(took), "p99": late * 1000}) + "\n")
