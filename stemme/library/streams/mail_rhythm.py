"""When mails leave, for the studio's calendar. Mails stand above stories; the mailings tell it. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MailRhythm:
    """``cap``: mails a person gets in seven days at most; None where nobody sends any. ``digests``: when the regular
    ones leave. ``days_off``: public holidays, on which nothing does."""

    cap: int | None = None
    digests: tuple[dt.datetime, ...] = ()
    days_off: frozenset[dt.date] = frozenset()


#: Organisation's id, first and last day → the rhythm of these days.
Source = Callable[[int, dt.date, dt.date], MailRhythm]
_sources: list[Source] = []


def tell_rhythm(source: Source) -> None:
    """Say who knows. Called once, when the program starts."""
    _sources[:] = [source]


def mail_rhythm(organisation_id: int, first: dt.date, last: dt.date) -> MailRhythm:
    """When mails leave from the first to the last day."""
    return next((source(organisation_id, first, last) for source in _sources), MailRhythm())
