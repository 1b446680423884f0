"""Channels, kinds and changes in the reader's words. Pure, but for Django's translations."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.scores.outlook import MONTH, NOTHING, STRONG, TYPICAL, VERY, Change
from stemme.sharing.channels import BY_KEY

#: By the kinds of formula.py; what nothing counts yet has no words.
_KINDS: dict[str, Any] = {
    "clicks": gettext_lazy("Visitors"),
    "fetched_reactions": gettext_lazy("Reactions on a public post"),
    "fetched_comments": gettext_lazy("Comments on a public post"),
    "fetched_reshares": gettext_lazy("Reshares of a public post"),
    "reported_reactions": gettext_lazy("Reactions you typed in"),
    "reported_comments": gettext_lazy("Comments you typed in"),
    "reported_reshares": gettext_lazy("Reshares you typed in"),
}


def channel_name(channel: str) -> str:
    """The channel as people know it."""
    return BY_KEY[channel].name if channel in BY_KEY else channel


def kind_name(kind: str) -> str:
    """What a share brought."""
    return str(_KINDS.get(kind, kind))


def kinds() -> list[tuple[str, str]]:
    """(key, name) of what is counted today."""
    return [(key, str(name)) for key, name in _KINDS.items()]


def change_sentence(change: Change) -> str:
    """What would change the score."""
    return {
        TYPICAL: _("One more share that does as well as a typical one"),
        VERY: _("One more share that brings %(n)s times as much as a typical one") % {"n": STRONG},
        NOTHING: _("One more share that nobody opens"),
        MONTH: _("A month without sharing"),
    }[change.what]


def example_names() -> list[str]:
    """What the shares of example.py are."""
    return [
        _("A strong share"),
        _("A typical share"),
        _("A share on X, with comments typed in"),
        _("A share that nobody opened"),
        _("The same, two days old"),
    ]
