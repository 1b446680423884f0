"""What would be read from a file or address, or why it is refused, as one JSON object."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from stemme.kit.outbound import OutboundError
from stemme.library.apart import PageError, feed_apart, page_apart
from stemme.library.feeds import MOST_BYTES, TOO_LARGE, Feed, FeedError
from stemme.library.fetching import MISSING, UNREADABLE, NotReadError, fetch_feed, fetch_page
from stemme.library.unfurl import Page
from stemme.library.wording import problem


def check_feed(source: str) -> dict[str, Any]:
    """``{"source", "ok", "title", "language", "items"}``, or ``{"source", "ok": false, "reason", "text"}``.

    The items without their long texts, which are not kept either.
    """

    def read(body: bytes) -> Feed:
        return feed_apart(body, {}, file_address(source))

    return checked(source, read, lambda: fetch_feed(source).feed)


def check_page(source: str) -> dict[str, Any]:
    """``{"source", "ok", "title", …}``, or ``{"source", "ok": false, "reason", "text"}``."""

    def read(body: bytes) -> Page:
        return page_apart(body, {}, file_address(source))

    return checked(source, read, lambda: fetch_page(source))


def as_line(checked: dict[str, Any]) -> str:
    """One line of JSON."""
    return json.dumps(checked, ensure_ascii=False, default=str)


def is_address(source: str) -> bool:
    """True for an address of the web, false for a file."""
    return source.lower().startswith(("http://", "https://"))


def checked(
    source: str, read: Callable[[bytes], Feed | Page], fetch: Callable[[], Feed | Page | None]
) -> dict[str, Any]:
    """What ``read`` makes of a file, or ``fetch`` of an address, or why they refuse it."""
    try:
        if is_address(source):
            found = fetch()
        else:
            with Path(source).open("rb") as file:
                body = file.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise NotReadError(TOO_LARGE)
            found = read(body)
    except OSError:
        return _refused(source, MISSING)
    except OutboundError as error:
        return _refused(source, error.kind)
    except (NotReadError, FeedError) as error:
        return _refused(source, error.reason)
    except PageError:
        return _refused(source, UNREADABLE)
    said = dataclasses.asdict(found) if found else {}
    for item in said.get("items", ()):
        del item["body"]
    return {"source": source, "ok": True, **said}


def _refused(source: str, reason: str) -> dict[str, Any]:
    return {"source": source, "ok": False, "reason": reason, "text": problem(reason)}


def file_address(source: str) -> str:
    """A file has no address of its own; relative links in it get one that nobody has."""
    return f"https://file.invalid/{Path(source).name}"
