"""Three short letters to begin with, in every language. Pure."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _mark

from stemme.followups.steps import StepText

#: By key: what it is called (and its subject), its paragraphs, its button.
STARTERS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "thanks": (
        _mark("Thank you, here is more"),
        (
            _mark("Thank you for confirming. You left your address because something caught your interest."),
            _mark("Here is what we would show you first. It takes three minutes to read."),
        ),
        _mark("Read on"),
    ),
    "colleague": (
        _mark("A story of a colleague"),
        (
            _mark("Here is a story from our everyday work, told by a colleague."),
            _mark("We chose it because it shows how we go about things, also when something does not work at once."),
        ),
        _mark("Read the story"),
    ),
    "talk": (
        _mark("Shall we talk?"),
        (
            _mark("You have read a little about what we do. Perhaps you would like to ask somebody."),
            _mark("A short talk costs nothing and binds you to nothing. Choose a time that suits you."),
            _mark("If now is not the time, you need not do anything."),
        ),
        _mark("Choose a time"),
    ),
}


def starter(key: str, language: str) -> StepText:
    """The words of a starter in a language; the link is the editor's to fill in. Raises KeyError."""
    subject, paragraphs, button = STARTERS[key]
    with translation.override(language):
        return StepText(subject=_(subject), body="\n\n".join(_(line) for line in paragraphs), button=_(button))
