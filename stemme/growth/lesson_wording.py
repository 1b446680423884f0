"""What lessons are about and what their exercises end in, in the reader's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: By lesson_texts.THEMES.
THEME_NAMES: dict[str, Any] = {
    "profile": pgettext_lazy("theme of a lesson", "Profile"),
    "network": pgettext_lazy("theme of a lesson", "Network"),
    "comment": pgettext_lazy("theme of a lesson", "Commenting"),
    "own_words": pgettext_lazy("theme of a lesson", "Own words"),
    "opinion": pgettext_lazy("theme of a lesson", "Opinions and articles"),
    "video": pgettext_lazy("theme of a lesson", "Video"),
    "guidelines": pgettext_lazy("theme of a lesson", "Guidelines and risks"),
    "care": pgettext_lazy("theme of a lesson", "Looking after readers"),
}
#: By lesson_texts.KEEPS: the button below an exercise, and the name of what it keeps.
_KEEP: dict[str, Any] = {
    "profile": _("Keep for my profile"),
    "comment": _("Keep for my next comment"),
    "sentence": _("Keep for my next share"),
    "outline": _("Keep the outline"),
    "note": _("Keep it for me"),
}
_KINDS: dict[str, Any] = {
    "profile": pgettext_lazy("kind of note", "For the profile"),
    "comment": pgettext_lazy("kind of note", "A comment"),
    "sentence": pgettext_lazy("kind of note", "A sentence to share"),
    "outline": pgettext_lazy("kind of note", "An outline"),
    "note": pgettext_lazy("kind of note", "A note"),
}


def theme_name(theme: str) -> str:
    """What a lesson is about."""
    return str(THEME_NAMES[theme])


def keep_label(keep: str) -> str:
    """The button below an exercise."""
    return str(_KEEP[keep])


def kind_name(keep: str) -> str:
    """What was kept."""
    return str(_KINDS[keep])
