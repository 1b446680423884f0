"""A story's content as named parts that can be kept, compared and merged, and back again. Pure.

A part is one thing that one editor decides at a time: ``title:nb``, ``priority``, ``audience``. Words of a language are
parts of their own, so two people can write two languages, or title and summary, at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeAlias

from stemme.library.audience import Audience
from stemme.library.content import TONES, Content, ShareWords, Words

#: Values of JSON by the part's name. What is empty is missing.
Parts: TypeAlias = Mapping[str, Any]

_MOMENTS = frozenset({"starts_at", "embargo_until", "ends_at", "happens_at", "happens_until"})
_WORDS = ("title", "summary", "why", "body", "angles")
_APART = frozenset({"texts", "share_texts", "audience"})
_AUDIENCE = tuple(field.name for field in fields(Audience))


def parts_of(content: Content) -> dict[str, Any]:
    """Every part of a content, as JSON can hold it.

    >>> parts = parts_of(Content(stream_id=1, language="nb", target_url="", texts={"nb": Words("Ny")}))
    >>> parts["title:nb"], "summary:nb" in parts
    ('Ny', False)
    """
    parts: dict[str, Any] = {}
    for field in fields(content):
        if field.name not in _APART:
            parts[field.name] = _plain(getattr(content, field.name))
    parts["audience"] = {name: sorted(getattr(content.audience, name)) for name in _AUDIENCE}
    for code, words in content.texts.items():
        for name in _WORDS:
            value = _plain(getattr(words, name))
            if value or name == "title":
                parts[f"{name}:{code}"] = value
    numbers: dict[str, int] = {}
    for share in content.share_texts:
        key = f"share:{share.language}:{share.tone}:{share.channel}"
        if share.text.strip():
            numbers[key] = numbers.get(key, -1) + 1
            parts[f"{key}:{numbers[key]}"] = share.text.strip()
    return parts


def content_from(parts: Parts) -> Content:
    """The content of these parts; those that are missing get their defaults, unknown ones are passed over."""
    values: dict[str, Any] = {}
    for field in fields(Content):
        if field.name not in _APART and field.name in parts:
            values[field.name] = _value(field.name, parts[field.name])
    audience = parts.get("audience", {})
    values["audience"] = Audience(**{name: frozenset(audience.get(name, ())) for name in _AUDIENCE})
    codes = sorted({name.partition(":")[2] for name in parts if name.startswith("title:")})
    values["texts"] = {code: _words(parts, code) for code in codes}
    values["share_texts"] = tuple(_share_texts(parts))
    return Content(**values)


def language_of(part: str) -> str:
    """The language that a part's words are in; "" for what is in none.

    >>> language_of("title:nb"), language_of("share:da:personal::0"), language_of("priority")
    ('nb', 'da', '')
    """
    return part.split(":")[1] if ":" in part else ""


def differing(one: Parts, other: Parts) -> tuple[str, ...]:
    """Names of the parts that are not the same in both, sorted."""
    return tuple(sorted(name for name in {*one, *other} if one.get(name) != other.get(name)))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if name in _MOMENTS:
        return dt.datetime.fromisoformat(value) if value else None
    if name == "topic_ids":
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value


def _words(parts: Parts, code: str) -> Words:
    found = {name: parts.get(f"{name}:{code}") or "" for name in _WORDS}
    return Words(**(found | {"angles": tuple(found["angles"])}))


def _share_texts(parts: Parts) -> list[ShareWords]:
    found = []
    for name, text in parts.items():
        if name.startswith("share:"):
            _, language, tone, channel, number = name.split(":")
            place = TONES.index(tone) if tone in TONES else len(TONES)
            found.append((int(number), language, place, channel, ShareWords(language, tone, text, channel)))
    return [share for *_, share in sorted(found, key=lambda row: row[:4])]
