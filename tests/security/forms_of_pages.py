"""The forms that pages hold, and what a person would send with them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_TEXTS = {"text", "search", "url", "email", "tel", "password", ""}
#: What a field that is not being tried holds, by its type.
_ORDINARY = {"url": "https://nordlys.example/a", "email": "kari@nordlys.example", "tel": "12345678"}


@dataclass(frozen=True, slots=True)
class Field:
    """A field for text: how long it may be (0: any length)."""

    name: str
    kind: str
    longest: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form with what it holds as it stands on the page."""

    method: str
    action: str
    values: dict[str, list[str]] = field(hash=False)
    texts: tuple[Field, ...] = ()

    def sent(self, **changed: str) -> dict[str, list[str]]:
        """What is sent: as it stands, empty texts filled in, and these fields changed."""
        filled = {
            text.name: [_ORDINARY.get(text.kind, "Ordinary words")]
            for text in self.texts
            if not any(self.values.get(text.name, [""]))
        }
        return {**self.values, **filled, **{name: [value] for name, value in changed.items()}}


def forms(page: str, *, at: str) -> Iterator[Form]:
    """The forms on a page that take text."""
    for node in LexborHTMLParser(page).css("form"):
        texts = tuple(_texts(node))
        if texts:
            method = (node.attributes.get("method") or "get").lower()
            yield Form(method, node.attributes.get("action") or at, _values(node), texts)


def _texts(form: LexborNode) -> Iterator[Field]:
    for node in form.css("input, textarea"):
        kind = (node.attributes.get("type") or "").lower() if node.tag == "input" else "textarea"
        name = node.attributes.get("name")
        if name and (kind in _TEXTS or node.tag == "textarea") and "readonly" not in node.attributes:
            yield Field(name, kind, int(node.attributes.get("maxlength") or 0))


def _values(form: LexborNode) -> dict[str, list[str]]:
    values: dict[str, list[str]] = {}
    for node in form.css("input, textarea, select, button[name]"):
        name, kind = node.attributes.get("name"), (node.attributes.get("type") or "").lower()
        if not name or kind == "file":
            continue
        if node.tag == "select":
            options = node.css("option")
            chosen = [o for o in options if "selected" in o.attributes] or [
                o for o in options if o.attributes.get("value")
            ]
            values.setdefault(name, []).extend([chosen[0].attributes.get("value") or ""] if chosen else [])
        elif node.tag == "textarea":
            values.setdefault(name, []).append(node.text())
        elif node.tag == "button":
            values.setdefault(name, [node.attributes.get("value") or ""])
        elif kind not in {"checkbox", "radio"} or "checked" in node.attributes:
            values.setdefault(name, []).append(node.attributes.get("value") or "")
    return values
