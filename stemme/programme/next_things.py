"""What a programme's lead does next: rules over what is there and what is not. Pure."""

from __future__ import annotations

from dataclasses import dataclass

LEAD, OWNER, REPRESENTATIVE = "lead", "owner", "representative"
#: So many are shown: a longer list is none.
SHOWN = 3


@dataclass(frozen=True, slots=True)
class State:
    """The programme as it is. Numbers of waves; None: there is none."""

    guidelines: bool
    contacts: bool
    functions: bool
    #: A closed round that says something; one that is open.
    readiness: bool
    asking: bool
    #: Things to do from readiness that are not done.
    tasks: int
    plan: bool
    agreed: bool
    #: The wave whose check-list has lines that are due, and how many.
    due_wave: int | None
    due_lines: int
    #: The next wave, if nothing stands in its way.
    may_open: int | None
    #: An agreement that waits for the representative's answer.
    unanswered: int | None


@dataclass(frozen=True, slots=True)
class Thing:
    """Something to do. ``page`` is the name of an address, ``number`` its parameter; ``whose`` says whose it is."""

    key: str
    page: str
    whose: str
    number: int | None = None
    count: int = 0


def next_things(state: State) -> list[Thing]:
    """At most three, the most pressing first: what others wait for, then foundations, then what comes next.

    >>> nothing = State(False, False, False, False, False, 0, False, False, None, 0, None, None)
    >>> [thing.key for thing in next_things(nothing)]
    ['guidelines', 'readiness', 'functions']
    """
    rules = (
        (state.unanswered is not None, Thing("unanswered", "agreements:agreements", REPRESENTATIVE)),
        (
            state.due_wave is not None,
            Thing("checks", "waves:wave", LEAD, number=state.due_wave, count=state.due_lines),
        ),
        (not state.guidelines, Thing("guidelines", "policy:edit", OWNER)),
        (not state.readiness and not state.asking, Thing("readiness", "readiness:readiness", LEAD)),
        (state.may_open is not None, Thing("open", "waves:wave", LEAD, number=state.may_open)),
        (state.asking, Thing("close", "readiness:readiness", LEAD)),
        (state.readiness and not state.plan, Thing("plan", "waves:plan", LEAD)),
        (state.plan and not state.agreed, Thing("agree", "waves:rollout", LEAD)),
        (not state.functions, Thing("functions", "policy:functions", LEAD)),
        (state.guidelines and not state.contacts, Thing("contacts", "policy:contacts", OWNER)),
        (state.tasks > 0, Thing("tasks", "readiness:readiness", LEAD, count=state.tasks)),
    )
    return [thing for holds, thing in rules if holds][:SHOWN]
