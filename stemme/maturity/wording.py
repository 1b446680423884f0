"""The nine types in the reader's words (design.md 8). "Inactive" of the literature is shown as "Quiet"."""

from __future__ import annotations

from typing import Any

from django.utils.translation import pgettext_lazy

_NAMES: dict[str, Any] = {
    "inactive": pgettext_lazy("maturity type", "Quiet"),
    "participant": pgettext_lazy("maturity type", "Participant"),
    "enthusiast": pgettext_lazy("maturity type", "Enthusiast"),
    "networker": pgettext_lazy("maturity type", "Networker"),
    "broadcaster": pgettext_lazy("maturity type", "Broadcaster"),
    "expert": pgettext_lazy("maturity type", "Subject expert"),
    "connector": pgettext_lazy("maturity type", "Connector"),
    "collaborator": pgettext_lazy("maturity type", "Collaborator"),
    "influencer": pgettext_lazy("maturity type", "Influencer"),
}
_LINES: dict[str, Any] = {
    "inactive": pgettext_lazy("maturity type", "present, rarely posts"),
    "participant": pgettext_lazy("maturity type", "likes, comments, asks"),
    "enthusiast": pgettext_lazy("maturity type", "writes, still few readers"),
    "networker": pgettext_lazy("maturity type", "stays in touch"),
    "broadcaster": pgettext_lazy("maturity type", "passes things on"),
    "expert": pgettext_lazy("maturity type", "is asked for advice"),
    "connector": pgettext_lazy("maturity type", "knows who can help"),
    "collaborator": pgettext_lazy("maturity type", "listens, builds on others"),
    "influencer": pgettext_lazy("maturity type", "many turn to them"),
}


def type_name(key: str) -> str:
    """The name of a type, by its key in types.py."""
    return str(_NAMES[key])


def type_line(key: str) -> str:
    """What people of a type do, in a few words."""
    return str(_LINES[key])
