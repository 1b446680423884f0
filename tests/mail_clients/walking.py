"""What a mail is made of, in caniemail's words: each element, attribute, property, unit and selector in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

#: What every program that shows HTML at all has always known; caniemail has no page on it.
ANCIENT = {
    *("<html>", "<head>", "<title>", "<meta>", "<tbody>", "<tr>", "<td>", "<a>", "<b>", "<br>", "@href", "@class"),
    *("@style", "@type", "@id", "@name", "@content", "@charset", "@http-equiv", "@border", "@bgcolor", "@media"),
    *("@xmlns", "@xmlns:v", "@xmlns:o", "color:", "font-family:"),
}
#: For these alone: Outlook's own words for itself, and words for engines of old that others pass over.
OF_ONE_PROGRAM = re.compile(r"mso-|-ms-|-webkit-")
#: Read by screen readers, which sit behind the programs.
_SPOKEN = frozenset({"@aria-roledescription"})
_SHORT = {
    "<h1>": "html-h1-h6", "<h2>": "html-h1-h6", "<strong>": "html-strong", "<noscript>": "", "<xml>": "",
    "background-color:": "css-background-color", "text-decoration:": "css-text-decoration",
}  # fmt: skip
_CONDITIONAL = re.compile(r"<!--\[if (?:mso|lte mso|mso \| IE)[^\]]*\]>(.*?)<!\[endif\]-->", re.S)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_UNIT = re.compile(r"(?<![\w#])-?\d*\.?\d+(px|em|rem|%|vh|vw|pt|ex|ch)(?![\w])")


def as_outlook_sees_it(page: str) -> str:
    """The page with what is written for Outlook alone."""
    return _CONDITIONAL.sub(r"\1", page)


def inline_parts(page: str) -> set[str]:
    """The elements, attributes, inline properties and units of a page: ``<td>``, ``@width``, ``padding:``, ``px``."""
    found: set[str] = set()
    root = LexborHTMLParser(page).root
    assert root is not None
    for node in root.traverse(include_text=False):
        tag = node.tag or "-"
        if tag.startswith(("-", "!")) or ":" in tag:
            continue
        found.add(f"<{tag}>")
        for name, value in node.attributes.items():
            found.add(f"@{name}")
            if name == "style":
                found |= set(_declared(value or ""))
    return found


def style_parts(page: str) -> set[str]:
    """Properties, units, selectors and at-rules of the style sheets in the head."""
    found: set[str] = set()
    for node in LexborHTMLParser(page).css("style"):
        sheet = re.sub(r"/\*.*?\*/", "", node.text(), flags=re.S)
        found |= {f"@{name}" for name in re.findall(r"@([\w-]+)", sheet)}
        found |= {f"({name}" for name in re.findall(r"\(([a-z-]+):", sheet)}
        for selectors, body in _RULE.findall(re.sub(r"@media[^{]*\{", "", sheet)):
            found |= set(_declared(body)) | set(_selected(selectors))
    return found


def _declared(style: str) -> Iterator[str]:
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            yield f"{name.strip()}:"
            yield from _UNIT.findall(value)
            if "!important" in value:
                yield "!important"


def _selected(selectors: str) -> Iterator[str]:
    for sign, name in ((">", ">"), ("[", "["), (".", "."), ("#", "#"), (",", ",")):
        if sign in selectors:
            yield name


def feature(part: str, features: dict[str, dict[str, str]]) -> str:
    """Caniemail's name for the part; empty for what is ancient or meant for one program; KeyError for what it is
    silent about."""
    if part in ANCIENT or part in _SPOKEN or OF_ONE_PROGRAM.match(part):
        return ""
    if part in _SHORT:
        return _SHORT[part]
    for name in _names(part):
        if name in features:
            return name
    raise KeyError(part)


def _names(part: str) -> Iterator[str]:
    if part.startswith("<"):
        yield f"html-{part[1:-1]}"
    elif part.startswith("@"):
        yield f"html-{part[1:]}"
    elif part.endswith(":"):
        name = part[:-1]
        while name:
            yield f"css-{name}"
            name = name.rpartition("-")[0]
    elif part == "!important":
        yield "css-important"
    else:
        yield {"%": "css-unit-percent"}.get(part, f"css-unit-{part}")
