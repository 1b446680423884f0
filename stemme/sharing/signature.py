"""A line for the end of one's mails, with one's own link. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from stemme.sharing.addresses import Post


@dataclass(frozen=True, slots=True)
class Signature:
    """The line as mail programs take it: with a link under the words, and for plain mails."""

    html: str
    plain: str


def signature(post: Post, *, language: str) -> Signature:
    """The person's words on one line, or the story's title, leading to their link.

    The HTML carries no style of its own, so it takes on that of the signature it is pasted into.
    """
    line = " ".join(post.words.split()) or " ".join(post.title.split())
    html = f'<p lang="{escape(language)}"><a href="{escape(post.url)}">{escape(line)}</a></p>'
    return Signature(html, f"{line}\n{post.url}")
