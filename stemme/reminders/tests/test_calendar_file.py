"""The calendar file: what Outlook, Google and Apple take, and nothing that opens anything."""

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar

from stemme.reminders.calendar_file import Entry, calendar_file, uid_of

NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)
URL = "https://stemme.nordlys.example/stories/7/"


def made(at, **changes):
    about = {
        "uid": "abc@stemme.nordlys.example", "title": "Del: Vind; sol, og «hav»\nog mer", "text": "Du ba om det. " * 12,
        "url": URL, "language": "nb",
    }  # fmt: skip
    return calendar_file(Entry(at=at, **(about | changes)), now=NOW)


def read(written):
    calendar = icalendar.Calendar.from_ical(written)
    return calendar, calendar.walk("VEVENT")[0]


def test_it_is_a_private_event_with_an_alarm_at_the_person_s_own_clock():
    at = dt.datetime(2026, 11, 16, 9, 0, tzinfo=ZoneInfo("Europe/Oslo"))
    calendar, event = read(made(at))
    assert (calendar["method"], calendar["version"]) == ("PUBLISH", "2.0")
    assert event["dtstart"].dt == at and event["dtstart"].params["TZID"] == "Europe/Oslo"
    assert event["dtend"].dt - event["dtstart"].dt == dt.timedelta(minutes=15)
    assert (event["class"], event["transp"], event["url"]) == ("PRIVATE", "TRANSPARENT", URL)
    assert "og «hav»" in str(event["summary"])
    alarm = event.walk("VALARM")[0]
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", dt.timedelta(0))
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Europe/Oslo"]
    assert "attendee" not in event and "organizer" not in event, "nobody is invited, nothing is sent"


def test_lines_are_folded_and_no_text_breaks_out_of_its_line():
    written = made(dt.datetime(2027, 3, 28, 3, 30, tzinfo=ZoneInfo("Europe/Oslo")), title="A\r\nATTENDEE:mailto:x@y.z")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert not any(line.startswith(b"ATTENDEE") for line in written.split(b"\r\n"))
    assert read(written)[1]["dtstart"].dt.astimezone(dt.UTC) == dt.datetime(2027, 3, 28, 1, 30, tzinfo=dt.UTC)


def test_the_end_is_a_quarter_of_an_hour_later_also_when_clocks_change():
    at = dt.datetime(2027, 3, 28, 1, 50, tzinfo=ZoneInfo("Europe/Oslo"))
    _calendar, event = read(made(at))
    begin, end = (event[name].dt.astimezone(dt.UTC) for name in ("dtstart", "dtend"))
    assert end - begin == dt.timedelta(minutes=15)


def test_one_story_of_one_person_has_one_entry_and_its_name_says_nothing():
    ours = {"organisation_id": 1, "person_id": 42, "story_id": 7, "host": "stemme.nordlys.example"}
    uid = uid_of("key", **ours)
    assert uid == uid_of("key", **ours)
    others = [uid_of("key", **(ours | {name: 99})) for name in ("organisation_id", "person_id", "story_id")]
    assert len({uid, *others, uid_of("other key", **ours)}) == 5
