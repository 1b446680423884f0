"""Small steps somebody may try, by the direction they lead in. Pure; their words are in step_wording.py.

A step leads along an axis towards some types (maturity.types); without an axis it suits somebody who is where they want
to be. Every axis and type it can lead to has at least three (tested).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

NETWORK, ACTIVITY, STAY = "network", "activity", ""

_WIDER = ("networker", "broadcaster", "expert")
_WIDEST = ("connector", "collaborator", "influencer")
_LIVELIER = ("participant", "broadcaster", "collaborator")
_OWN = ("enthusiast", "expert", "influencer")
_QUIET = ("inactive", "networker", "connector")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``minutes`` is what it takes."""

    key: str
    axis: str
    targets: tuple[str, ...]
    minutes: int


STEPS: tuple[Step, ...] = (
    Step("profile_line", NETWORK, _WIDER, 5),
    Step("invite_met", NETWORK, _WIDER, 3),
    Step("follow_field", NETWORK, _WIDER, 4),
    Step("three_colleagues", NETWORK, ("networker", "broadcaster"), 4),
    Step("answer_invitations", NETWORK, ("networker",), 4),
    Step("invite_reader", NETWORK, ("expert", "influencer"), 3),
    Step("introduce", NETWORK, _WIDEST, 5),
    Step("write_again", NETWORK, _WIDEST, 5),
    Step("after_meeting", NETWORK, _WIDEST, 5),
    Step("other_field", NETWORK, ("connector", "collaborator"), 4),
    Step("question", ACTIVITY, _LIVELIER, 5),
    Step("react", ACTIVITY, ("participant",), 3),
    Step("thank", ACTIVITY, _LIVELIER, 3),
    Step("share_line", ACTIVITY, _LIVELIER, 5),
    Step("share_outside", ACTIVITY, ("broadcaster", "collaborator"), 5),
    Step("answer_stranger", ACTIVITY, ("collaborator",), 5),
    Step("saw", ACTIVITY, _OWN, 8),
    Step("asked_often", ACTIVITY, _OWN, 10),
    Step("disagree", ACTIVITY, _OWN, 8),
    Step("outline", ACTIVITY, ("expert", "influencer"), 10),
    Step("minute_of_video", ACTIVITY, ("enthusiast", "influencer"), 10),
    Step("tell_writer", STAY, (*_QUIET, *_LIVELIER, *_OWN), 3),
    Step("profile_true", STAY, (*_QUIET, *_LIVELIER, *_OWN), 2),
    Step("ask_reading", STAY, (*_QUIET, *_LIVELIER), 5),
    Step("pass_on_small", STAY, ("connector", "broadcaster", "collaborator", "influencer"), 4),
    Step("ask_missing", STAY, _OWN, 4),
    Step("show_how", STAY, ("collaborator", *_OWN), 10),
)
STEP_OF: dict[str, Step] = {step.key: step for step in STEPS}


def steps_towards(axis: str, target: str) -> tuple[Step, ...]:
    """The steps along this axis to this type, the smallest idea first; none for what nobody is led to.

    >>> [step.key for step in steps_towards("network", "networker")][:2]
    ['profile_line', 'invite_met']
    """
    return tuple(step for step in STEPS if step.axis == axis and target in step.targets)


def step_shown(axis: str, target: str, *, chosen: str = "", not_again: Collection[str] = ()) -> Step | None:
    """The step to show: the one chosen if it still fits, else the first. ``not_again`` are left out; None without any.

    Nothing is drawn by lot: the same person sees the same step until they do something.
    """
    fitting = [step for step in steps_towards(axis, target) if step.key not in not_again]
    return next((step for step in fitting if step.key == chosen), fitting[0] if fitting else None)


def step_after(axis: str, target: str, shown: str, *, not_again: Collection[str] = ()) -> Step | None:
    """The one after the step shown, round and round; None without any."""
    every = [step.key for step in steps_towards(axis, target)]
    fitting = [step for step in steps_towards(axis, target) if step.key not in not_again]
    if not fitting:
        return None
    place = every.index(shown) if shown in every else -1
    return next((step for step in fitting if every.index(step.key) > place), fitting[0])
