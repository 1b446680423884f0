"""A line for the end of one's mails, with one's own link. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from stemme.sharing.addresses import Post


@dataclass(frozen=True, slots=True)
class Signature:
    """The line as mail programs take it: with a link under the words, and for plain mails."""

    line: str
    url: str
    language: str

    @property
    def html(self) -> str:
        """Without a style of its own, so it takes on that of the signature it is pasted into."""
        words, address = escape(self.line), escape(self.url)
        return f'<p lang="{escape(self.language)}"><a href="{address}">{words}</a></p>'

    @property
    def plain(self) -> str:
        """The words, and the link below them."""
        return f"{self.line}\n{self.url}"


def signature(post: Post, *, language: str) -> Signature:
    """The person's words on one line, or the story's title, leading to their link."""
    line = " ".join(post.words.split()) or " ".join(post.title.split())
    return Signature(line, post.url, language)
