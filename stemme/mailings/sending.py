"""A story that goes out by itself: who gets it when, who is held back and why, and what of that may be said. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.mailings.rhythm import FORTNIGHTLY, MONTHLY, NEVER, Past, Silence, Timetable, has_room

#: Why somebody does not get it: it is not for their team or place; not in a language they read; they have seen,
#: shared or declined it; a lottery holds them back; they want no mail now (a break, quiet weeks, a No: one number, so
#: that a No stays unseen); mails to them come back; they want mails on their own day or rarely; they have had as many
#: as they get in a week.
AUDIENCE, LANGUAGE, DONE, LOT, AWAY, ADDRESS, OWN_DAY, CAP = REASONS = (
    "audience",
    "language",
    "done",
    "lot",
    "away",
    "address",
    "own_day",
    "cap",
)
NOW, TODAY, LATER = "now", "today", "later"
_DAY = dt.timedelta(days=1)
#: Days on which room is looked for: today, and the next one on which mails go out.
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """When it leaves for a reader, on their clock; or why it does not."""

    at: dt.datetime | None
    reason: str = ""


def verdict(timetable: Timetable, past: Past, silence: Silence, *, now: dt.datetime) -> Verdict:
    """Whether a reader whom the story is for gets it, and when: at the first moment at which mails may leave."""
    wish = timetable.wish
    if wish.every == NEVER or silence.covers(timetable.today(now)):
        return Verdict(None, AWAY)
    if wish.weekday is not None or wish.every in {FORTNIGHTLY, MONTHLY}:
        return Verdict(None, OWN_DAY)
    hours, at = timetable.house.hours, now
    for _ in range(_TRIES):
        leaving = hours.first_open(at, zone=timetable.zone, country=timetable.country)
        day = leaving.date()
        if silence.covers(day):
            return Verdict(None, AWAY)
        if has_room(day, past.days, cap=timetable.house.cap):
            return Verdict(leaving)
        at = dt.datetime.combine(day + _DAY, dt.time(), ZoneInfo(timetable.zone))
    return Verdict(None, CAP)


def when(leaving: dt.datetime, now: dt.datetime) -> str:
    """NOW, TODAY or LATER, by the reader's clock."""
    if leaving.astimezone(dt.UTC) <= now:
        return NOW
    return TODAY if leaving.date() == now.astimezone(leaving.tzinfo).date() else LATER


@dataclass(frozen=True, slots=True)
class Outlook:
    """Counts of all people who joined: by when they get it, and by why they do not."""

    going: Mapping[str, int]
    held: Mapping[str, int]

    @property
    def reached(self) -> int:
        """Who gets it, now or later."""
        return sum(self.going.values())

    @property
    def meant(self) -> int:
        """Whom the story is for, whether they get it or not."""
        return self.reached + sum(number for reason, number in self.held.items() if reason not in {AUDIENCE, LANGUAGE})


@dataclass(frozen=True, slots=True)
class Told:
    """What of an outlook may be said. ``reached`` is None when so few are meant that any count could be somebody."""

    reached: int | None
    now: int = 0
    #: Later today, and on a later day; one number in ``later`` when one of them is too small.
    today: int = 0
    later: int = 0
    #: Reason → people, the largest first; only groups that are large enough.
    held: tuple[tuple[str, int], ...] = ()
    #: Held back for reasons that are not told apart, because some are too small; None: too few to say how many.
    others: int | None = 0


def told(outlook: Outlook, *, floor: int) -> Told:
    """The outlook without any group smaller than ``floor`` (P-07).

    Small groups are put together. If that is still too small the next larger one joins them, so that what is put
    together is never one reason alone.
    """
    if outlook.meant < floor:
        return Told(None)
    sizes = sorted((number, reason) for reason, number in outlook.held.items() if number)
    together: list[int] = []
    while sizes and (sizes[0][0] < floor or (together and (sum(together) < floor or len(together) < 2))):
        together.append(sizes.pop(0)[0])
    others: int | None = sum(together)
    if together and (sum(together) < floor or len(together) < 2):
        others = None
    today, later = outlook.going.get(TODAY, 0), outlook.going.get(LATER, 0)
    if 0 < today < floor or 0 < later < floor:
        today, later = 0, today + later
    return Told(
        reached=outlook.reached,
        now=outlook.going.get(NOW, 0),
        today=today,
        later=later,
        held=tuple((reason, number) for number, reason in reversed(sizes)),
        others=others,
    )


def outlook_of(going: Counter[str], held: Counter[str]) -> Outlook:
    """An outlook in which every reason and every time has its number."""
    return Outlook(
        {time: going.get(time, 0) for time in (NOW, TODAY, LATER)}, {reason: held.get(reason, 0) for reason in REASONS}
    )
