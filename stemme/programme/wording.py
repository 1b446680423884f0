"""The programme in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from stemme.programme.next_things import LEAD, OWNER, REPRESENTATIVE, Thing

STEP_NAMES = {
    "prepare": gettext_lazy("Readiness"),
    "pilot": gettext_lazy("Pilot"),
    "rollout": gettext_lazy("Roll-out"),
    "scale": gettext_lazy("Scale"),
}
STEP_SENTENCES = {
    "prepare": gettext_lazy("We are getting ready: no wave has begun."),
    "pilot": gettext_lazy("The first wave is under way. What it teaches changes the next."),
    "rollout": gettext_lazy("Waves follow one another, each when the one before has come far enough."),
    "scale": gettext_lazy("Every wave has been launched. From now on newcomers are what counts."),
}
_WHOSE = {
    LEAD: gettext_lazy("for whoever leads the programme"),
    OWNER: gettext_lazy("for an owner"),
    REPRESENTATIVE: gettext_lazy("for an employee representative"),
}


def thing_in_words(thing: Thing) -> str:
    """What is to be done, in one sentence."""
    if thing.key == "checks":
        told = ngettext(
            "%(count)d line of the check-list of wave %(number)d is due",
            "%(count)d lines of the check-list of wave %(number)d are due",
            thing.count,
        )
        return told % {"count": thing.count, "number": thing.number}
    if thing.key == "tasks":
        told = ngettext("%(count)d thing to do from readiness", "%(count)d things to do from readiness", thing.count)
        return told % {"count": thing.count}
    return {
        "unanswered": _("An agreement waits for an answer"),
        "guidelines": _("Write the guidelines"),
        "readiness": _("Ask how ready we are"),
        "open": _("Wave %(number)d may begin") % {"number": thing.number or 0},
        "close": _("Wait for the answers about readiness, then close the round"),
        "plan": _("Plan the waves"),
        "agree": _("Agree to the plan of the waves"),
        "functions": _("Say what you hope for, and what people can expect"),
        "contacts": _("Name somebody whom colleagues may ask"),
    }[thing.key]


def whose(thing: Thing) -> str:
    """Whose it is."""
    return str(_WHOSE[thing.whose])
