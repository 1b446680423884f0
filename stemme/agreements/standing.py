"""Agreements as others see them. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.agreements import locks


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it stands on a day. Names are empty for whoever is not there any more, or did not act yet."""

    id: int
    organisation_id: int
    lock: str
    state: str
    purpose: str
    reference: str
    country: str
    notice_days: int
    asked_at: dt.datetime
    asked_by: str
    asker: int
    answered_at: dt.datetime | None
    answered_by: str
    answerer: int | None
    agreed: bool | None
    answer: str
    announced_at: dt.datetime | None
    takes_effect_on: dt.date | None
    closed_at: dt.datetime | None
    closed_by: str

    @property
    def over(self) -> bool:
        """True when nothing comes of it any more."""
        return self.state in locks.OVER


@dataclass(frozen=True, slots=True)
class LockState:
    """A lock with its newest agreement, if there ever was one."""

    lock: str
    state: str
    agreement: AgreementRow | None


@dataclass(frozen=True, slots=True)
class Announced:
    """What stands above the pages: an agreement that somebody else said yes to, and when it takes effect."""

    id: int
    lock: str
    takes_effect_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many people there are, and how many of them have not been told yet."""

    people: int
    to_tell: int
