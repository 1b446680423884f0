"""Many ids in few letters, so that a fact can say whom a file contained. Pure."""

from __future__ import annotations

from collections.abc import Iterable


def written(ids: Iterable[int]) -> str:
    """The ids as ranges, in order.

    >>> written([7, 3, 4, 5, 9])
    '3-5,7,9'
    """
    parts: list[list[int]] = []
    for number in sorted(set(ids)):
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in parts)


def holds(text: str, number: int) -> bool:
    """Whether the id is among those that ``written`` wrote down.

    >>> holds("3-5,7,9", 4), holds("3-5,7,9", 6)
    (True, False)
    """
    for part in text.split(",") if text else ():
        first, _, last = part.partition("-")
        if int(first) <= number <= int(last or first):
            return True
    return False
