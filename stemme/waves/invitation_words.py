"""While a plan is agreed, invitations and their reminder say what the launch kit says."""

from __future__ import annotations

from stemme.mailings.composing import Reader
from stemme.mailings.inviting import OwnWords, Speaker, register_words
from stemme.waves.kit.pieces import INVITATION, REMINDER
from stemme.waves.kit.texts import fill, text_of
from stemme.waves.plan_queries import plan_of


def enter() -> None:
    """Enter the kit among those who have words for an invitation."""
    register_words(_words_of)


def _words_of(organisation_id: int, language: str, reminder: bool) -> Speaker | None:
    plan = plan_of(organisation_id)
    if plan is None or plan.agreed_at is None:
        return None
    words = text_of(organisation_id, REMINDER if reminder else INVITATION, language)

    def speak(reader: Reader) -> OwnWords:
        filled = fill(words, given_name=reader.given_name, organisation=reader.organisation)
        return OwnWords(filled.subject, filled.paragraphs)

    return speak
