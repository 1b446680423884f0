"""The networks a story can be shared to, as data. Pure; knows no framework."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Channel:
    """A place to share to."""

    key: str
    name: str
    #: The tile's letters: there are no brand marks in the icon set (design.md section 5).
    monogram: str
    #: Longest text, in the network's own counting; 0 is unlimited.
    limit: int = 0


CHANNELS: tuple[Channel, ...] = (
    Channel("linkedin", "LinkedIn", "in", 3000),
    Channel("facebook", "Facebook", "f", 63206),
    Channel("x", "X", "X", 280),
    Channel("bluesky", "Bluesky", "B", 300),
    Channel("mastodon", "Mastodon", "M", 500),
    Channel("threads", "Threads", "Th", 500),
    Channel("xing", "Xing", "xi", 420),
    Channel("mail", "E-mail", "@"),
    Channel("whatsapp", "WhatsApp", "W"),
    Channel("teams", "Teams", "T"),
    Channel("system", "Other apps", "…"),
    Channel("copy", "Copy", "⧉"),
    Channel("qr", "QR code", "▦"),
)
