"""What a page says in its head: meta tags by name, links, JSON-LD, and the text people read. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_REFRESH = re.compile(r"^\s*\d{1,2}(?:\.\d+)?\s*[;,]\s*(?:url\s*=)?\s*[\"']?([^\"'>]+)", re.IGNORECASE)
_SENT_ON = re.compile(
    r"\blocation(?:\.href)?\s*=\s*[\"']([^\"']{1,500})[\"']|\blocation\.(?:replace|assign)\(\s*[\"']([^\"']{1,500})[\"']"
)
_TEXT_ROOTS = ("main article", "article", "main", '[role="main"]', "body")
_FEED_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})
_FURNITURE = "script,style,noscript,template,nav,header,footer,aside,form,button,svg,iframe,[hidden],[aria-hidden=true]"


@dataclass(slots=True)
class Head:
    """What was found, names in lower case. ``metas`` keeps the first non-empty value of each name."""

    language: str = ""
    title: str = ""
    refresh: str = ""
    feed: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    linked_data: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str:
        """The first of these metas that says something."""
        return next((self.metas[name] for name in names if self.metas.get(name)), "")


def read_head(tree: LexborHTMLParser) -> Head:
    """The head of a page. Metas in the body count only when the head has no Open Graph: a stray element early in the
    head makes parsers close it, but what readers wrote into the body must not speak for the page."""
    found = Head()
    root = tree.root
    if root is not None:
        found.language = (root.attributes.get("lang") or root.attributes.get("xml:lang") or "").strip()
    title = tree.css_first("head > title") or tree.css_first("title")
    found.title = title.text(deep=True) if title else ""
    _read_metas(found, tree.css("head meta"))
    if not any(name.startswith("og:") for name in found.metas):
        _read_metas(found, tree.css("body meta"))
    for link in tree.css("link[rel][href]"):
        address = (link.attributes.get("href") or "").strip()
        kinds = (link.attributes.get("rel") or "").lower().split()
        for rel in kinds:
            found.links.setdefault(rel, address)
        if "alternate" in kinds and (link.attributes.get("type") or "").lower().strip() in _FEED_TYPES:
            found.feed = found.feed or address
    for script in tree.css("script[type]"):
        if (script.attributes.get("type") or "").lower().split(";")[0].strip() == "application/ld+json":
            found.linked_data.append(script.text(deep=True))
    return found


def _read_metas(found: Head, metas: list[LexborNode]) -> None:
    for meta in metas:
        attributes = {name.lower(): value or "" for name, value in meta.attributes.items()}
        content = attributes.get("content") or attributes.get("value") or ""
        if attributes.get("http-equiv", "").lower() == "refresh":
            refresh = _REFRESH.match(content)
            found.refresh = found.refresh or (refresh.group(1).strip() if refresh else "")
        names = (attributes.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
        for name in " ".join(names).lower().split():
            if content.strip():
                found.metas.setdefault(name, content.strip())


def sent_on_by_script(tree: LexborHTMLParser) -> str:
    """Where a short inline script sends every reader: what redirecting pages of static sites do. Ask only for pages
    that have no text of their own."""
    for script in tree.css("script:not([src])"):
        found = _SENT_ON.search(script.text(deep=True)[:2000])
        if found:
            return found.group(1) or found.group(2)
    return ""


def read_text(tree: LexborHTMLParser) -> tuple[str, str, str]:
    """(the text people read, the first main heading, the first paragraph worth quoting).

    Call last: the furniture of the page (menus, forms, scripts) is taken out of the tree.
    """
    for furniture in tree.css(_FURNITURE):
        if furniture.tag not in {"html", "body", "main", "article"}:
            furniture.decompose()
    root = next((node for name in _TEXT_ROOTS if (node := tree.css_first(name))), None)
    if root is None:
        return "", "", ""
    heading = root.css_first("h1") or tree.css_first("h1")
    quotable = (" ".join(node.text(deep=True).split()) for node in root.css("p"))
    paragraph = next((text for text in quotable if len(text) >= 80), "")
    return " ".join(root.text(separator=" ").split()), heading.text(deep=True) if heading else "", paragraph
