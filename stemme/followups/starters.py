"""Three short letters to begin with, in every language. Pure."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from stemme.followups.steps import StepText

#: By key: what it is called (and its subject), its paragraphs, its button.
STARTERS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "thanks": (
        _("Thank you, here is more"),
        (
            _("Thank you for confirming. You left your address because something caught your interest."),
            _("Here is what we would show you first. It takes three minutes to read."),
        ),
        _("Read on"),
    ),
    "colleague": (
        _("A story of a colleague"),
        (
            _("Here is a story from our everyday work, told by a colleague."),
            _("We chose it because it shows how we go about things, also when something does not work at once."),
        ),
        _("Read the story"),
    ),
    "talk": (
        _("Shall we talk?"),
        (
            _("You have read a little about what we do. Perhaps you would like to ask somebody."),
            _("A short talk costs nothing and binds you to nothing. Choose a time that suits you."),
            _("If now is not the time, you need not do anything."),
        ),
        _("Choose a time"),
    ),
}


def starter(key: str, language: str) -> StepText:
    """The words of a starter in a language; the link is the editor's to fill in. Raises KeyError."""
    subject, paragraphs, button = STARTERS[key]
    with translation.override(language):
        body = "\n\n".join(gettext(line) for line in paragraphs)
        return StepText(subject=gettext(subject), body=body, button=gettext(button))
