"""What stands in a file of the click log: one line for each batch of clicks, with its checksum in front.

    5d41402a [[1,7,1763779200000,"human","",-81234,"linkedin.com",5512],…]

A line counts only when it is whole. Files are made of zeros first, so behind the last line there may be zeros.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from zlib import crc32

#: organisation, link, at (ms since 1970, UTC), class, reason, visitor, referrer, place: the inbox's columns, in order.
Row = tuple[int, int, int, str, str, int | None, str, int | None]
COLUMNS = ("organisation_id", "link_id", "at", "hit", "reason", "visitor", "referrer", "place")
ENDING = ".clicks"
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


class DamagedLineError(Exception):
    """A whole line that is not what was written."""


def line_of(rows: Sequence[Row]) -> bytes:
    """The batch as a line."""
    content = _encode(rows).encode()
    return b"%08x %b\n" % (crc32(content), content)


def rows_of(line: bytes) -> list[Row]:
    """The batch of a line without its end. Raises DamagedLineError."""
    checksum, _, content = line.partition(b" ")
    try:
        if int(checksum, 16) == crc32(content):
            return [tuple(row) for row in json.loads(content)]
    except ValueError:
        pass
    raise DamagedLineError(f"{len(line)} bytes do not match their checksum")


def whole_lines(content: bytes) -> bytes:
    """The beginning of the content up to its last line end, that included."""
    return content[: content.rfind(b"\n") + 1]
