"""What a page says about itself in JSON-LD. Pure; broken blocks are passed over."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

#: What a page may be about, best first. Other types (breadcrumbs, the organisation) say nothing of the page itself.
KINDS: dict[str, str] = {
    "JobPosting": "job",
    "Event": "event",
    "BusinessEvent": "event",
    "EducationEvent": "event",
    "VideoObject": "video",
    "NewsArticle": "article",
    "BlogPosting": "article",
    "Article": "article",
    "TechArticle": "article",
    "Report": "article",
    "WebPage": "article",
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}
_DEEPEST = 8

Node = dict[str, Any]


def nodes(blocks: Iterable[str]) -> list[Node]:
    """All objects with a type in the blocks, ``@graph`` and nesting resolved, in order."""
    found: list[Node] = []
    for block in blocks:
        text = block.strip().removeprefix("<!--").removesuffix("-->").strip().removesuffix(";")
        try:
            found.extend(_walk(json.loads(text, strict=False), 0))
        except (ValueError, RecursionError):
            continue
    return found


def main_node(found: list[Node]) -> tuple[Node, str]:
    """The object that describes the page, and the type it was chosen by; ({}, "") when there is none."""
    typed = [(node, kind) for node in found for kind in types(node) if kind in KINDS]
    return min(typed, key=lambda pair: _RANK[pair[1]], default=({}, ""))


def types(node: Node) -> list[str]:
    """The object's types without their vocabulary's address."""
    return [
        kind.rsplit("/", 1)[-1].removeprefix("schema:") for kind in _many(node.get("@type")) if isinstance(kind, str)
    ]


def text_of(value: Any, known: list[Node]) -> str:
    """A value as text: itself, the name of an object, of an object meant by its ``@id``, or of the first of several."""
    for one in _many(value):
        if isinstance(one, str):
            return one
        if isinstance(one, dict):
            named = one.get("name") or one.get("@value") or _referred(one, known).get("name")
            if isinstance(named, str):
                return named
    return ""


def image_of(value: Any) -> str:
    """The address of an image given as text, ImageObject or list."""
    for one in _many(value):
        if isinstance(one, str):
            return one
        if isinstance(one, dict):
            for key in ("url", "contentUrl"):
                if isinstance(one.get(key), str):
                    return str(one[key])
    return ""


def place_of(value: Any) -> str:
    """The towns of one or several places, as a job's or event's location gives them; "" for none."""
    found = []
    for one in _many(value):
        address = one.get("address", one) if isinstance(one, dict) else one
        if isinstance(address, str):
            found.append(address)
        elif isinstance(address, dict):
            named = (address.get(key) for key in ("addressLocality", "addressRegion", "name"))
            found.append(next((text for text in named if isinstance(text, str) and text.strip()), ""))
    return ", ".join(dict.fromkeys(" ".join(text.split()) for text in found if text.strip()))


def postings(blocks: Iterable[str]) -> list[Node]:
    """The job advertisements in the blocks, also those in a list of items."""
    known = nodes(blocks)
    inner = (node["item"] for node in known if isinstance(node.get("item"), dict))
    return [node for node in (*known, *inner) if "JobPosting" in types(node)]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _referred(node: Node, known: list[Node]) -> Node:
    return next(
        (other for other in known if "@id" in node and other.get("@id") == node["@id"] and other is not node), {}
    )


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement"):
            yield from _walk(value.get(key), depth + 1)
