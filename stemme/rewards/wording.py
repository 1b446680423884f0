"""Rules, kinds and states in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stemme.rewards import earning
from stemme.rewards.queries import EntryRow


def rule_name(key: str) -> str:
    """What a rule is about."""
    return {
        earning.HELPED: _("Helping a newcomer to a first share"),
        earning.FIRST_STEP: _("A first share of one’s own"),
        earning.TEAM_GOAL: _("A goal that the team met"),
    }[key]


def entry_name(entry: EntryRow) -> str:
    """What a line of the ledger was for."""
    if entry.kind == earning.EARNED:
        return rule_name(entry.rule)
    said = {"words": entry.words}
    return {
        earning.GIVEN: _("Given away: %(words)s"),
        earning.REDEEMED: _("Redeemed: %(words)s"),
        earning.RETURNED: _("Came back: %(words)s"),
        earning.CORRECTED: _("Put right: %(words)s"),
    }[entry.kind] % said


def state_name(state: str) -> str:
    """How a request stands."""
    return {
        "open": _("waits for an answer"),
        "granted": _("yes"),
        "refused": _("no"),
        "withdrawn": _("taken back"),
    }[state]
