"""The few pages of the links' process, as bytes. No cookie, no script, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, fields
from html import escape
from typing import Any

from stemme.kit.languages import CODES
from stemme.links.cards import Card, Shown, shown
from stemme.links.redirect import texts
from stemme.links.redirect.messages import page
from stemme.links.redirect.stores import Found

#: The tokens are those of the product's stylesheet (ui); repeated because nothing is loaded here.
_STYLE = """
:root{color-scheme:light dark;--lamp:oklch(.805 .155 70);\
--bg:light-dark(oklch(.984 .004 220),oklch(.19 .022 238));--text:light-dark(oklch(.245 .036 236),oklch(.955 .007 220));\
--text-2:light-dark(oklch(.425 .034 233),oklch(.79 .018 225));\
--line:light-dark(oklch(.905 .011 222),oklch(.325 .027 236));\
--fjord:light-dark(oklch(.43 .085 228),oklch(.8 .08 215))}
*{box-sizing:border-box;margin:0}
body{background:var(--bg);color:var(--text);font:1rem/1.55 system-ui,"Segoe UI",Roboto,sans-serif;min-height:100vh;\
display:grid;place-items:center;padding:clamp(1rem,4vw,2.25rem)}
main{width:min(34rem,100%);display:grid;gap:1.5rem}
svg{width:2.5rem;height:2.5rem;color:var(--fjord)}
h1{font:500 clamp(1.75rem,1.5rem + 1.4vw,2.5rem)/1.15 "Iowan Old Style",Georgia,serif;text-wrap:balance}
p{color:var(--text-2);margin-top:.5rem}
dl{border-top:1px solid var(--line);padding-top:1rem;display:grid;gap:.5rem;font-size:.875rem}
dt,dd{display:inline}dt{font-weight:650}dd{color:var(--text-2)}
a{color:var(--fjord);font-weight:600;text-underline-offset:.2em}
a:focus-visible{outline:3px solid var(--fjord);outline-offset:3px;border-radius:2px}
"""
_MARK = (
    '<svg viewBox="0 0 26 26" aria-hidden="true"><path d="M13 1.6 23.4 8.4a1.6 1.6 0 0 1 .7 1.3v9.8a2.2 2.2 0 0 1-2.2 '
    '2.2H10.4L4.9 25.3a.8.8 0 0 1-1.3-.6v-3.1a2.2 2.2 0 0 1-1.7-2.1V9.7c0-.5.3-1 .7-1.3z" fill="currentColor"/>'
    '<path d="M7.6 9.6h4.6v4.2H7.6zM7.6 15.2h4.6v4.2H7.6zM13.8 15.2h4.6v4.2h-4.6z" fill="var(--bg)" opacity=".42"/>'
    '<path d="M13.8 9.6h4.6v4.2h-4.6z" fill="var(--lamp)"/></svg>'
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest())
POLICY = (
    b"default-src 'none'; style-src 'sha256-"
    + _STYLE_HASH
    + b"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
#: Open Graph writes languages with a country.
_LOCALES = {"en": "en_GB", "nb": "nb_NO", "da": "da_DK", "sv": "sv_SE", "de": "de_DE"}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer in full: head and body."""

    start: dict[str, Any]
    body: bytes


def _document(*, language: str, title: str, head: str, main: str) -> bytes:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="robots" content="noindex">\n'
        f"<title>{title}</title>\n{head}<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{main}\n</main>\n</body>\n</html>\n"
    ).encode()


class InFiveLanguages:
    """A page that speaks all five languages, the reader's first."""

    def __init__(self, status: int, words: texts.Texts, extra: Sequence[tuple[bytes, bytes]] = ()) -> None:
        self._pages = {code: self._page(code, status, words, tuple(extra)) for code in CODES}

    def __getitem__(self, language: str) -> Page:
        return self._pages.get(language, self._pages["en"])

    @staticmethod
    def _page(first: str, status: int, words: texts.Texts, extra: tuple[tuple[bytes, bytes], ...]) -> Page:
        heading, advice = (escape(text) for text in words[first])
        others = "".join(
            f'<div lang="{code}"><dt>{escape(words[code][0])}.</dt> <dd>{escape(words[code][1])}</dd></div>'
            for code in CODES
            if code != first
        )
        content = _document(
            language=first,
            title=f"{heading} · Stemme",
            head="",
            main=f"{_MARK}\n<div><h1>{heading}</h1><p>{advice}</p></div>\n<dl>{others}</dl>",
        )
        return Page(page(status, content, policy=POLICY, extra=extra), content)


UNKNOWN = InFiveLanguages(404, texts.UNKNOWN)
GONE = InFiveLanguages(410, texts.GONE)
TOO_MANY = InFiveLanguages(429, texts.TOO_MANY, [(b"retry-after", b"60")])
TRY_AGAIN = InFiveLanguages(503, texts.TRY_AGAIN, [(b"retry-after", b"5")])
NOT_THAT_WAY = InFiveLanguages(405, texts.NOT_THAT_WAY, [(b"allow", b"GET, HEAD")])


def preview(found: Found, *, link: str, pages: str) -> bytes:
    """The card of a story for the crawlers of networks, and a plain page for anyone who reads it.

    ``og:url`` is the tracked link itself: some networks put that address into the post. ``link`` and ``pages`` are
    addresses: of the link, and of the pages' host, where pictures given as a path come from.
    """
    card = shown(_card(found), link=link)
    target = escape(found.url)
    title, description = escape(card.title), escape(card.description)
    lines = [
        f'<meta property="{name}" content="{escape(text)}">' for name, text in _properties(card, link, pages) if text
    ]
    lines.append(f'<meta name="twitter:card" content="{"summary_large_image" if card.image_url else "summary"}">')
    if description:
        lines.append(f'<meta name="description" content="{description}">')
    lines.append(f'<link rel="canonical" href="{target}">')
    summary = f"<p>{description}</p>" if description else ""
    return _document(
        language=escape(card.language),
        title=title,
        head="\n".join(lines) + "\n",
        main=f'{_MARK}\n<article><h1><a href="{target}">{title}</a></h1>{summary}</article>',
    )


def _card(found: Found) -> Card:
    return Card(**{field.name: getattr(found, field.name) for field in fields(Card)})


def _properties(card: Shown, link: str, pages: str) -> list[tuple[str, str]]:
    """Open Graph, in its order: what describes the picture comes behind the picture."""
    image = f"{pages}{card.image_url}" if card.image_url.startswith("/") else card.image_url
    return [
        ("og:type", "article"),
        ("og:title", card.title),
        ("og:description", card.description),
        ("og:url", link),
        ("og:image", image),
        ("og:image:type", card.image_type),
        ("og:image:width", str(card.image_width or "")),
        ("og:image:height", str(card.image_height or "")),
        ("og:image:alt", card.image_alt),
        ("og:site_name", card.site_name),
        ("og:locale", _LOCALES.get(card.language, "")),
    ]
