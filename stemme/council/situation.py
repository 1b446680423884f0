"""What holds in an organisation at a moment: everything that the papers are made from. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from stemme.kit.retention import Kept


@dataclass(frozen=True, slots=True)
class About:
    """What the owner wrote down for the papers (models.Particulars)."""

    controller: str = ""
    address: str = ""
    contact: str = ""
    officer: str = ""
    country: str = ""
    basis: str = ""
    agreement: str = ""
    agreed_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Holders:
    """A role, what it may do, and how many people have it."""

    role: str
    rights: frozenset[str]
    number: int


@dataclass(frozen=True, slots=True)
class KeptData:
    """One kind of record with the fields that a person can see of it, as columns (privacy/held.py)."""

    kept: Kept
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry of the journal about settings: its number, its moment, and what happened, without names."""

    entry: int
    at: dt.datetime
    kind: str
    data: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True)
class Lock:
    """A lock and its newest agreement, without names. ``since``: the day on which it opened; None while closed."""

    key: str
    #: agreements/locks.py
    state: str
    reference: str = ""
    notice_days: int = 0
    asked_at: dt.datetime | None = None
    answered_at: dt.datetime | None = None
    announced_at: dt.datetime | None = None
    takes_effect_on: dt.date | None = None
    since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ChainEnd:
    """The end of the journal’s chain: hash in hexadecimal letters, how many entries, when the last one was made."""

    hash: str
    entries: int
    up_to: int
    at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Situation:
    """What holds. ``tables``: of every table with a key to a person all columns, from the database's own catalogue."""

    organisation: str
    slug: str
    time_zone: str
    set_up_at: dt.datetime
    at: dt.datetime
    about: About
    floor: int
    people: int
    mail_host: str
    #: Host of the company's own sign-in (OpenID Connect), or "".
    sign_in_host: str
    holders: tuple[Holders, ...] = ()
    about_people: tuple[KeptData, ...] = ()
    others: tuple[KeptData, ...] = ()
    tables: tuple[tuple[str, tuple[str, ...]], ...] = ()
    decisions: tuple[Decision, ...] = ()
    locks: tuple[Lock, ...] = ()
    end: ChainEnd = field(default_factory=lambda: ChainEnd("", 0, 0, None))
    #: SHA-256 of the configuration; the number that the edition has or would get.
    fingerprint: str = ""
    edition: int = 0

    def opened(self, lock: str) -> Lock | None:
        """The lock while it is open, else None."""
        return next((one for one in self.locks if one.key == lock and one.since), None)

    def local(self, moment: dt.datetime) -> dt.datetime:
        """The moment in the organisation's time zone."""
        return moment.astimezone(ZoneInfo(self.time_zone))

    def day(self, moment: dt.datetime | dt.date) -> str:
        """A day in the active language's words."""
        day = self.local(moment).date() if isinstance(moment, dt.datetime) else moment
        return str(date_format(day, "DATE_FORMAT"))

    def time(self, moment: dt.datetime) -> str:
        """A day and a time in the active language's words."""
        return str(date_format(self.local(moment), "DATETIME_FORMAT"))


def stated(value: str) -> str:
    """What somebody wrote down, or words for nothing."""
    return value.strip() or _("not stated yet")
