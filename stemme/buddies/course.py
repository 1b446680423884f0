"""How a pair goes on: who may do what in which state. Pure."""

from __future__ import annotations

from dataclasses import dataclass

ASKED_HELPER, ASKED_NEWCOMER, RUNNING = "asked_helper", "asked_newcomer", "running"
DONE, ENDED, PASSED = "done", "ended", "passed"
#: The three small steps of the newcomer.
STEPS = 3
YES, NO, STEP, FINISH, END = "yes", "no", "step", "finish", "end"
DEEDS = (YES, NO, STEP, FINISH, END)
HELPER, NEWCOMER = "helper", "newcomer"


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a deed leads: the new state, and how many steps are ticked."""

    state: str
    steps: int


_LEADS_TO = {
    (ASKED_HELPER, HELPER, YES): ASKED_NEWCOMER,
    (ASKED_HELPER, HELPER, NO): PASSED,
    # A newcomer who has changed their mind does not wait for an answer.
    (ASKED_HELPER, NEWCOMER, END): PASSED,
    (ASKED_NEWCOMER, HELPER, END): PASSED,
    (ASKED_NEWCOMER, NEWCOMER, YES): RUNNING,
    (ASKED_NEWCOMER, NEWCOMER, NO): PASSED,
    (ASKED_NEWCOMER, NEWCOMER, END): PASSED,
    (RUNNING, HELPER, END): ENDED,
    (RUNNING, NEWCOMER, END): ENDED,
    (RUNNING, NEWCOMER, FINISH): DONE,
}


def moved(*, state: str, steps: int, who: str, deed: str) -> Moved | None:
    """What becomes of a pair, or None when this person may not do that now.

    >>> moved(state=RUNNING, steps=1, who=NEWCOMER, deed=STEP)
    Moved(state='running', steps=2)
    >>> moved(state=RUNNING, steps=1, who=HELPER, deed=FINISH) is None
    True
    """
    if deed == STEP:
        may = state == RUNNING and who == NEWCOMER and steps < STEPS
        return Moved(state, steps + 1) if may else None
    leads_to = _LEADS_TO.get((state, who, deed))
    return Moved(leads_to, steps) if leads_to else None


def knows_name(state: str) -> bool:
    """Whether the two are shown each other's name, team and work address."""
    return state == RUNNING
