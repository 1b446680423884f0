"""The other end of ``apart.py``: one foreign document on standard input, what it says on standard output.

Started as ``python -m stemme.library.child``. The first line in is JSON (what to do, address, headers), the rest the
bytes; the first line out is JSON, the rest the picture, if one was asked for.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from typing import Any

from stemme.kit.apart import hold_to

#: Ceilings of T-17 and T-20.
CPU_SECONDS = 10
MEMORY_BYTES = 512 * 1024 * 1024


def main() -> None:
    """Set the limits first, then read what came."""
    hold_to(cpu_seconds=CPU_SECONDS, memory_bytes=MEMORY_BYTES)
    order = json.loads(sys.stdin.buffer.readline())
    answer, picture = _done(order, sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(answer, default=str).encode() + b"\n" + picture)


def _done(order: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    # Imported here, so that the limits hold for the parsers' own loading too.
    if order["do"] == "picture":
        from stemme.media.picture_files import PictureError, remade

        try:
            return {}, remade(body)
        except PictureError as error:
            return {"error": str(error)}, b""
    if order["do"] == "logo":
        from stemme.library.logo_files import remade_logo
        from stemme.media.picture_files import PictureError

        try:
            return {}, remade_logo(body)
        except PictureError as error:
            return {"error": str(error)}, b""
    if order["do"] == "page":
        from stemme.library.unfurl import read_page

        return dataclasses.asdict(read_page(body, order["headers"], order["url"])), b""
    if order["do"] == "target":
        from stemme.library.guidelines.target import read_target

        return dataclasses.asdict(read_target(body, order["headers"], order["url"])), b""
    if order["do"] == "opml":
        from stemme.library.opml import OpmlError, read_opml

        try:
            return {"feeds": [dataclasses.asdict(one) for one in read_opml(body)]}, b""
        except OpmlError as error:
            return {"error": error.reason}, b""
    from stemme.library.feeds import FeedError, read_feed

    try:
        return dataclasses.asdict(read_feed(body, order["headers"], order["url"])), b""
    except FeedError as error:
        return {"error": error.reason}, b""


if __name__ == "__main__":
    main()
