"""A reminder as a file for one's own calendar. Pure.

An event with an alarm, not a task: Google takes no tasks from a file and Outlook shows none. It is private, takes no
time out of the day (TRANSP), and leads to the plain address of the story: a calendar is often shared with the company
and kept for years, so no key of anybody stands in it (security.md T-01, T-03).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from dataclasses import dataclass

from icalendar import Alarm, Calendar, Event

LENGTH = dt.timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in the calendar. ``at`` is local: the file carries the rules of its time zone."""

    uid: str
    at: dt.datetime
    title: str
    text: str
    url: str
    language: str


def uid_of(key: str, *, organisation_id: int, person_id: int, story_id: int, host: str) -> str:
    """The same for one person and story, so that a second file moves the first entry; nothing can be read from it."""
    about = f"reminder {organisation_id} {person_id} {story_id}".encode()
    return f"{hmac.new(key.encode(), about, hashlib.sha256).hexdigest()[:32]}@{host}"


def calendar_file(entry: Entry, *, now: dt.datetime) -> bytes:
    """The file (RFC 5545). ``now`` tells a later file for the same entry from an earlier one."""
    calendar = Calendar()
    calendar.add("prodid", "-//Stemme//Reminders//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("sequence", int(now.timestamp()) // 60 % 2_000_000_000)
    event.add("dtstart", entry.at)
    event.add("dtend", (entry.at.astimezone(dt.UTC) + LENGTH).astimezone(entry.at.tzinfo))
    event.add("summary", entry.title, parameters={"LANGUAGE": entry.language})
    event.add("description", f"{entry.text}\n\n{entry.url}", parameters={"LANGUAGE": entry.language})
    event.add("url", entry.url)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", dt.timedelta(0))
    event.add_component(alarm)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()
