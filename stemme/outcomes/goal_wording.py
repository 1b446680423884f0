"""Goals in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

#: By attributing.MODELS.
MODEL_NAMES: dict[str, Any] = {
    "linear": _("Shared equally"),
    "first": _("First voice"),
    "last": _("Last voice"),
    "position": _("First and last most"),
    "decay": _("The newest most"),
}
MODEL_SENTENCES: dict[str, Any] = {
    "linear": _("When several colleagues’ links led to the same outcome, each gets an equal part."),
    "first": _("The link that was clicked first gets the whole outcome."),
    "last": _("The link that was clicked last gets the whole outcome."),
    "position": _("The first and the last link get 40 per cent each; those between share the rest."),
    "decay": _("The newer the click, the larger its part: with each week it halves."),
}
#: By kinds.GOAL_KINDS.
KIND_NAMES: dict[str, Any] = {
    "application": _("Job applications"),
    "lead": _("Leads"),
    "sale": _("Sales"),
    "signup": _("Sign-ups for events"),
    "newsletter": _("Newsletter sign-ups"),
    "traffic": _("Visits to a site"),
    "own": _("Something of our own"),
}
#: By goal_queries.STRETCHES.
PER_NAMES: dict[str, Any] = {
    "month": _("per month"),
    "quarter": _("per quarter"),
    "year": _("per year"),
    "whole": _("from the first to the last day"),
}
VOICE_NAMES: dict[int, Any] = {1: _("One voice"), 2: _("Two voices"), 3: _("Three or more")}
