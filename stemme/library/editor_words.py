"""What the editor's page calls its steps, tabs and previews. Pure, but for Django's translations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_STEPS: dict[str, Any] = {
    "source": _("Source"),
    "words": _("Words to share"),
    "audience": _("Audience"),
    "time": _("Time"),
}
_WRITTEN_FOR: dict[str, Any] = {
    "": _("Any channel"),
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "x": _("X and Bluesky"),
    "mail": _("E-mail"),
}
_PREVIEWS: dict[str, Any] = {
    "feed": _("In the feed"),
    "linkedin": "LinkedIn",
    "facebook": "Facebook",
    "x": "X",
    "bluesky": "Bluesky",
    "mail": _("E-mail"),
    "slack": _("Slack and Teams"),
}


def step_name(key: str) -> str:
    """A step of the editor."""
    return str(_STEPS[key])


def written_for_name(key: str) -> str:
    """A tab of starting points."""
    return str(_WRITTEN_FOR.get(key, key))


def preview_name(key: str) -> str:
    """A tab of the previews."""
    return str(_PREVIEWS[key])
