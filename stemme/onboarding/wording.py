"""What the steps are called."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stemme.onboarding.steps import FIRST, QUESTIONS, RHYTHM, TOPICS, WHAT


def step_name(step: str) -> str:
    """A step in two or three words."""
    return {
        WHAT: _("What this is"),
        TOPICS: _("What you like"),
        RHYTHM: _("How often"),
        QUESTIONS: _("Eight questions"),
        FIRST: _("A first story"),
    }[step]
