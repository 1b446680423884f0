"""What somebody may see of the audit, and what they ask for with the page's filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.journal import fact_groups
from stemme.journal.queries import Asked
from stemme.kit.periods import midnight


@dataclass(frozen=True, slots=True)
class Wish:
    """The filters of the page, made sense of; what makes none is as if it were not there."""

    group: str = ""
    person_id: int | None = None
    first: dt.date | None = None
    last: dt.date | None = None

    @property
    def fields(self) -> dict[str, str]:
        """The filters as an address has them."""
        named = {
            "group": self.group,
            "person": str(self.person_id or ""),
            "from": self.first.isoformat() if self.first else "",
            "to": self.last.isoformat() if self.last else "",
        }
        return {name: value for name, value in named.items() if value}


def groups_for(whole: bool) -> tuple[str, ...]:
    """The groups of kinds one may see: all, or those that concern measuring people (security.md P-05)."""
    return fact_groups.GROUPS if whole else fact_groups.REPRESENTED


def wish_from(fields: Mapping[str, str], *, groups: tuple[str, ...]) -> Wish:
    """Read the filters. Days the wrong way round change places."""
    group, person = fields.get("group", ""), fields.get("person", "")
    first, last = _day(fields.get("from", "")), _day(fields.get("to", ""))
    if first and last and last < first:
        first, last = last, first
    return Wish(
        group=group if group in groups else "",
        person_id=int(person) if person.isascii() and person.isdigit() and len(person) < 19 else None,
        first=first,
        last=last,
    )


def asked(wish: Wish, *, groups: tuple[str, ...], time_zone: str) -> Asked:
    """What the journal is asked for. Days begin and end in the organisation's time zone."""
    zone = ZoneInfo(time_zone)
    return Asked(
        kinds=fact_groups.kinds_in((wish.group,) if wish.group else groups),
        actor_id=wish.person_id,
        since=midnight(wish.first, zone) if wish.first else None,
        until=midnight(wish.last + dt.timedelta(days=1), zone) if wish.last else None,
    )


def _day(text: str) -> dt.date | None:
    """A day as a date field sends it, within the years that can have happened."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2200 else None
