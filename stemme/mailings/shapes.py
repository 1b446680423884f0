"""A mail's HTML, made once for each shape and filled with the words of each reader.

Two mails have the same shape when they are the same but for their words: as many stories, windows in both or in none,
the same colour. MJML is rendered for a shape with a mark in place of each text; a mail is then its texts, escaped, in
place of the marks. So no text of a reader is ever read as a template or as MJML, and a thousand mails cost little more
than one.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import mrml
from django.template.loader import render_to_string

from stemme.mailings.windows import Windows

_MARK = re.compile(r"\[\[(\d+)\]\]")
#: What differs between shapes and not between the mails of a shape: it may stand where no text may, in a style.
_FIXED = frozenset({"accent", "accent_ink"})
#: Characters that HTML cannot hold, and those that turn the direction of what stands around them (security.md T-27).
_DROPPED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]"
)
#: Mail servers want lines of at most 998 bytes. A line may break inside a tag without being seen.
_TAG = re.compile(r"<(?:td|div|table|a|span|h2|p)(?= )")
#: Where a line is broken, and how long the text in place of a mark is taken to be. What is longer is still sent whole,
#: in an encoding that takes more room.
_LONG, _TEXT = 600, 200
#: No fonts from anywhere: without this MJML adds links to a font service as soon as a stack names Roboto.
_OPTIONS = mrml.RenderOptions(disable_comments=False, fonts={})


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The HTML between the texts, and which text comes after each piece."""

    pieces: tuple[str, ...]
    places: tuple[int, ...]


def fill(template: str, content: object) -> str:
    """The HTML of a content (a frozen dataclass of texts) by an MJML template that knows it as ``mail``."""
    texts: list[str] = []
    skeleton = _skeleton(template, _marked(content, texts))
    escaped = [escape(harmless(text)) if type(text) is str else text for text in texts]
    filled = [skeleton.pieces[0]]
    for piece, place in zip(skeleton.pieces[1:], skeleton.places, strict=True):
        filled += (escaped[place], piece)
    return "".join(filled)


def harmless(text: str) -> str:
    """The text without characters that HTML cannot hold or that turn the direction of what stands around them."""
    return _DROPPED.sub("", text)


class _Html(str):
    """HTML of our own, which is not escaped again."""

    __slots__ = ()


def _marked(value: Any, texts: list[str]) -> Any:
    """The value with a mark for each text that is not empty; the texts themselves are added to ``texts``."""
    if isinstance(value, str):
        if not value:
            return ""
        texts.append(value)
        return f"[[{len(texts) - 1}]]"
    if isinstance(value, tuple):
        return tuple(_marked(part, texts) for part in value)
    if isinstance(value, Windows):
        return _marked(_panes(value), texts)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {name: getattr(value, name) for name in _names(type(value))}
        return type(value)(**{n: p if n in _FIXED else _marked(p, texts) for n, p in parts.items()})
    return value


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


@lru_cache(maxsize=1024)
def _panes(windows: Windows) -> str:
    """The row of windows as cells of a table."""
    return _Html(_in_lines(render_to_string("mailings/_mail_windows.html", {"windows": windows})))


@lru_cache(maxsize=512)
def _skeleton(template: str, marked: object) -> _Skeleton:
    """What is equal in all mails of this shape."""
    html = mrml.to_html(render_to_string(template, {"mail": marked}), None, _OPTIONS).content
    # MJML's compiler writes an attribute that does not exist beside the one that does.
    html = html.replace(' vertical-align="middle"', "")
    pieces = _MARK.split(_in_lines(html))
    return _Skeleton(tuple(pieces[::2]), tuple(int(place) for place in pieces[1::2]))


def _in_lines(html: str) -> str:
    """The HTML with a line break inside of tags, where a line would become too long."""
    pieces, end, length = [], 0, 0
    for tag in _TAG.finditer(html):
        piece, end = html[end : tag.end()], tag.end()
        _before, newline, last = piece.rpartition("\n")
        length = (0 if newline else length) + len(last) + _TEXT * len(_MARK.findall(last))
        pieces.append(piece)
        if length > _LONG:
            pieces.append("\n")
            length = 0
    return "".join((*pieces, html[end:]))
