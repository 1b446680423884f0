"""What the pieces are called, and who sends them when, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.waves.kit import pieces

NAMES: dict[str, Any] = {
    pieces.MANAGER_NOTE: _("Note to managers"),
    pieces.INTRANET: _("Text for the intranet"),
    pieces.INVITATION: _("Invitation"),
    pieces.REMINDER: _("Reminder"),
    pieces.POSTER: _("Poster and handouts"),
    pieces.FIRST_STORIES: _("With the first stories"),
    pieces.BUDDIES: _("Looking for buddies"),
}
WHEN: dict[str, Any] = {
    pieces.MANAGER_NOTE: _("You send it to everybody who leads a team of the wave, a week before it begins."),
    pieces.INTRANET: _("You put it up on the day on which a wave begins."),
    pieces.INVITATION: _("Goes out by itself as soon as a wave is launched, to those who were never invited."),
    pieces.REMINDER: _("Goes out by itself a week later, once, to those who have neither joined nor said no."),
    pieces.POSTER: _("You print it for canteens, changing rooms and vehicles: people without a desk join by it."),
    pieces.FIRST_STORIES: _("You send it, or show it in the first team meeting of a wave."),
    pieces.BUDDIES: _("You send it to those who have shared before, in the first week of a wave."),
}
ICONS: dict[str, str] = {
    pieces.MANAGER_NOTE: "users",
    pieces.INTRANET: "newspaper",
    pieces.INVITATION: "mail",
    pieces.REMINDER: "bell",
    pieces.POSTER: "qr-code",
    pieces.FIRST_STORIES: "book-open",
    pieces.BUDDIES: "heart-handshake",
}


def shown_placeholders(names: Iterable[str]) -> str:
    """The names as they stand in a text: {organisation}, {link}."""
    return ", ".join(f"{{{name}}}" for name in names)
