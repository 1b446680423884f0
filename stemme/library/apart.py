"""Reads foreign documents in a process apart, so that a hostile one costs ten seconds and nothing else (T-17, T-20)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from stemme.kit import apart
from stemme.library.feeds import TOO_SLOW, Feed, FeedError, Item
from stemme.library.guidelines.target import Target
from stemme.library.opml import LIST_TOO_LARGE, Listed, OpmlError
from stemme.library.unfurl import Page
from stemme.media.picture_files import PictureError

#: The child stops itself after ten seconds of work; this is for one that sleeps.
WALL_SECONDS = 20
_MOMENTS = frozenset({"published", "expires"})


class PageError(Exception):
    """The page cannot be read at all: it exhausts its reader."""


def feed_apart(body: bytes, headers: Mapping[str, str], url: str) -> Feed:
    """Like ``feeds.read_feed``, apart. Raises FeedError, ``too_slow`` when the limits were reached."""
    answer, _ = _ask("feed", body, headers, url)
    if answer is None:
        raise FeedError(TOO_SLOW)
    if "error" in answer:
        raise FeedError(str(answer["error"]))
    items = tuple(Item(**_with_moments(item)) for item in answer["items"])
    return Feed(title=answer["title"], language=answer["language"], items=items, every=answer["every"])


def page_apart(body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """Like ``unfurl.read_page``, apart. Raises PageError when the limits were reached."""
    answer, _ = _ask("page", body, headers, url)
    if answer is None:
        raise PageError(url)
    return Page(**_with_moments(answer))


def target_apart(body: bytes, headers: Mapping[str, str], url: str) -> Target:
    """Like ``target.read_target``, apart. Raises PageError when the limits were reached."""
    answer, _ = _ask("target", body, headers, url)
    if answer is None:
        raise PageError(url)
    return Target(**answer)


def opml_apart(body: bytes) -> list[Listed]:
    """Like ``opml.read_opml``, apart. Raises OpmlError, ``list_too_large`` when the limits were reached."""
    answer, _ = _ask("opml", body, {}, "")
    if answer is None:
        raise OpmlError(LIST_TOO_LARGE)
    if "error" in answer:
        raise OpmlError(str(answer["error"]))
    return [Listed(**one) for one in answer["feeds"]]


def picture_apart(body: bytes) -> bytes:
    """Like ``picture_files.remade``, apart. Raises PictureError."""
    return _picture_by("picture", body)


def logo_apart(body: bytes) -> bytes:
    """Like ``logo_files.remade_logo``, apart. Raises PictureError."""
    return _picture_by("logo", body)


def _picture_by(do: str, body: bytes) -> bytes:
    answer, picture = _ask(do, body, {}, "")
    if answer is None or "error" in answer:
        raise PictureError(answer["error"] if answer else "exhausts its reader")
    return picture


def _with_moments(answer: dict[str, Any]) -> dict[str, Any]:
    return {k: dt.datetime.fromisoformat(v) if v and k in _MOMENTS else v for k, v in answer.items()}


def _ask(do: str, body: bytes, headers: Mapping[str, str], url: str) -> tuple[dict[str, Any] | None, bytes]:
    order = {"do": do, "headers": dict(headers), "url": url}
    return apart.ask("stemme.library.child", order, body, wall_seconds=WALL_SECONDS)
