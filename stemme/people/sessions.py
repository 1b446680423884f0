"""How long a visit lasts, by what opened it (security.md T-04). Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.people.roles import RUN_INSTALLATION
from stemme.people.viewer import EMPLOYEE, SUGGEST


@dataclass(frozen=True, slots=True)
class Limits:
    """Longest silence and longest whole duration of a session."""

    idle: dt.timedelta
    absolute: dt.timedelta


SUGGEST_LIMITS = Limits(dt.timedelta(hours=12), dt.timedelta(days=14))
EMPLOYEE_LIMITS = Limits(dt.timedelta(days=7), dt.timedelta(days=30))
#: Whoever may change things for others is asked again sooner.
ADMINISTRATOR_LIMITS = Limits(dt.timedelta(minutes=60), dt.timedelta(hours=12))
#: Whoever runs the installation, soonest of all.
OPERATOR_LIMITS = Limits(dt.timedelta(minutes=30), dt.timedelta(hours=8))

#: Before roles, exports and secrets whoever has been in for longer is asked again who they are.
STEP_UP_LASTS = dt.timedelta(minutes=10)


def limits_for(scope: str, *, rights: frozenset[str]) -> Limits:
    """The limits of a session: those of the strongest role held."""
    if scope == SUGGEST:
        return SUGGEST_LIMITS
    if RUN_INSTALLATION in rights:
        return OPERATOR_LIMITS
    return ADMINISTRATOR_LIMITS if rights else EMPLOYEE_LIMITS


def has_ended(
    now: dt.datetime, *, started: dt.datetime, last_seen: dt.datetime, scope: str, rights: frozenset[str]
) -> bool:
    """True when a session is over. An unknown scope is over at once."""
    if scope not in {SUGGEST, EMPLOYEE}:
        return True
    limits = limits_for(scope, rights=rights)
    return now - last_seen > limits.idle or now - started > limits.absolute
