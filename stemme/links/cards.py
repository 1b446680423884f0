"""What a network shows of a shared link. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """A story in one language as previews show it, and the address its links lead to."""

    language: str
    url: str
    title: str
    description: str = ""
    image_url: str = ""
    site_name: str = ""
