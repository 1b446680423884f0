"""The steps in words, and where each is done. Pure but for the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.setup import steps


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as the rail and the list show it."""

    key: str
    name: Any
    why: Any
    action: Any
    url: str
    done: bool
    here: bool


#: (view, name, what it is for, button)
_WORDS: dict[str, tuple[str, Any, Any, Any]] = {
    steps.ORGANISATION: (
        "setup:brand",
        _("Organisation"),
        _("Name, language and time zone are set, and you are its first owner."),
        _("Look at it"),
    ),
    steps.PASSKEY: (
        "passkeys:passkeys",
        _("Your passkey"),
        _("You may change things for others. From now on you prove with your device that it is you."),
        _("Add a passkey"),
    ),
    steps.BRAND: (
        "setup:brand",
        _("Brand"),
        _("Your colour and your logo, so that colleagues see at once whose pages these are."),
        _("Choose colour and logo"),
    ),
    steps.ADDRESS: (
        "setup:address",
        _("Addresses"),
        _("Where the pages and the links live, and whether they answer from outside."),
        _("Check the addresses"),
    ),
    steps.MAIL: (
        "setup:mail",
        _("Mail"),
        _("Links travel by mail. One test shows whether yours arrives."),
        _("Send a test mail"),
    ),
    steps.PEOPLE: (
        "people:import",
        _("People"),
        _("A file from your HR system. You see what would change before anything does; nobody is invited yet."),
        _("Import people"),
    ),
    steps.GUIDELINES: (
        "policy:edit",
        _("Guidelines"),
        _("A few sentences on how you speak about work. One language is enough to begin with."),
        _("Write the guidelines"),
    ),
    steps.STORY: (
        "library:studio",
        _("First story"),
        _("Connect your news feed or paste an address. One good story is enough to begin with."),
        _("Open the studio"),
    ),
}


def view_of(key: str) -> str:
    """The name of the view where a step is done."""
    return _WORDS[key][0]


def step_words(key: str, *, url: str, done: bool, here: bool) -> StepRow:
    """A step with its words."""
    _view, name, why, action = _WORDS[key]
    return StepRow(key, name, why, action, url, done, here)
