"""The places a story can be shared to: one row of data each, and one small function (addresses.py). Pure.

No account is ever connected: an address opens the network's own window, and the person posts there. Limits:
research/algorithms.md 5.1 (November 2026).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from stemme.sharing import addresses
from stemme.sharing.addresses import Opener, Post

#: The link counts with all its letters, and so does the empty line before it.
IN_FULL = -1
#: Families, in the order of the sheet: networks, messages, inside the company, this device.
NETWORK, MESSAGE, INSIDE, DEVICE = "network", "message", "inside", "device"
FAMILIES = (NETWORK, MESSAGE, INSIDE, DEVICE)
#: Longest address that browsers, networks and the servers between them take; mail programs take much less
#: (docs/decisions/0014).
ROOM, ROOM_IN_MAIL = 8_000, 2_000


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
    family: str = NETWORK
    #: What the link takes of the limit: so many, or IN_FULL.
    link_takes: int = 0
    #: True when the network takes the text over from the address; else it goes to the clipboard first.
    prefills: bool = False
    #: False where the address carries no link either: it is pasted with the words.
    carries_link: bool = True
    #: The address that opens the network's window; none for what happens on the device.
    open: Opener | None = None
    #: Longest address that arrives whole.
    room: int = ROOM
    #: True when the person has to name a server.
    asks_host: bool = False
    #: True when a tab of the browser is opened; mail programs are not.
    new_tab: bool = True
    #: False where nobody draws a card: the link arrives bare.
    shows_card: bool = True
    #: True where a post is a picture: it is saved first, and the words are its caption.
    asset: bool = False
    #: An icon in place of the monogram, for what is no network.
    icon: str = ""

    @property
    def opens(self) -> str:
        """When the network's window opens: at once in a new ``tab``, at once ``here`` (a mail program takes over),
        ``later`` (something has to be copied or saved before), or "" for none."""
        if self.open is None:
            return ""
        if not self.carries_link:
            return "later"
        return "tab" if self.new_tab else "here"

    @property
    def copies(self) -> str:
        """What goes to the clipboard before the window opens: the ``words``, ``all`` (with the link) or ""."""
        if self.open is None or self.prefills:
            return ""
        return "words" if self.carries_link or self.asset else "all"


@dataclass(frozen=True, slots=True)
class HandOver:
    """The address to open, and whether it carries the words (True also when there are none)."""

    address: str
    carries_words: bool


CHANNELS: tuple[Channel, ...] = (
    Channel("linkedin", "LinkedIn", "in", 3000, open=addresses.linkedin),
    Channel("facebook", "Facebook", "f", 63206, open=addresses.facebook),
    Channel("x", "X", "X", 280, "weighted", prefills=True, link_takes=24, open=addresses.x),
    Channel("bluesky", "Bluesky", "B", 300, "graphemes", prefills=True, link_takes=IN_FULL, open=addresses.bluesky),
    Channel("mastodon", "Mastodon", "M", 500, "short", prefills=True, link_takes=25, open=addresses.fediverse,
            asks_host=True),
    Channel("threads", "Threads", "Th", 500, prefills=True, open=addresses.threads),
    Channel("xing", "Xing", "xi", 420, open=addresses.xing),
    Channel("reddit", "Reddit", "r", 300, prefills=True, open=addresses.reddit),
    Channel("instagram", "Instagram", "Ig", 2200, carries_link=False, open=addresses.instagram, shows_card=False,
            asset=True),
    Channel("tiktok", "TikTok", "Tt", 2200, carries_link=False, open=addresses.tiktok, shows_card=False, asset=True),
    Channel("snapchat", "Snapchat", "Sc", 250, carries_link=False, open=addresses.snapchat, shows_card=False,
            asset=True),
    Channel("mail", "E-mail", "@", family=MESSAGE, prefills=True, open=addresses.mail, room=ROOM_IN_MAIL,
            new_tab=False, shows_card=False),
    Channel("whatsapp", "WhatsApp", "W", family=MESSAGE, prefills=True, open=addresses.whatsapp),
    Channel("telegram", "Telegram", "Tg", 4096, family=MESSAGE, prefills=True, link_takes=IN_FULL,
            open=addresses.telegram),
    Channel("teams", "Teams", "T", family=INSIDE, prefills=True, open=addresses.teams),
    Channel("slack", "Slack", "S", family=INSIDE, carries_link=False, open=addresses.slack),
    Channel("system", "Other apps", "", family=DEVICE, icon="share"),
    Channel("copy", "Copy", "", family=DEVICE, icon="copy"),
    Channel("qr", "QR code", "", family=DEVICE, icon="qr-code", shows_card=False),
    Channel("signature", "E-mail signature", "", 200, family=DEVICE, icon="mail", shows_card=False),
)  # fmt: skip
BY_KEY: dict[str, Channel] = {channel.key: channel for channel in CHANNELS}
#: What is offered first to whoever has not said which apps they use.
FIRST = ("linkedin", "facebook", "x", "bluesky", "xing", "mail", "whatsapp", "teams")


def in_order(keys: Collection[str]) -> tuple[str, ...]:
    """Those of these keys that are channels, each once, in the order of the sheet."""
    return tuple(channel.key for channel in CHANNELS if channel.key in keys)


def taken_by_link(channel: Channel, url: str) -> int:
    """How much of the channel's limit the link takes."""
    return len(url) + 2 if channel.link_takes == IN_FULL else channel.link_takes


def room_for_words(channel: Channel, post: Post) -> int:
    """How long the words may be, once quoted, so that the channel's address takes them; 0 where it takes none.

    Only link, title and server of the post matter.
    """
    if channel.open is None or not channel.prefills:
        return 0
    return channel.room - len(channel.open(replace(post, text="x"))) + 1


def hand_over(channel: Channel, post: Post) -> HandOver:
    """What to open for the post; no address where nothing is opened (copy, QR, the device's own share menu).

    An address that would become too long carries the link alone: half a text is worse than a pasted one.
    """
    if channel.open is None:
        return HandOver("", carries_words=not post.words)
    whole = channel.open(post)
    if channel.prefills and len(whole) > channel.room:
        return HandOver(channel.open(replace(post, text="")), carries_words=False)
    return HandOver(whole, carries_words=channel.prefills or not post.words)
