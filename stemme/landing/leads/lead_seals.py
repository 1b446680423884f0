"""The token of a lead's own page: which lead it is.

It never ends, because taking back must always work; whoever has it can delete that lead or stop its mails, nothing
else.
"""

from __future__ import annotations

from stemme.kit.seals import Seal

_SEAL = Seal(prefix="advo", salt="stemme.landing.lead", count=2)


def token_of(organisation_id: int, lead_id: int) -> str:
    """The token, for example ``advo_1x2az…``."""
    return _SEAL.token_of(organisation_id, lead_id)


def read(token: str) -> tuple[int, int] | None:
    """The organisation and the lead a token names; None if it is not ours."""
    numbers = _SEAL.read(token)
    return (numbers[0], numbers[1]) if numbers is not None else None
