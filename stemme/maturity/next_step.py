"""Which step suits next: a voluntary one, from all memberships at once (research/algorithms.md 3.6). Pure.

Every type speaks for raising the axis that lags; between equals the network comes first; those who are high on both
have nowhere they ought to go. Each speaks with its membership.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemme.maturity.classifier import Place
from stemme.maturity.questions import ACTIVITY, NETWORK
from stemme.maturity.types import HIGH, TYPE_OF, TYPES, MaturityType, type_at

#: Nothing is to be raised.
KEEP = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """``axis``: network, activity, or empty: stay. ``target``: the type it leads to; empty while nothing is known."""

    axis: str
    target: str


def lagging(kind: MaturityType) -> str:
    """The axis that a type speaks for.

    >>> lagging(TYPE_OF["connector"]), lagging(TYPE_OF["broadcaster"]), lagging(TYPE_OF["influencer"])
    ('activity', 'network', '')
    """
    if kind.network == kind.activity == HIGH:
        return KEEP
    return NETWORK if kind.network <= kind.activity else ACTIVITY


def raised(kind: MaturityType, axis: str) -> MaturityType:
    """The neighbour of a type one level up or to the right."""
    return type_at(kind.network + (axis == NETWORK), kind.activity + (axis == ACTIVITY))


def next_step(place: Place, wanted: str = "") -> NextStep:
    """The step that most of the place speaks for. ``wanted``: the type as far as which the person wants to go.

    A step never leads beyond it: where it would, the other axis is taken, and where both are reached, one stays.
    """
    if not place.known:
        return NextStep(KEEP, "")
    votes = {NETWORK: 0.0, ACTIVITY: 0.0, KEEP: 0.0}
    for kind, membership in zip(TYPES, place.memberships, strict=True):
        votes[lagging(kind)] += membership
    axis = max((NETWORK, ACTIVITY, KEEP), key=votes.__getitem__)
    if not wanted:
        return NextStep(axis, _target(place, axis))
    end, here = TYPE_OF[wanted], TYPE_OF[place.top]
    open_axes = [name for name, ahead in _ahead(here, end).items() if ahead]
    if not open_axes:
        return NextStep(KEEP, wanted)
    chosen = axis if axis in open_axes else open_axes[0]
    return NextStep(chosen, raised(here, chosen).key)


def _ahead(here: MaturityType, end: MaturityType) -> dict[str, bool]:
    return {NETWORK: here.network < end.network, ACTIVITY: here.activity < end.activity}


def _target(place: Place, axis: str) -> str:
    """Where the step leads: from the likeliest type that speaks for it."""
    speaking = [number for number, kind in enumerate(TYPES) if lagging(kind) == axis]
    likeliest = TYPES[max(speaking, key=place.memberships.__getitem__)]
    return raised(likeliest, axis).key if axis else likeliest.key
