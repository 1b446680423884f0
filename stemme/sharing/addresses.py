"""What opens each network's own window: one small function a network. Pure.

Address forms: research/algorithms.md 5.1 (November 2026). Everything that people wrote is quoted whole
(``quote(safe="")``), so no letter of theirs can end a parameter, and none is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

Opener = Callable[["Post"], str]
#: A story's title as subject of a mail or title of a post: at most so many letters once quoted.
_LONGEST_TITLE = 800
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody wants to say, with their tracked link. ``host``: their server, and ``runs`` what it runs
    (SERVERS), for networks of many servers."""

    text: str
    url: str
    title: str = ""
    host: str = ""
    runs: str = ""

    @property
    def words(self) -> str:
        """The words with one sign at the end of each line, and nothing around them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").strip()

    @property
    def text_and_url(self) -> str:
        """The words with the link behind them, as networks want it that have one field for both."""
        return f"{self.words}\n\n{self.url}".strip()


@dataclass(frozen=True, slots=True)
class Server:
    """A kind of server that people choose their own of: what it runs, the share form it has, how much it takes."""

    key: str
    name: str
    #: Path and parameter of the form that takes words and link in one.
    form: str
    #: Longest text as servers of this kind come; 0 is unlimited.
    limit: int


#: The first is the one for whoever has not said.
SERVERS: Final[tuple[Server, ...]] = (
    Server("mastodon", "Mastodon", "share?text=", 500),
    Server("misskey", "Misskey", "share?text=", 3000),
    Server("friendica", "Friendica", "compose?body=", 0),
    Server("hubzilla", "Hubzilla", "rpost?body=", 0),
    Server("gnusocial", "GNU social", "notice/new?status_textarea=", 1000),
)
_SERVERS = {server.key: server for server in SERVERS}


def host_of(written: str) -> str:
    """A server's name from how people write it (``https://snabelen.no/@me``, ``@me@snabelen.no``), else ""."""
    word = written.strip().lower()
    word = word.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
    return word if _HOST.fullmatch(word) and len(word) <= 253 else ""


def quoted(text: str) -> str:
    """The text as it stands in an address: nothing but letters, digits and ``-._~`` is left as it was."""
    return quote(text, safe="")


def _title(text: str) -> str:
    """On one line, and short enough to leave room for everything else; cut between words."""
    words = text.split()
    if len(quoted(" ".join(words))) <= _LONGEST_TITLE:
        return " ".join(words)
    while words and len(quoted(" ".join(words) + " …")) > _LONGEST_TITLE:
        words.pop()
    return " ".join([*words, "…"])


def linkedin(post: Post) -> str:
    """LinkedIn takes the link only."""
    return f"https://www.linkedin.com/sharing/share-offsite/?url={quoted(post.url)}"


def facebook(post: Post) -> str:
    """Facebook takes the link only."""
    return f"https://www.facebook.com/sharer/sharer.php?u={quoted(post.url)}"


def xing(post: Post) -> str:
    """Xing takes the link only."""
    return f"https://www.xing.com/social/share/spi?url={quoted(post.url)}"


def x(post: Post) -> str:
    """X takes words and link apart."""
    return f"https://x.com/intent/post?text={quoted(post.words)}&url={quoted(post.url)}"


def threads(post: Post) -> str:
    """Threads takes words and link apart."""
    return f"https://www.threads.com/intent/post?text={quoted(post.words)}&url={quoted(post.url)}"


def bluesky(post: Post) -> str:
    """Bluesky has one field."""
    return f"https://bsky.app/intent/compose?text={quoted(post.text_and_url)}"


def fediverse(post: Post) -> str:
    """The share form of the person's own server, whatever it runs."""
    server = _SERVERS.get(post.runs, SERVERS[0])
    return f"https://{host_of(post.host) or 'mastodon.social'}/{server.form}{quoted(post.text_and_url)}"


def reddit(post: Post) -> str:
    """Reddit takes link and title; one's own words, on one line, are the better title."""
    title = post.words.replace("\n", " ") or _title(post.title)
    return f"https://www.reddit.com/submit?url={quoted(post.url)}&title={quoted(title)}"


def whatsapp(post: Post) -> str:
    """WhatsApp has one field."""
    return f"https://wa.me/?text={quoted(post.text_and_url)}"


def telegram(post: Post) -> str:
    """Telegram puts the words under the link."""
    return f"https://t.me/share/url?url={quoted(post.url)}&text={quoted(post.words)}"


def mail(post: Post) -> str:
    """A mail to nobody yet: lines end as RFC 6068 wants it, and no space is a plus."""
    body = post.text_and_url.replace("\n", "\r\n")
    return f"mailto:?subject={quoted(_title(post.title))}&body={quoted(body)}"


def teams(post: Post) -> str:
    """Teams takes words and link apart."""
    return f"https://teams.microsoft.com/share?href={quoted(post.url)}&msgText={quoted(post.words)}"


def slack(_post: Post) -> str:
    """Slack takes nothing: it opens, and the words with their link are pasted."""
    return "https://app.slack.com/client"


def instagram(_post: Post) -> str:
    """Instagram takes nothing; on phones the address opens the app."""
    return "https://www.instagram.com/"


def tiktok(_post: Post) -> str:
    """TikTok takes nothing."""
    return "https://www.tiktok.com/upload"


def snapchat(_post: Post) -> str:
    """Snapchat takes nothing."""
    return "https://web.snapchat.com/"
