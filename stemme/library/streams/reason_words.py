"""The reasons of a No, as editors read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stemme.library.streams.declines import DOUBT, FIELD, LANGUAGE, REASONS, SALESY, TIME, declines

_REASONS = {
    SALESY: _("too salesy"),
    FIELD: _("not my field"),
    LANGUAGE: _("wrong language"),
    DOUBT: _("I do not believe it"),
    TIME: _("wrong time"),
}
#: What helps, in one sentence.
_HELP = {
    SALESY: _("Say what happened and who did it; leave the praise to the reader. A story about others helps, too."),
    FIELD: _("It reaches people it has nothing to say to. A narrower audience is kinder."),
    LANGUAGE: _("Tell it in their language, or keep it to those who read this one."),
    DOUBT: _("Name the source, and what is not certain yet."),
    TIME: _("Choose another day, or mark what stays true for longer."),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason with how many people gave it, and what helps."""

    key: str
    words: str
    people: int
    advice: str


def reasons_for(organisation_id: int, story_id: int) -> list[Reason]:
    """Why people declined one story, as far as it may be said."""
    return in_words(declines(organisation_id, [story_id]).get(story_id, {}))


def in_words(said: Mapping[str, int]) -> list[Reason]:
    """The reasons, those of most people first."""
    keys = sorted((key for key in REASONS if said.get(key)), key=lambda key: (-said[key], REASONS.index(key)))
    return [Reason(key, str(_REASONS[key]), said[key], str(_HELP[key])) for key in keys]
