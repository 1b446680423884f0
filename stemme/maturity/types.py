"""The nine types: three steps of network by three of activity (research/algorithms.md 1.1, after Sarah Goodall). Pure.

No type is better than another; there is no order between them but where they lie.
"""

from __future__ import annotations

from dataclasses import dataclass

LOW, MIDDLE, HIGH = 0, 1, 2


@dataclass(frozen=True, slots=True)
class MaturityType:
    """One pane of the map. ``network`` and ``activity`` are LOW, MIDDLE or HIGH."""

    key: str
    network: int
    activity: int


#: Network first, then activity: the order of every list of nine memberships.
TYPES: tuple[MaturityType, ...] = (
    MaturityType("inactive", LOW, LOW),
    MaturityType("participant", LOW, MIDDLE),
    MaturityType("enthusiast", LOW, HIGH),
    MaturityType("networker", MIDDLE, LOW),
    MaturityType("broadcaster", MIDDLE, MIDDLE),
    MaturityType("expert", MIDDLE, HIGH),
    MaturityType("connector", HIGH, LOW),
    MaturityType("collaborator", HIGH, MIDDLE),
    MaturityType("influencer", HIGH, HIGH),
)
KEYS: tuple[str, ...] = tuple(kind.key for kind in TYPES)
TYPE_OF: dict[str, MaturityType] = {kind.key: kind for kind in TYPES}


def type_at(network: int, activity: int) -> MaturityType:
    """The type of one pane.

    >>> type_at(MIDDLE, LOW).key
    'networker'
    """
    return TYPES[3 * network + activity]
