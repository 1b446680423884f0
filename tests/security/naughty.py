"""Strings that mean harm or break things, and what a page must be like that shows them. Pure.

The big list (data/blns.json) and what it lacks: ways of running script in today's browsers, links that are programs,
invisible letters, formulas, template words, headers.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, LexborNode

_TAGS = (
    *("img src=x", "svg", "body", "video src=x", "audio src=x", "details open", "input autofocus", "select autofocus"),
    *("textarea autofocus", "marquee", "iframe src=x", "object data=x", "a href=x", "form", "math", "style"),
    "dialog open",
)  # fmt: skip
_EVENTS = ("onerror", "onload", "onfocus", "ontoggle", "onstart", "onpointerover")
_RUN = "window.ran=1;alert(document.domain)"
_SCHEMES = (
    *("javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", " javascript:", "\x01javascript:", "vbscript:"),
    *("javascript&colon;", "javascript&#58;", "&#106;avascript:", "data:text/html,", "data:text/html;base64,"),
    *("jav&#x09;ascript:", "//evil.example/", "/\\evil.example/", "\\\\evil.example\\", "http:evil.example", "blob:"),
)  # fmt: skip
_CLOSERS = ("", '">', "'>", "-->", "</title>", "</textarea>", "</script>", "]]>", "</style>", "</svg>")
_UNSEEN = tuple(
    f"Ada{mark}gnp.exe"
    for mark in (
        *"\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u00ad\u180e",
        *"\x00\x01\x07\x08\x0b\x0c\x1b\x7f\x85\x9f\u2028\u2029\ufffe\U000e0041",
    )
)
_FORMULAS = tuple(
    f"{sign}cmd|' /C calc'!A0"
    for sign in ("=", "+", "-", "@", "\t=", "\r=", "\n=", "＝", "＋", "－", "＠", " =", "'=", '"=')
)
_WORDS = (
    *("{{7*7}}", "{% debug %}", "{{settings.SECRET_KEY}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "%(actor)s", "%s%s%n"),
    *("{0}", "{person}", "x\r\nBcc: all@nordlys.example", "x%0d%0aSet-Cookie: a=b", "x\nERROR stemme forged line"),
    "\r\n\r\n<html>",
    *("'; DROP TABLE people_person; --", "1' OR '1'='1", "../../../etc/passwd", "..\\..\\x", "http://evil.example/"),
    *("<!--", "<![CDATA[", "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;b&amp;gt;", "<bdo dir=rtl>x</bdo>"),
    "<base href=//evil.example>",
    *("<meta http-equiv=refresh content=0;url=//evil.example>", "<link rel=stylesheet href=//evil.example/x.css>"),
    "\ud7ff\ue000",
)  # fmt: skip


@cache
def strings() -> tuple[str, ...]:
    """All of them, each once."""
    known = json.loads((Path(__file__).parent / "data" / "blns.json").read_text(encoding="utf-8"))
    handlers = [f"<{tag} {event}={_RUN}>" for tag, event in itertools.product(_TAGS, _EVENTS)]
    broken_out = [f"{closer}<svg/onload={_RUN}>" for closer in _CLOSERS]
    links = [f'<a href="{scheme}{_RUN}">x</a>' for scheme in _SCHEMES] + [scheme + _RUN for scheme in _SCHEMES]
    return tuple(dict.fromkeys([*known, *handlers, *broken_out, *links, *_UNSEEN, *_FORMULAS, *_WORDS]))


def chunks(limit: int, *, between: str = " ¶ ") -> Iterator[str]:
    """The strings in as few texts as possible, none longer than ``limit``; longer ones alone, cut."""
    held = ""
    for text in strings():
        if held and len(held) + len(between) + len(text) > limit:
            yield held
            held = ""
        held = f"{held}{between}{text}" if held else text[:limit]
    if held:
        yield held


#: The worst of all in few letters, for fields that take few.
WORST = f"'\"><svg/onload={_RUN}>\u202e{{{{7*7}}}}"
_SCHEME = re.compile(r"^[\x00-\x20]*([a-z][a-z0-9+.\-\t\r\n]*):", re.IGNORECASE)
_ADDRESSES = ("href", "src", "action", "formaction", "data", "poster", "background", "cite", "xlink:href", "srcset")
_NEVER = "iframe, object, embed, base, applet, frame, frameset, style, math, marquee, bdo, portal, meta[http-equiv]"
#: Marks that turn or hide text; what is left of T-27's list after cleaning: joiners where scripts need them.
_TURNING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def faults(page: str, *, framed: bool = False) -> list[str]:
    """What on the page would run, load or turn something; nothing, if all is well."""
    tree = LexborHTMLParser(page)
    found = []
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name.startswith("on") or name == "srcdoc" or name == "style":
                found.append(f"<{node.tag} {name}={value!r}>")
            if name in _ADDRESSES and value and (scheme := _SCHEME.match(value)):
                plain = re.sub(r"\s", "", scheme[1]).lower()
                if plain not in {"http", "https", "mailto"} and not value.startswith("data:image/"):
                    found.append(f"<{node.tag} {name}={value[:80]!r}>")
        own = (node.attributes.get("src") or "").startswith("/static/")
        if node.tag == "script" and not own and node.attributes.get("type") != "application/json":
            found.append(f"<script> {node.html[:100] if node.html else ''}")
        loaded = node.tag in {"img", "link", "script", "source", "video", "audio", "use"}
        address = (
            node.attributes.get("src") or (node.attributes.get("href") if node.tag in {"link", "use"} else "") or ""
        )
        if loaded and re.match(r"^(?:[a-z]+:)?//", address, re.IGNORECASE):
            found.append(f"<{node.tag}> loads {address[:80]}")
    found += [f"<{node.tag}>" for node in tree.css(_NEVER) if not (node.tag == "iframe" and (framed or _locked(node)))]
    return found + [f"turning or hidden {mark!r}" for mark in sorted(set(_TURNING.findall(_shown(tree))))]


def _locked(frame: LexborNode) -> bool:
    """A frame of our own in which nothing runs, as the preview of a mail is."""
    sandbox, source = frame.attributes.get("sandbox"), frame.attributes.get("src") or ""
    return sandbox is not None and "allow-scripts" not in sandbox and re.match(r"/[^/]", source) is not None


def _shown(tree: LexborHTMLParser) -> str:
    """The page but for what stands in fields: whoever typed that sees it again as they typed it."""
    for node in tree.css("textarea, input"):
        node.decompose()
    return tree.html or ""
