"""What a feed offers: RSS, Atom, RDF, JSON Feed and job advertisements as JSON. Pure.

Feeds are hostile until proven otherwise: run this through ``apart.py``, in a process with limits.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from stemme.kit.html import clean, plain, shortened
from stemme.kit.languages import language_code
from stemme.library.addresses_of_pages import host_of, whole
from stemme.library.dates import last_moment, moment
from stemme.library.decoding import decoded, looks_western, mended
from stemme.library.feed_shapes import RawFeed, RawItem
from stemme.library.guessing import language_of, seems
from stemme.library.job_pages import read_job_page
from stemme.library.json_feeds import read_json
from stemme.library.xml_feeds import read_xml, root_of

MOST_ITEMS = 200
MOST_BYTES = 5 * 1024 * 1024
TITLE_LENGTH, SUMMARY_LENGTH, NAME_LENGTH, GUID_LENGTH, PLACE_LENGTH = 300, 600, 200, 500, 120
#: Words from which on a text says more about its language than a declaration of English does.
ENOUGH_WORDS = 20
#: Longest raw HTML of one entry that is looked at, and longest text of an entry that is kept.
MOST_HTML = 200_000
#: Why a feed was not read; wording.py has a sentence for each.
EMPTY, PAGE, NOT_A_FEED, ENTITIES, ENCODING, TOO_LARGE, TOO_SLOW = (
    "empty",
    "page",
    "not_a_feed",
    "entities",
    "encoding",
    "too_large",
    "too_slow",
)
_PICTURE = re.compile(r"<img\b[^>]{0,2000}?\bsrc\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)
_JOB_PATH = re.compile(r"/(?:jobs?|stillinge?r?|karriere|careers?|jobb|stellen|stellenangebote|rekrytering)/", re.I)
#: How advertisements write their last day into the text.
_APPLY_BY = re.compile(
    r"(?:søknadsfrist|ansøgningsfrist|sista ansökningsdag|ansök senast|bewerbungsfrist|bewerbungsschluss|"
    r"application deadline|apply by|closing date)\W{0,3}(\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d\d-\d\d)",
    re.IGNORECASE,
)
_VIDEO_HOSTS = frozenset({"youtube.com", "youtu.be", "m.youtube.com", "vimeo.com"})


class FeedError(Exception):
    """The feed cannot be read. ``reason`` is one of the keys above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Item:
    """One entry. Texts are plain except ``body``, which is clean HTML; ``guid`` tells entries apart."""

    guid: str
    title: str
    url: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""
    image: str = ""
    language: str = ""
    kind: str = "article"
    published: dt.datetime | None = None
    place: str = ""
    #: The last moment at which one may apply.
    expires: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed and its first 200 entries, the dated ones first, newest first."""

    title: str
    language: str
    items: tuple[Item, ...]
    #: How often it wants to be asked, in minutes; 0 when it does not say.
    every: int = 0


def read_feed(body: bytes, headers: Mapping[str, str], url: str) -> Feed:
    """Read a feed fetched from ``url``. Header names are lower case. Raises FeedError."""
    if len(body) > MOST_BYTES:
        raise FeedError(TOO_LARGE)
    text = decoded(body, headers).replace("\x00", "").lstrip("\ufeff \t\r\n")
    if not text:
        raise FeedError(EMPTY)
    raw = read_json(text) if text[0] in "{[" else _xml(text, url)
    if raw is None:
        raise FeedError(NOT_A_FEED)
    items = (_item(entry, url, raw) for entry in raw.entries[:MOST_ITEMS])
    kept: dict[str, Item] = {}
    for item in items:
        if item is not None:
            kept.setdefault(item.guid, item)
    language = _language(raw.language, " ".join(_words(item) for item in kept.values()))
    found = (item if item.language or raw.language else replace(item, language=language) for item in kept.values())
    return Feed(
        title=plain(raw.title, limit=NAME_LENGTH) or host_of(url),
        language=language,
        items=tuple(sorted(found, key=_age)),
        every=raw.every,
    )


def _words(item: Item) -> str:
    return f"{item.title} {item.summary} {plain(item.body[:1000])}"


def _xml(text: str, url: str) -> RawFeed | None:
    root = root_of(text)
    prologue = text if root < 0 else text[:root]
    if "<!entity" in prologue.lower():
        raise FeedError(ENTITIES)
    if root < 0:
        if not _PAGE.search(text):
            raise FeedError(NOT_A_FEED)
        advertisements = read_job_page(text, url)
        if advertisements is None:
            raise FeedError(PAGE)
        return advertisements
    if not looks_western(text[root : root + 50_000]):
        raise FeedError(ENCODING)
    return read_xml(text[root:])


def _age(item: Item) -> tuple[bool, float]:
    return (item.published is None, -item.published.timestamp() if item.published else 0.0)


def _item(entry: RawItem, url: str, feed: RawFeed) -> Item | None:
    base = whole(feed.link, url) or url
    link = whole(entry.link, base) if entry.link else ""
    summary = plain(mended(entry.short[:MOST_HTML] or entry.html[:MOST_HTML]))
    title = plain(mended(entry.title), limit=TITLE_LENGTH) or _first_words(summary) or link.partition("://")[2][:80]
    if not title:
        return None
    published = moment(entry.published)
    picture = _PICTURE.search(entry.html[:MOST_HTML])
    kind = entry.kind or _kind(link)
    image = whole(entry.image or (picture.group(1) if picture else ""), link or base)
    return Item(
        guid=_guid(entry, link, title, published),
        title=title,
        url=link,
        summary=shortened(summary, SUMMARY_LENGTH),
        body=clean(mended(entry.html[:MOST_HTML]), base=link or base),
        author=plain(entry.author, limit=NAME_LENGTH),
        image="" if image.lower().endswith((".svg", ".svgz")) else image,
        language=_language(entry.language or feed.language, f"{title} {summary}"),
        kind=kind,
        published=published,
        place=plain(entry.place, limit=PLACE_LENGTH),
        expires=_expires(entry, summary) if kind == "job" else None,
    )


def _expires(entry: RawItem, summary: str) -> dt.datetime | None:
    """What the advertisement declares as its last day, else what its text says."""
    written = _APPLY_BY.search(summary)
    return last_moment(entry.expires) or (last_moment(written.group(1)) if written else None)


def _language(declared: str, words: str) -> str:
    """The declared language, if it is one of the five. English is what templates leave behind, so a longer text that
    is plainly not English overrules it. Without a declaration, a guess."""
    if not declared:
        return language_of(words)
    code = language_code(declared) or ""
    if code == "en" and len(words.split()) >= ENOUGH_WORDS and not seems(words, "en"):
        return language_of(words)
    return code


def _first_words(summary: str) -> str:
    """A title for an entry that has none: its first sentence, or as much of it as fits a line."""
    sentence = re.split(r"(?<=[.!?])\s", summary, maxsplit=1)[0]
    return shortened(sentence, 80)


def _guid(entry: RawItem, link: str, title: str, published: dt.datetime | None) -> str:
    """What tells this entry from the others, for ever: its own id, else its address, else its words."""
    written = entry.id.strip() or link or f"{title} {published.isoformat() if published else ''}".strip()
    if len(written) <= GUID_LENGTH and written.isprintable():
        return written
    return "sha256:" + hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()


def _kind(link: str) -> str:
    if host_of(link) in _VIDEO_HOSTS:
        return "video"
    return "job" if _JOB_PATH.search(link) else "article"
