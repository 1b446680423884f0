"""The page a story leads to, fetched through the guarded door, read apart, judged."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image

from stemme.kit.outbound import OutboundError
from stemme.library.apart import PageError, target_apart
from stemme.library.fetching import UNREADABLE, NotReadError, fetch_page_bytes
from stemme.library.guidelines.target import Card, Fault, card_of, faults
from stemme.library.pictures import fetch_picture


@dataclass(frozen=True, slots=True)
class Look:
    """What was found. ``problem`` is a key of wording.py when nothing could be read; then there is no card."""

    problem: str = ""
    card: Card | None = None
    faults: tuple[Fault, ...] = ()


def look_at(url: str, *, languages: frozenset[str]) -> Look:
    """Fetch the page and its picture, and say what networks will make of them.

    Waits for foreign servers, at most two deadlines of the door. Never says more of what did not work than the door
    does, so that it cannot be used to map an inner network (T-13).
    """
    try:
        answer = fetch_page_bytes(url)
        target = target_apart(answer.body, answer.headers, answer.url)
    except OutboundError as error:
        return Look(problem=error.kind)
    except NotReadError as error:
        return Look(problem=error.reason)
    except PageError:
        return Look(problem=UNREADABLE)
    size = _size_of(target.image)
    return Look(card=card_of(target, size), faults=tuple(faults(target, asked=url, size=size, languages=languages)))


def _size_of(image: str) -> tuple[int, int]:
    """Width and height of the picture as it can be fetched, large ones as we keep them; (0, 0) for none."""
    jpeg = fetch_picture(image)
    if jpeg is None:
        return 0, 0
    with Image.open(io.BytesIO(jpeg), formats=("JPEG",)) as picture:
        return picture.size
