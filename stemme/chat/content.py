"""What a message says, before it is drawn for Slack or for Teams. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

#: Where Slack and Teams both draw the line, or nearer.
LONGEST_HEADING, LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK = 150, 300, 1_200, 75
MOST_ITEMS, MOST_LINKS, MOST_NOTES = 10, 6, 6


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Item:
    """One story."""

    title: str
    meta: str = ""
    summary: str = ""
    #: "Why share this", and why.
    reason_label: str = ""
    reason: str = ""
    #: A question to begin with, or what the reader might do with it.
    hint: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A message. ``notes`` are small print; ``links`` stand at the end."""

    language: str
    heading: str
    lead: str = ""
    items: tuple[Item, ...] = ()
    notes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def plain(self) -> str:
        """The message for a notification or a reader that shows no blocks. No addresses: a key is for a press."""
        return " · ".join([self.heading, *(item.title for item in self.items)])


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, the last an ellipsis if something was left out; never half a sign.

    >>> cut("blåbær", 4)
    'blå…'
    """
    text = text.strip()
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    while kept and (
        unicodedata.combining(text[len(kept)]) or text[len(kept)] in "\u200d\ufe0f" or kept[-1] == "\u200d"
    ):
        kept = kept[:-1]
    return kept.rstrip() + "…"


def within_limits(content: Content, *, text: int = LONGEST_TEXT, items: int = MOST_ITEMS) -> Content:
    """The message with every text and number of things cut to what both can draw."""
    kept = tuple(
        replace(
            item,
            title=cut(item.title, LONGEST_TITLE),
            meta=cut(item.meta, LONGEST_TITLE),
            summary=cut(item.summary, text),
            reason_label=cut(item.reason_label, LONGEST_LINK),
            reason=cut(item.reason, text),
            hint=cut(item.hint, text),
            links=_links(item.links),
        )
        for item in content.items[:items]
    )
    return replace(
        content,
        heading=cut(content.heading, LONGEST_HEADING),
        lead=cut(content.lead, text),
        items=kept,
        notes=tuple(cut(note, LONGEST_TITLE) for note in content.notes[:MOST_NOTES] if note.strip()),
        links=_links(content.links),
    )


def _links(links: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(Link(cut(link.text, LONGEST_LINK), link.href) for link in links[:MOST_LINKS])
