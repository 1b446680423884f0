"""Job advertisements that a page tells of in JSON-LD, read like a feed: a careers page, or one advertisement. Pure."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from stemme.library import linked_data
from stemme.library.addresses_of_pages import whole
from stemme.library.feed_shapes import RawFeed, RawItem
from stemme.library.pages import read_head

_MOST = 200


def read_job_page(text: str, url: str) -> RawFeed | None:
    """The advertisements on a page, or None when there is none."""
    head = read_head(LexborHTMLParser(text))
    found = linked_data.postings(head.linked_data)[:_MOST]
    if not found:
        return None
    entries = [_entry(node, url, alone=len(found) == 1) for node in found]
    title = head.first("og:site_name") or head.first("og:title") or head.title
    return RawFeed(title=title, link=url, language=head.language, entries=entries)


def _entry(node: linked_data.Node, url: str, *, alone: bool) -> RawItem:
    employer = linked_data.text_of(node.get("hiringOrganization"), [])
    named = node.get("@id")
    link = _text(node, "url") or (named if isinstance(named, str) and whole(named) else "")
    return RawItem(
        # Without an address of its own it is told from its neighbours by its words.
        id=_identifier(node) or link or ("" if alone else f"{_text(node, 'title')} {_text(node, 'datePosted')}"),
        title=_text(node, "title", "name"),
        link=link or url,
        html=_text(node, "description"),
        author=employer,
        image=linked_data.image_of(node.get("image")),
        language=_text(node, "inLanguage"),
        published=_text(node, "datePosted"),
        kind="job",
        place=linked_data.place_of(node.get("jobLocation")),
        expires=_text(node, "validThrough"),
    )


def _identifier(node: linked_data.Node) -> str:
    said = node.get("identifier")
    value = said.get("value") if isinstance(said, dict) else said
    return str(value).strip() if isinstance(value, (str, int)) and not isinstance(value, bool) else ""


def _text(node: linked_data.Node, *names: str) -> str:
    return next((node[name] for name in names if isinstance(node.get(name), str) and node[name].strip()), "")
