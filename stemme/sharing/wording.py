"""Channels and families in the reader's words. Pure, but for Django's translations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.sharing.channels import CHANNELS, DEVICE, INSIDE, MESSAGE, NETWORK, Channel

#: Those that are no names of companies.
_NAMES: dict[str, Any] = {
    "mail": gettext_lazy("E-mail"),
    "system": gettext_lazy("Other apps"),
    "copy": gettext_lazy("Copy"),
    "qr": gettext_lazy("QR code"),
    "signature": gettext_lazy("E-mail signature"),
}
_NOTES: dict[str, Any] = {
    "mastodon": gettext_lazy("and its relatives"),
    "mail": gettext_lazy("ready to send"),
    "teams": gettext_lazy("inside only"),
    "slack": gettext_lazy("inside only"),
    "instagram": gettext_lazy("with a picture"),
    "tiktok": gettext_lazy("with a picture"),
    "snapchat": gettext_lazy("with a picture"),
}
_FAMILIES: dict[str, Any] = {
    NETWORK: gettext_lazy("Networks"),
    MESSAGE: gettext_lazy("Chats and mail"),
    INSIDE: gettext_lazy("Inside the company"),
    DEVICE: gettext_lazy("On this device"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A channel as the sheet offers it. ``room``: how many letters of quoted words its address takes; 0 if none."""

    channel: Channel
    name: str
    note: str
    room: int


def channel_name(channel: Channel) -> str:
    """The channel as people know it, in their language."""
    return str(_NAMES.get(channel.key, channel.name))


def channel_names() -> list[tuple[str, str]]:
    """(key, name) of each channel, in the order of the sheet."""
    return [(channel.key, channel_name(channel)) for channel in CHANNELS]


def family_name(key: str) -> str:
    """The heading over channels of one family."""
    return str(_FAMILIES[key])


def tiles(channels: Iterable[Channel], *, usual: str, rooms: dict[str, int]) -> list[Tile]:
    """The channels with their names and a note where it helps."""
    return [
        Tile(
            channel,
            channel_name(channel),
            _("usual for you") if channel.key == usual else str(_NOTES.get(channel.key, "")),
            rooms[channel.key],
        )
        for channel in channels
    ]
