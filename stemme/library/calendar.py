"""An event as a calendar file (RFC 5545). Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import icalendar


@dataclass(frozen=True, slots=True)
class Happening:
    """An event. ``uid`` is the same each time, so that a calendar replaces what it has."""

    uid: str
    title: str
    begins: dt.datetime
    ends: dt.datetime | None = None
    place: str = ""
    about: str = ""
    url: str = ""


def calendar_file(happening: Happening, *, now: dt.datetime) -> bytes:
    """The file. Without an end it lasts an hour, which is what most calendars draw."""
    event = icalendar.Event()
    event.add("uid", happening.uid)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", happening.begins.astimezone(dt.UTC))
    event.add("dtend", (happening.ends or happening.begins + dt.timedelta(hours=1)).astimezone(dt.UTC))
    event.add("summary", happening.title)
    for name, value in (("location", happening.place), ("description", happening.about), ("url", happening.url)):
        if value:
            event.add(name, value)
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Stemme//Stories//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
