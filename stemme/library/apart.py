"""Reads foreign documents in a process apart, so that a hostile one costs ten seconds and nothing else (T-17, T-20)."""

from __future__ import annotations

import datetime as dt
import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from stemme.library.feeds import TOO_SLOW, Feed, FeedError, Item
from stemme.library.picture_files import PictureError
from stemme.library.unfurl import Page

logger = logging.getLogger(__name__)

#: The child stops itself after ten seconds of work; this is for one that sleeps.
WALL_SECONDS = 20
_ROOT = Path(__file__).resolve().parents[2]
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
    return Feed(title=answer["title"], language=answer["language"], items=items)


def page_apart(body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """Like ``unfurl.read_page``, apart. Raises PageError when the limits were reached."""
    answer, _ = _ask("page", body, headers, url)
    if answer is None:
        raise PageError(url)
    return Page(**_with_moments(answer))


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
    order = json.dumps({"do": do, "headers": dict(headers), "url": url}).encode() + b"\n"
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "stemme.library.child"],
            input=order + body,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=environment,
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, b""
    if done.returncode != 0:
        logger.warning("reading a %s from %s failed: %s", do, url, done.stderr[-500:].decode("utf-8", "replace"))
        return None, b""
    line, _, rest = done.stdout.partition(b"\n")
    return json.loads(line), rest
