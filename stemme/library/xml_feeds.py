"""Feeds in XML: RSS, RDF, Atom. fastfeedparser first, feedparser for what is not well-formed. Pure.

The document is handed on without what stands before its root element. So no parser ever sees a DOCTYPE, and no
entity can be declared, whatever a parser would make of it (security.md T-17).
"""

from __future__ import annotations

import html.entities
import re
from collections.abc import Mapping
from typing import Any

import fastfeedparser
import feedparser

from stemme.library.feed_extras import extras, frequency
from stemme.library.feed_shapes import RawFeed, RawItem
from stemme.library.pacing import declared_minutes

_MARKS = re.compile(r"<!--.*?-->|<\?.*?\?>|(?P<root><(?:rss|feed|(?:\w+:)?RDF|channel)\b)", re.DOTALL | re.IGNORECASE)
_ENTITY = re.compile(r"<!\[CDATA\[.*?\]\]>|&(?P<name>[A-Za-z]\w{1,30});", re.DOTALL)
_XMLS_OWN = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARED = '<?xml version="1.0" encoding="utf-8"?>'
_MOST = 200
#: fastfeedparser does not tell the channel's language.
_LANGUAGE = re.compile(r"<(?:dc:)?language>\s*([\w-]{2,12})\s*<|\bxml:lang\s*=\s*[\"']([\w-]{2,12})", re.IGNORECASE)
_HEAD = 20_000


def root_of(text: str) -> int:
    """Where the root element begins, outside comments; -1 when there is none of a feed."""
    return next((found.start() for found in _MARKS.finditer(text) if found.group("root")), -1)


def read_xml(document: str) -> RawFeed | None:
    """The feed in a document that begins with its root element, or None when neither parser can read it."""
    named = _DECLARED + _ENTITY.sub(_as_number, document)
    feed = _fast(named) or _lenient(named)
    if feed is None:
        return None
    _add_extras(feed, document)
    if not feed.language:
        declared = _LANGUAGE.search(named[: named.find("<item") if "<item" in named else None][:_HEAD])
        feed.language = (declared.group(1) or declared.group(2)) if declared else ""
    return feed


def _add_extras(feed: RawFeed, document: str) -> None:
    """Both parsers keep the order; where they count other entries than we do, nothing is guessed."""
    feed.every = declared_minutes(*frequency(document))
    found = extras(document)[:_MOST]
    if len(found) != len(feed.entries):
        return
    for entry, extra in zip(feed.entries, found, strict=True):
        entry.image = entry.image or extra.image
        entry.place = extra.place
        entry.expires = extra.expires


def _as_number(found: re.Match[str]) -> str:
    """``&aring;`` means something in HTML only, and sloppy feeds write it; XML's own five stay."""
    name = found.group("name")
    if not name or name in _XMLS_OWN or name not in html.entities.name2codepoint:
        return found.group()
    return f"&#{html.entities.name2codepoint[name]};"


def _fast(document: str) -> RawFeed | None:
    """fastfeedparser's reading, or None when it gives up or finds no entry that says anything."""
    try:
        parsed = fastfeedparser.parse(document)
    except Exception:
        # Whatever a foreign parser stumbles over in a foreign document, the other one is asked.
        return None
    feed = _feed(parsed.feed, parsed.entries)
    return feed if any(entry.title or entry.html or entry.link for entry in feed.entries) else None


def _lenient(document: str) -> RawFeed | None:
    try:
        parsed = feedparser.parse(document.encode("utf-8", "replace"), sanitize_html=False, resolve_relative_uris=False)
    except Exception:
        return None
    return _feed(parsed.feed, parsed.entries) if parsed.get("version") or parsed.entries else None


def _feed(feed: Mapping[str, Any], entries: list[Mapping[str, Any]]) -> RawFeed:
    return RawFeed(
        title=_said(feed, "title"),
        link=_said(feed, "link"),
        language=_said(feed, "language"),
        entries=[_entry(entry) for entry in entries[:_MOST]],
    )


def _entry(entry: Mapping[str, Any]) -> RawItem:
    contents = [str(one.get("value") or "") for one in _dicts(entry.get("content"))]
    media = _dicts(entry.get("media_content"))
    short = _said(entry, "summary", "description")
    told = next((str(one["description"]) for one in media if one.get("description")), "")
    return RawItem(
        id=_said(entry, "id"),
        title=_said(entry, "title"),
        link=_said(entry, "link") or _enclosure(entry),
        short=short or told,
        html=max([*contents, short, told], key=len),
        author=_said(entry, "author"),
        image=_picture(entry, media),
        language=_language(entry),
        published=_said(entry, "published", "updated"),
        kind=_kind(entry),
    )


def _enclosure(entry: Mapping[str, Any]) -> str:
    """Where a podcast's episode can be heard, for those that have no page."""
    return next((str(one.get("url") or one.get("href") or "") for one in _dicts(entry.get("enclosures"))), "")


def _kind(entry: Mapping[str, Any]) -> str:
    kinds = (str(one.get("type") or "") for one in _dicts(entry.get("enclosures")))
    return "video" if any(kind.startswith("video/") for kind in kinds) else ""


def _picture(entry: Mapping[str, Any], media: list[Mapping[str, Any]]) -> str:
    thumbnails = _dicts(entry.get("media_thumbnail"))
    enclosures = _dicts(entry.get("enclosures"))
    for one in (*thumbnails, *media, *enclosures):
        address = str(one.get("url") or one.get("href") or "")
        kind = str(one.get("type") or one.get("medium") or "")
        if address and (one in thumbnails or kind.startswith("image")):
            return address
    return ""


def _language(entry: Mapping[str, Any]) -> str:
    """Some feeds mix languages and tell them apart by a category only."""
    written = _said(entry, "language", "dc_language")
    terms = [str(tag.get("term") or "") for tag in _dicts(entry.get("tags"))]
    return written or next((term for term in terms if re.fullmatch(r"[a-z]{2}(?:[-_][A-Za-z]{2})?", term)), "")


def _said(values: Mapping[str, Any], *names: str) -> str:
    return next((value.strip() for name in names if isinstance(value := values.get(name), str) and value.strip()), "")


def _dicts(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
