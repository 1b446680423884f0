"""The eight questions and their options in the reader's words (research/algorithms.md 3.1)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

_NEVER, _WEEKLY, _MONTHLY = _("never"), _("weekly"), _("monthly")
_SOME = _("a few times a year")
#: By key: the question, and what people do, from little to much.
_QUESTIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "contacts": (
        _("How many professional contacts do you have on the network you use most?"),
        (_("fewer than 50"), _("50 to 149"), _("150 to 499"), _("500 to 1,499"), _("1,500 or more")),
    ),
    "invitations": (
        _("How do new contacts come about?"),
        (
            _("I leave most invitations lying"),
            _("I accept invitations"),
            _("I sometimes invite people after meeting them"),
            _("I invite somebody every week"),
            _("I build circles on purpose"),
        ),
    ),
    "introductions": (
        _("How often do you introduce two people to each other?"),
        (_NEVER, _("about once a year"), _SOME, _MONTHLY, _WEEKLY),
    ),
    "profile": (
        _("What does your profile look like?"),
        (
            _("none, or out of date"),
            _("a bare list of jobs"),
            _("picture, a line about me, my job today"),
            _("also a summary and what I am good at"),
            _("kept up for the people I want to reach"),
        ),
    ),
    "reactions": (
        _("How often do you react to what others post about work, or comment on it?"),
        (_NEVER, _SOME, _MONTHLY, _WEEKLY, _("daily")),
    ),
    "sharing": (
        _("How often do you pass on what others or the company wrote, with words of your own?"),
        (_NEVER, _SOME, _MONTHLY, _WEEKLY, _("several times a week")),
    ),
    "publishing": (
        _("How often do you publish something of your own: a post, an article, a video, a talk?"),
        (_NEVER, _("once a year"), _SOME, _MONTHLY, _WEEKLY),
    ),
    "answering": (
        _("What do you do when people respond to what you posted?"),
        (
            _("I do not post"),
            _("I rarely answer"),
            _("I answer sometimes"),
            _("I mostly answer"),
            _("I start discussions and lead them"),
        ),
    ),
}


def question_text(key: str) -> str:
    """The question, by its key in questions.py."""
    return str(_QUESTIONS[key][0])


def option_texts(key: str) -> tuple[str, ...]:
    """Its five options, from little to much."""
    return tuple(str(text) for text in _QUESTIONS[key][1])
