"""Numbers of channels in tables of figures. A number is never given away again. Pure."""

from __future__ import annotations

CHANNEL_NUMBERS = {
    "linkedin": 1, "facebook": 2, "x": 3, "bluesky": 4, "mastodon": 5, "threads": 6, "xing": 7, "mail": 8,
    "whatsapp": 9, "teams": 10, "system": 11, "copy": 12, "qr": 13, "telegram": 14, "reddit": 15, "slack": 16,
    "instagram": 17, "tiktok": 18, "snapchat": 19, "signature": 20,
}  # fmt: skip
OTHER_CHANNEL = 99
