"""Feeds in JSON: JSON Feed 1.x, and job advertisements as Norway's public index (NAV) returns them. Pure."""

from __future__ import annotations

import json
from typing import Any

from stemme.library.dates import last_moment
from stemme.library.feed_shapes import RawFeed, RawItem

Object = dict[str, Any]


def read_json(text: str) -> RawFeed | None:
    """The feed, or None when the JSON is broken or no feed."""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict):
        return None
    if "jsonfeed.org/version/" in _text(document.get("version")):
        return _json_feed(document)
    hits = _object(document.get("hits")).get("hits")
    return _advertisements(hits) if isinstance(hits, list) else None


def _json_feed(document: Object) -> RawFeed:
    feed = RawFeed(
        title=_text(document.get("title")),
        link=_text(document.get("home_page_url")),
        language=_text(document.get("language")),
    )
    for item in _objects(document.get("items")):
        authors = [*_objects(item.get("authors")), _object(item.get("author"))]
        feed.entries.append(
            RawItem(
                id=_text(item.get("id")),
                title=_text(item.get("title")),
                link=_text(item.get("url")) or _text(item.get("external_url")),
                short=_text(item.get("summary")),
                html=_text(item.get("content_html")) or _text(item.get("content_text")),
                author=_text(authors[0].get("name")),
                image=_text(item.get("image")) or _text(item.get("banner_image")),
                language=_text(item.get("language")),
                published=_text(item.get("date_published")) or _text(item.get("date_modified")),
            )
        )
    return feed


def _advertisements(hits: list[Any]) -> RawFeed:
    feed = RawFeed()
    for hit in _objects(hits):
        job = _object(hit.get("_source"))
        said = _object(job.get("properties"))
        places = [_text(place.get("city")) or _text(place.get("county")) for place in _objects(job.get("locationList"))]
        where = ", ".join(dict.fromkeys(place.title() for place in places if place))
        feed.entries.append(
            RawItem(
                id=_text(job.get("uuid")) or _text(hit.get("_id")),
                title=_text(job.get("title")),
                link=_text(said.get("sourceurl")) or _text(said.get("applicationurl")),
                short=" · ".join(part for part in (_text(job.get("businessName")), where) if part),
                html=_text(said.get("adtext")),
                author=_text(job.get("businessName")),
                published=_text(job.get("published")),
                kind="job",
                place=where,
                expires=_last_day(said.get("applicationdue"), job.get("expires")),
            )
        )
    return feed


def _last_day(*written: object) -> str:
    """The first that is a date: people also write that they hire as soon as possible."""
    return next((text for one in written if last_moment(text := _text(one))), "")


def _text(value: object) -> str:
    if isinstance(value, bool):
        return ""
    return value.strip() if isinstance(value, str) else str(value) if isinstance(value, int) else ""


def _object(value: object) -> Object:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Object]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
