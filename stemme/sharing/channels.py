"""The networks a story can be shared to: one row of data and one small function each. Pure.

Address forms and limits: research/algorithms.md 5.1 (November 2026). No account is ever connected: an address opens the
network's own window, and the person posts there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

Opener = Callable[["Post"], str]
#: The link counts with all its letters, and so does the empty line before it.
IN_FULL = -1


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody wants to say, with their tracked link. ``host`` is their Mastodon instance, where that matters."""

    text: str
    url: str
    title: str = ""
    host: str = ""

    @property
    def text_and_url(self) -> str:
        """The words with the link behind them, as networks want it that have one field for both."""
        return f"{self.text.strip()}\n\n{self.url}".strip()


@dataclass(frozen=True, slots=True)
class Channel:
    """A place to share to."""

    key: str
    name: str
    #: The tile's letters: there are no brand marks in the icon set (design.md section 5).
    monogram: str
    #: Longest text, in the network's own counting (counting.py); 0 is unlimited.
    limit: int = 0
    #: ``weighted`` (X), ``graphemes`` (Bluesky), ``short`` (Mastodon) or ``characters``.
    counted_in: str = "characters"
    #: What the link takes of the limit: so many, or IN_FULL.
    link_takes: int = 0
    #: True when the network takes the text over from the address; else it goes to the clipboard first.
    prefills: bool = False
    #: The address that opens the network's window; none for what happens on the device.
    open: Opener | None = None
    #: True when the person has to name a server.
    asks_host: bool = False
    #: True when a tab of the browser is opened; mail programs are not.
    new_tab: bool = True
    #: False where nobody draws a card: the link arrives bare.
    shows_card: bool = True
    #: An icon in place of the monogram, for what is no network.
    icon: str = ""

    @property
    def opens(self) -> str:
        """Where the network's window opens: in a new ``tab``, ``here`` (a mail program takes over), or "" for none."""
        if self.open is None:
            return ""
        return "tab" if self.new_tab else "here"


def _q(text: str) -> str:
    return quote(text, safe="")


def _linkedin(post: Post) -> str:
    return f"https://www.linkedin.com/sharing/share-offsite/?url={_q(post.url)}"


def _facebook(post: Post) -> str:
    return f"https://www.facebook.com/sharer/sharer.php?u={_q(post.url)}"


def _x(post: Post) -> str:
    return f"https://x.com/intent/post?text={_q(post.text.strip())}&url={_q(post.url)}"


def _bluesky(post: Post) -> str:
    return f"https://bsky.app/intent/compose?text={_q(post.text_and_url)}"


def _mastodon(post: Post) -> str:
    return f"https://{host_of(post.host) or 'mastodon.social'}/share?text={_q(post.text_and_url)}"


def _threads(post: Post) -> str:
    return f"https://www.threads.com/intent/post?text={_q(post.text.strip())}&url={_q(post.url)}"


def _xing(post: Post) -> str:
    return f"https://www.xing.com/social/share/spi?url={_q(post.url)}"


def _whatsapp(post: Post) -> str:
    return f"https://wa.me/?text={_q(post.text_and_url)}"


def _mail(post: Post) -> str:
    body = post.text_and_url.replace("\r\n", "\n").replace("\n", "\r\n")
    return f"mailto:?subject={_q(post.title)}&body={_q(body)}"


def _teams(post: Post) -> str:
    return f"https://teams.microsoft.com/share?href={_q(post.url)}&msgText={_q(post.text.strip())}"


CHANNELS: tuple[Channel, ...] = (
    Channel("linkedin", "LinkedIn", "in", 3000, open=_linkedin),
    Channel("facebook", "Facebook", "f", 63206, open=_facebook),
    Channel("x", "X", "X", 280, "weighted", prefills=True, link_takes=24, open=_x),
    Channel("bluesky", "Bluesky", "B", 300, "graphemes", prefills=True, link_takes=IN_FULL, open=_bluesky),
    Channel("mastodon", "Mastodon", "M", 500, "short", prefills=True, link_takes=25, open=_mastodon, asks_host=True),
    Channel("threads", "Threads", "Th", 500, prefills=True, open=_threads),
    Channel("xing", "Xing", "xi", 420, open=_xing),
    Channel("mail", "E-mail", "@", prefills=True, open=_mail, new_tab=False, shows_card=False),
    Channel("whatsapp", "WhatsApp", "W", prefills=True, open=_whatsapp),
    Channel("teams", "Teams", "T", prefills=True, open=_teams),
    Channel("system", "Other apps", "", icon="share"),
    Channel("copy", "Copy", "", icon="copy"),
    Channel("qr", "QR code", "", icon="qr-code", shows_card=False),
)
BY_KEY: dict[str, Channel] = {channel.key: channel for channel in CHANNELS}
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+")


def host_of(written: str) -> str:
    """A server's name from how people write it (``https://snabelen.no/@me``, ``@me@snabelen.no``), else ""."""
    word = written.strip().lower()
    word = word.split("://", 1)[-1].split("/", 1)[0].rsplit("@", 1)[-1]
    return word if _HOST.fullmatch(word) and len(word) <= 253 else ""


def taken_by_link(channel: Channel, url: str) -> int:
    """How much of the channel's limit the link takes."""
    return len(url) + 2 if channel.link_takes == IN_FULL else channel.link_takes


def address(channel: Channel, post: Post) -> str:
    """What to open for the post; "" when the channel opens nothing (copy, QR, the device's own share menu)."""
    return channel.open(post) if channel.open else ""
