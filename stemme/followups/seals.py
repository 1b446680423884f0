"""The token of one letter's links: whose it is and which step.

It never ends, because stopping must always work; whoever has it can stop these mails and follow the letter's own
button, nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from stemme.kit.seals import Seal

_SEAL = Seal(prefix="advf", salt="stemme.followups.letter", count=3)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a token says. ``lead_id`` is 0 in a test that somebody sent to themselves."""

    organisation_id: int
    lead_id: int
    step_id: int


def token_of(sealed: Sealed) -> str:
    """The token, for example ``advf_1x2ax7z…``."""
    return _SEAL.token_of(sealed.organisation_id, sealed.lead_id, sealed.step_id)


def read(token: str) -> Sealed | None:
    """What a token says; None if it is not ours."""
    numbers = _SEAL.read(token)
    return Sealed(*numbers) if numbers is not None else None
