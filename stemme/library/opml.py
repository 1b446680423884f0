"""Lists of feeds as feed readers exchange them (OPML 1 and 2), read and written. Pure.

A list from elsewhere is hostile until proven otherwise: run ``read_opml`` through ``apart.py``. No document type, no
entities, no more than ``MOST_FEEDS`` feeds, no deeper than ``DEEPEST``; expat resolves nothing outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from stemme.kit.html import plain
from stemme.library.addresses_of_pages import whole
from stemme.library.decoding import decoded

MOST_BYTES = 2 * 1024 * 1024
MOST_FEEDS, DEEPEST = 500, 50
#: Why a list was not read; wording.py has a sentence for each.
NOT_A_LIST, NO_FEEDS, LIST_TOO_LARGE, LIST_ENTITIES = "not_a_list", "no_feeds", "list_too_large", "entities"
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NAME_LENGTH = 200


class OpmlError(Exception):
    """The list cannot be read. ``reason`` is one of the keys above."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed in a list: its name, address and the folder it lies in ("" for none; ``A / B`` for one in another)."""

    title: str
    url: str
    folder: str


def read_opml(body: bytes) -> list[Listed]:
    """The feeds of a list, in its order, each address once. Raises OpmlError."""
    if len(body) > MOST_BYTES:
        raise OpmlError(LIST_TOO_LARGE)
    text = decoded(body, {}).replace("\x00", "").lstrip("\ufeff \t\r\n")
    if "<!doctype" in text[:5000].lower() or "<!entity" in text.lower():
        raise OpmlError(LIST_ENTITIES)
    reader = _Reader()
    try:
        # Many programs write addresses with a bare ampersand.
        reader.parser.Parse(_BARE_AMPERSAND.sub("&amp;", _DECLARATION.sub("", text)), True)
    except (expat.ExpatError, ValueError) as error:
        if not reader.found:
            raise OpmlError(NOT_A_LIST) from error
        # What came before the place where it breaks is good.
    if not reader.is_opml:
        raise OpmlError(NOT_A_LIST)
    if not reader.found:
        raise OpmlError(NO_FEEDS)
    return list(reader.found.values())


def as_opml(title: str, feeds: Iterable[tuple[str, str, str]]) -> str:
    """A list of (folder, title, address), as every feed reader takes it."""
    folders: dict[str, list[str]] = {}
    for folder, name, url in feeds:
        said = quoteattr(name or url)
        line = f'      <outline type="rss" text={said} title={said} xmlUrl={quoteattr(url)}/>'
        folders.setdefault(folder, []).append(line)
    body = "\n".join(
        f"    <outline text={quoteattr(folder)} title={quoteattr(folder)}>\n" + "\n".join(lines) + "\n    </outline>"
        for folder, lines in folders.items()
    )
    named = quoteattr(title)[1:-1]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>{named}</title></head>\n'
        f"  <body>\n{body}\n  </body>\n</opml>\n"
    )


class _Reader:
    """What expat tells, element by element; nothing of the document is kept but the feeds."""

    def __init__(self) -> None:
        self.found: dict[str, Listed] = {}
        self.is_opml = False
        self._folders: list[str | None] = []
        self.parser = expat.ParserCreate(encoding=None)
        self.parser.StartElementHandler = self._begin
        self.parser.EndElementHandler = self._end
        self.parser.EntityDeclHandler = self._declared

    def _declared(self, *_: object) -> None:
        raise OpmlError(LIST_ENTITIES)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._folders) >= DEEPEST:
            raise OpmlError(LIST_TOO_LARGE)
        kind = name.lower()
        if not self._folders and kind == "opml":
            self.is_opml = True
        said = {key.lower(): value for key, value in attributes.items()}
        title = plain(said.get("title") or said.get("text") or "", limit=_NAME_LENGTH)
        written = said.get("xmlurl", "").strip()
        self._folders.append(title if kind == "outline" and not written and title else None)
        if kind != "outline" or not written or not self.is_opml:
            return
        url = whole(written.replace("feed://", "https://", 1) if written.startswith("feed://") else written)
        if not url or url in self.found:
            return
        if len(self.found) >= MOST_FEEDS:
            raise OpmlError(LIST_TOO_LARGE)
        folder = " / ".join(name for name in self._folders if name)
        self.found[url] = Listed(title, url, folder[:_NAME_LENGTH])

    def _end(self, _: str) -> None:
        self._folders.pop()
