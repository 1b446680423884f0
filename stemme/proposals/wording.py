"""Why a proposal cannot be sent, in sentences."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.library import wording
from stemme.library.actions.proposals import MOST_OPEN

_PROBLEMS: dict[str, Any] = {
    "nothing": _("Please give a link or write a text."),
    "no_sentence": _("Please say in one sentence why it is worth telling."),
    "no_stream": _("Nobody takes proposals here yet: there is no stream."),
    "twice": _("You have proposed this link already. It waits for an answer."),
    "foreign": _("This stream takes no proposals any more. Please choose another one."),
    "looks": _("You have looked at many links within the hour. You can send this one as it is."),
}


def problem(reason: str) -> str:
    """The sentence for a reason why nothing was sent, or why a page was not read."""
    if reason == "too_many":
        return _TOO_MANY % {"number": MOST_OPEN}
    return str(_PROBLEMS[reason]) if reason in _PROBLEMS else wording.problem(reason)


_TOO_MANY: Any = _(
    "%(number)d of your proposals wait for an answer. Take one back first, or wait until the editors have answered."
)
