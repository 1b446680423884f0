"""What feeds say in namespaces that the parsers do not read: places, last days, pictures of videos and podcasts. Pure.

The document is cut at its entries; nothing is parsed as XML here, so nothing in it can be declared or nested.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_BLOCK = re.compile(r"<(item|entry)\b[^>]*>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_PICTURE = re.compile(
    r"<(?:media:thumbnail|itunes:image)\b[^>]{0,2000}?\b(?:url|href)\s*=\s*[\"']([^\"'<>]{1,2000})", re.IGNORECASE
)
_CITY = re.compile(r"<tt:city>([^<]{1,200})</tt:city>", re.IGNORECASE)
#: As job boards and careers sites name them: WP Job Manager, Greenhouse, Indeed's and Google's shapes.
_PLACE = re.compile(
    r"<(?:(?:job_listing|job|g|tt):)?(?:location|job_location|city)>(?:<!\[CDATA\[)?([^<\]]{1,200})", re.IGNORECASE
)
_LAST_DAY = re.compile(
    r"<(?:[a-z_]+:)?(?:validthrough|expir(?:y|ation)_?date|closing_?date|(?:application_?)?deadline|applicationdue)>"
    r"(?:<!\[CDATA\[)?\s*([^<\]]{8,40})",
    re.IGNORECASE,
)
_TTL = re.compile(r"<ttl>\s*(\d{1,6})\s*</ttl>", re.IGNORECASE)
_PERIOD = re.compile(r"<sy:updatePeriod>\s*(\w{1,10})\s*<", re.IGNORECASE)
_FREQUENCY = re.compile(r"<sy:updateFrequency>\s*(\d{1,3})\s*<", re.IGNORECASE)
_FIRST_ENTRY = re.compile(r"<(?:item|entry)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Extra:
    """Of one entry; "" for what it does not say."""

    image: str = ""
    place: str = ""
    expires: str = ""


def extras(document: str) -> list[Extra]:
    """What each entry says besides, in their order."""
    return [_extra(found.group(2)) for found in _BLOCK.finditer(document)]


def frequency(document: str) -> tuple[str, str, str]:
    """(ttl, sy:updatePeriod, sy:updateFrequency) of the channel, "" for what it does not say."""
    first = _FIRST_ENTRY.search(document)
    head = document[: first.start() if first else 20_000]
    found = (pattern.search(head) for pattern in (_TTL, _PERIOD, _FREQUENCY))
    ttl, period, often = (one.group(1) if one else "" for one in found)
    return ttl, period, often


def _extra(block: str) -> Extra:
    picture, last_day = _PICTURE.search(block), _LAST_DAY.search(block)
    towns = _CITY.findall(block) or _PLACE.findall(block)
    places = (" ".join(html.unescape(town).split()) for town in towns)
    return Extra(
        image=html.unescape(picture.group(1)).strip() if picture else "",
        place=", ".join(dict.fromkeys(place for place in places if place)),
        expires=last_day.group(1).strip() if last_day else "",
    )
