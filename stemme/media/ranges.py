"""Parts of a file, as players ask for them (RFC 9110, section 14). Pure."""

from __future__ import annotations

import re

_ONE = re.compile(r"^bytes=(\d{0,18})-(\d{0,18})$")


class NotInFileError(Exception):
    """The part that is asked for begins behind the end: 416."""


def part_of(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte that ``Range`` asks for of a file of ``size`` bytes; None for all of it.

    What is no range of bytes, and several at once, is answered with the whole file, as the RFC allows. Raises
    NotInFileError.

    >>> part_of("bytes=0-99", 500), part_of("bytes=-100", 500), part_of("bytes=400-", 500), part_of("", 500)
    ((0, 99), (400, 499), (400, 499), None)
    """
    found = _ONE.match(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        if int(last) == 0 or size == 0:
            raise NotInFileError
        return max(0, size - int(last)), size - 1
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NotInFileError
    return int(first), min(int(last), size - 1) if last else size - 1
