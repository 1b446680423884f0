"""What a page is about, as it says so itself: Open Graph, Twitter card, JSON-LD, parsely, plain HTML. Pure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from stemme.kit.html import plain, shortened
from stemme.kit.languages import language_code
from stemme.library import linked_data
from stemme.library.addresses_of_pages import host_of, tidy, whole
from stemme.library.dates import last_moment, moment
from stemme.library.decoding import decoded
from stemme.library.guessing import language_of
from stemme.library.pages import Head, read_head, read_text, sent_on_by_script

#: Words a minute, silent reading of non-fiction (Brysbaert 2019: 238), a little slower on screens.
READING_SPEED = 220
LEAST_WORDS = 60
TITLE_LENGTH, DESCRIPTION_LENGTH, NAME_LENGTH = 300, 600, 120
_ENDING = re.compile(r"\s+(?:[|–—·•:]{1,2}|::|-|»)\s+(?=[^|–—·•»]+$)")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as a story would show it. Everything is plain text; addresses are whole; "" where nothing is known."""

    url: str
    title: str
    description: str = ""
    site_name: str = ""
    author: str = ""
    canonical: str = ""
    image: str = ""
    image_alt: str = ""
    #: One of the five codes, or "".
    language: str = ""
    #: ``article``, ``job``, ``event`` or ``video``.
    kind: str = "article"
    published: dt.datetime | None = None
    #: Last moment of a job's or event's validity.
    expires: dt.datetime | None = None
    #: Where a job or an event is.
    place: str = ""
    reading_minutes: int = 0
    #: Where the page sends its readers on at once.
    refresh: str = ""
    #: The feed that the page names, if it names one.
    feed: str = ""


def read_page(body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """Read a page fetched from ``url``. Header names are lower case. Never raises for what stands in a page."""
    tree = LexborHTMLParser(decoded(body, headers).replace("\x00", ""))
    head = read_head(tree)
    found = linked_data.nodes(head.linked_data)
    node, kind = linked_data.main_node(found)
    base = whole(_base(tree), url) or url
    by_script = sent_on_by_script(tree)
    text, heading, paragraph = read_text(tree)
    onward = head.refresh or ("" if len(text.split()) >= LEAST_WORDS else by_script)
    site_name = plain(head.first("og:site_name", "twitter:site_name", "application-name"), limit=NAME_LENGTH)
    named = head.first("og:title", "twitter:title") or _text(node, "headline", "title") or head.first("parsely-title")
    title = named or head.first("dc.title", "dcterms.title") or head.title or heading
    said = head.first("og:description", "twitter:description", "description", "dc.description", "dc:description")
    description = plain(said or _text(node, "description") or paragraph)
    organisation = linked_data.text_of(node.get("hiringOrganization") or node.get("publisher"), found)
    image = _image(head, node, base)
    return Page(
        url=url,
        title=without_site(plain(title), site_name, url)[:TITLE_LENGTH],
        description=shortened(description, DESCRIPTION_LENGTH),
        site_name=site_name or plain(organisation, limit=NAME_LENGTH) or host_of(url),
        author=plain(_author(head, node, found), limit=NAME_LENGTH),
        canonical=_canonical(head, base, url),
        image=image,
        image_alt=plain(head.first("og:image:alt", "twitter:image:alt"), limit=TITLE_LENGTH) if image else "",
        language=_language(head, headers, f"{title} {description} {text}"),
        kind=_kind(head, kind),
        published=_first_moment(
            head.first("article:published_time", "og:article:published_time"),
            node.get("datePublished") or node.get("datePosted"),
            head.first("parsely-pub-date", "dc.date", "dcterms.created", "date"),
        ),
        expires=_expires(node),
        place=plain(linked_data.place_of(node.get("jobLocation") or node.get("location")), limit=NAME_LENGTH),
        reading_minutes=reading_minutes(text),
        refresh=whole(onward, base) if onward else "",
        feed=whole(head.feed, base) if head.feed else "",
    )


def reading_minutes(text: str) -> int:
    """Whole minutes to read a text, rounded up; 0 for what is hardly a text."""
    words = len(text.split())
    return -(-words // READING_SPEED) if words >= LEAST_WORDS else 0


def without_site(title: str, site_name: str, url: str) -> str:
    """The title without the site's own name at its end, as in ``Title | Site``."""
    cut = _ENDING.search(title)
    if not cut:
        return title
    ending, host = _letters(title[cut.end() :]), _letters(host_of(url))
    site = _letters(site_name)
    is_site = bool(ending) and (ending == site or ending in host or bool(site and ending.startswith(site)))
    return title[: cut.start()] if is_site and title[: cut.start()].strip() else title


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _base(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head base[href]")
    return (node.attributes.get("href") or "") if node else ""


def _text(node: linked_data.Node, *names: str) -> str:
    return next((node[name] for name in names if isinstance(node.get(name), str) and node[name].strip()), "")


def _author(head: Head, node: linked_data.Node, found: list[linked_data.Node]) -> str:
    written = linked_data.text_of(node.get("author"), found) or head.first("parsely-author", "author", "article:author")
    return "" if written.startswith(("http://", "https://")) else written


def _canonical(head: Head, base: str, url: str) -> str:
    """The page's own address for itself, when it lies on the host that was asked: a page must not speak for others."""
    for written in (head.links.get("canonical", ""), head.first("og:url", "parsely-link")):
        address = tidy(whole(written, base)) if written and whole(written, base) else ""
        if address and host_of(address) == host_of(url) and not _only_front(address, url):
            return address
    return tidy(url)


def _only_front(address: str, url: str) -> bool:
    """A canonical address that is merely the front page while another page was asked for is a template's mistake."""
    return urlsplit(address).path in {"", "/"} and urlsplit(url).path not in {"", "/"}


def _image(head: Head, node: linked_data.Node, base: str) -> str:
    """The first picture that can be one: no SVG (T-19), no bare host."""
    written = (
        head.first("og:image:secure_url", "og:image:url", "og:image"),
        head.first("twitter:image", "twitter:image:src"),
        linked_data.image_of(node.get("image") or node.get("thumbnailUrl")),
        head.first("parsely-image-url", "thumbnail", "image"),
        head.links.get("image_src", ""),
    )
    for candidate in written:
        address = whole(candidate, base) if candidate else ""
        path = urlsplit(address).path.lower()
        if address and path not in {"", "/"} and not path.endswith((".svg", ".svgz", ".ico")):
            return address
    return ""


def _language(head: Head, headers: Mapping[str, str], text: str) -> str:
    """What the page declares, if it is one of the five; a guess only when it declares nothing."""
    declared = (
        head.language,
        head.first("og:locale", "content-language", "dc.language"),
        headers.get("content-language", ""),
    )
    for written in declared:
        if written.strip():
            return language_code(written.split(",")[0].split(".")[0]) or ""
    return language_of(text)


def _kind(head: Head, type_name: str) -> str:
    if type_name and linked_data.KINDS[type_name] != "article":
        return linked_data.KINDS[type_name]
    og_type = head.first("og:type").lower()
    return "video" if og_type.startswith("video") else "event" if og_type.startswith("event") else "article"


def _expires(node: linked_data.Node) -> dt.datetime | None:
    return next((end for key in ("validThrough", "endDate", "startDate") if (end := last_moment(node.get(key)))), None)


def _first_moment(*written: object) -> dt.datetime | None:
    return next((found for one in written if (found := moment(one))), None)
