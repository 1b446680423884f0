"""What cannot be done with a plan, and what to do instead; the names of quiet times."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from stemme.waves.dates import SUMMER, WINTER

_QUIET: dict[str, Any] = {SUMMER: _("summer holidays"), WINTER: _("Christmas and New Year")}
_CANNOT: dict[str, Any] = {
    "departments": _(
        "Every department of 15 or more has somebody in the pilot. For that it has to take %(number)s people or more."
    ),
    "pinned": _(
        "You moved %(number)s people into one wave, which is more than it may take now. Allow as many, or move some."
    ),
    "exists": _("There is a plan already. Change that one, or end it first."),
    "none": _("There is no plan any more. Make a new one."),
    "unknown": _("That person or that wave is not in the plan any more. Please search again."),
    "was_launched": _("Their wave was launched: they are invited already and stay in it."),
    "launched": _("It was launched already. Choose a wave that was not."),
    "full": _(
        "That wave is full: it takes %(number)s people. Move somebody out of it first, or allow more in the plan."
    ),
    "team_full": _(
        "Of that team, %(number)s may be in one wave. Move somebody else of it first, or allow more in the plan."
    ),
    "last_of_department": _(
        "Nobody else of that department is in the pilot. Put another of its people there first; then this one can go."
    ),
    "pilot": _("There is one pilot. Divide a wave that comes after it."),
    "small": _("There are too few people in it to be divided."),
}


def cannot(reason: str, number: int = 0) -> str:
    """Why something cannot be done, and what to do instead; by the reason of PlanError, PlanningError, MoveError."""
    return str(_CANNOT[reason]) % {"number": number}


def quiet_name(time: str) -> str:
    """What a quiet time is called."""
    return str(_QUIET[time])
