"""Where and when this person's shares reach most people: an estimate that admits how little there is. Pure.

docs/algorithms/best-time.md has the formula with an example.
"""

from __future__ import annotations

from dataclasses import dataclass

#: What most people try first, when nothing is known.
USUAL_CHANNEL, USUAL_HOUR = "linkedin", 9


@dataclass(frozen=True, slots=True)
class BestTime:
    """Where and when to share. ``hour`` is local, 0 to 23; ``weekday`` 0 is Monday, None: any working day.

    ``from_own``: the person's own shares speak for it, else those of colleagues. ``evidence``: so many shares stand
    behind the time; 0: none, it is the usual working morning.
    """

    channel: str
    hour: int
    weekday: int | None
    from_own: bool
    evidence: int


NOTHING_KNOWN = BestTime(USUAL_CHANNEL, USUAL_HOUR, None, from_own=False, evidence=0)
