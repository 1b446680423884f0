"""Foreign words made safe: HTML reduced to a few harmless elements, or to plain text (security.md T-18, T-27)."""

from __future__ import annotations

import html
import unicodedata
from functools import partial
from urllib.parse import urljoin

import nh3
import regex

_TAGS = {"p", "br", "a", "strong", "em", "ul", "ol", "li", "blockquote"}
#: Elements whose meaning we keep under the name we allow.
_SAME = (("b", "strong"), ("i", "em"), ("h[1-6]|div|section|article|figcaption|dd|dt|tr", "p"))
_RENAME = [(regex.compile(rf"<(/?)(?:{old})(?=[\s/>])", regex.IGNORECASE), rf"<\1{new}") for old, new in _SAME]
#: What stands inside these is never meant to be read.
_UNREAD = {"script", "style", "template", "noscript", "svg", "math", "iframe", "object", "head", "title", "textarea"}
#: Bidi embeddings, overrides and isolates, directional marks, and what is invisible altogether.
_UNSEEN = regex.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u00ad\u180e]|[\U000e0000-\U000e0fff]"
)
#: A joiner is needed between letters of some scripts and inside emoji; elsewhere it only hides.
_STRAY_JOINER = regex.compile(
    r"(?<![\p{Arabic}\p{Indic_Syllabic_Category=Consonant}\p{Indic_Syllabic_Category=Virama}\p{M}])\u200c"
    r"|(?<![\p{Extended_Pictographic}\p{EMod}\ufe0f\p{Arabic}\p{M}\p{Indic_Syllabic_Category=Virama}])\u200d"
)
_CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}--[\n\t]]", regex.VERSION1)
#: Nobody means the controls at U+0080; they are windows-1252 quotes and dashes that lost their way (WHATWG HTML).
_MEANT = {code: html.unescape(f"&#{code};") for code in range(0x80, 0xA0) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}}
_BREAK = regex.compile(r"<(?:br|/p|/li|/blockquote)\b[^>]*>", regex.IGNORECASE)
_EMPTY = regex.compile(r"<(p|li|strong|em|blockquote)>(?:\s|&nbsp;|<br>)*</\1>")
_SPACE = regex.compile(r"[^\S\n]+")


def clean(markup: str, *, base: str = "") -> str:
    """HTML with p, br, a, strong, em, ul, ol, li and blockquote only; links go to http, https or mailto.

    Headings and boxes become paragraphs. Pictures go: they would tell their server who reads. Relative links are
    made whole by ``base``; without one they lose their target, for they would lead into our own pages.
    """
    text = seen(markup)
    for pattern, replacement in _RENAME:
        text = pattern.sub(replacement, text)
    safe = nh3.clean(
        text,
        tags=_TAGS,
        clean_content_tags=_UNREAD,
        attributes={"a": {"href"}},
        attribute_filter=partial(_full_address, base),
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
    )
    if seen(safe) != safe:
        # Invisible characters came in as entities; what stands without them must be judged anew.
        return clean(seen(safe), base=base)
    while (shorter := _EMPTY.sub("", safe)) != safe:
        safe = shorter
    return safe.strip()


def _full_address(base: str, tag: str, name: str, value: str) -> str | None:
    if name != "href":
        return value
    try:
        address = urljoin(base, value.strip())
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://", "mailto:")) else None


def plain(text: str, *, limit: int | None = None) -> str:
    """One line of text: tags dropped, entities decoded once, NFC, nothing invisible, single spaces.

    At most ``limit`` characters, cut at a word where possible and never within a letter, with an ellipsis.
    """
    words = " ".join(paragraphs(text).split())
    return words if limit is None else shortened(words, limit, most=limit)


def paragraphs(text: str) -> str:
    """Like ``plain``, but the ends of paragraphs and list items stay line breaks."""
    broken = _BREAK.sub(lambda match: match.group() + "\n", text)
    bare = nh3.clean(broken, tags=set(), clean_content_tags=_UNREAD - {"title", "textarea", "head"})
    lines = (_SPACE.sub(" ", line).strip() for line in seen(html.unescape(bare)).split("\n"))
    return "\n".join(line for line in lines if line)


def seen(text: str) -> str:
    """The text in NFC without characters that nobody sees but that change what is seen."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").translate(_MEANT))
    text = _STRAY_JOINER.sub("", _UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text)


def shortened(words: str, limit: int, *, most: int | None = None) -> str:
    """At most ``limit`` grapheme clusters of a line, the last of them an ellipsis when something was cut.

    ``most``: no more characters than that either. A letter may carry any number of marks, a column may not.
    """
    clusters = regex.findall(r"\X", words)
    if len(clusters) <= limit and (most is None or len(words) <= most):
        return words
    kept, left = [], (most if most is not None else len(words)) - 1
    for cluster in clusters[: limit - 1]:
        left -= len(cluster)
        if left < 0:
            break
        kept.append(cluster)
    head = "".join(kept)
    at_word = head.rsplit(" ", 1)[0] if " " in head[len(head) // 2 :] else head
    return at_word.rstrip(" ,.;:–-") + "…"
