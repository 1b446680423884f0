from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from stemme.library.streams.coming import DIGEST, EMBARGO, END, LIVE, LOOK, MOST, Day, Planned, coming, working_days

OSLO = ZoneInfo("Europe/Oslo")
THURSDAY = dt.date(2026, 11, 12)
DAYS = working_days(THURSDAY, ())


def at(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute, tzinfo=OSLO)


def events(days: list[Day]) -> dict[int, list[tuple[str, int]]]:
    return {
        day.day.day: [(event.kind, event.story.id if event.story else 0) for event in day.events]
        for day in days
        if day.events
    }


def test_weekends_and_holidays_are_left_out_but_never_today() -> None:
    assert [day.day for day in DAYS] == [12, 13, 16, 17, 18, 19, 20]
    saturday = dt.date(2026, 11, 14)
    assert working_days(saturday, {dt.date(2026, 11, 17)}, 3) == (
        saturday,
        dt.date(2026, 11, 16),
        dt.date(2026, 11, 18),
    )


def test_what_happens_stands_on_its_day() -> None:
    stories = [
        Planned(1, "live", "en", starts_at=at(12, 9)),
        Planned(2, "embargo", "en", embargo_until=at(19, 7)),
        Planned(3, "over", "en", ends_at=at(17, 0)),
        Planned(4, "look", "en", asked=True),
    ]
    found = coming(stories, DAYS, digests=[], zone=OSLO)
    assert events(found) == {12: [(LOOK, 4), (LIVE, 1)], 16: [(END, 3)], 19: [(EMBARGO, 2)]}, "a story ends with a day"


def test_a_story_in_time_for_the_digest_comes_with_it() -> None:
    digest = at(17, 7, 45)
    stories = [
        Planned(1, "in time", "en", starts_at=at(17, 7, 45)),
        Planned(2, "too late", "en", starts_at=at(17, 9)),
        Planned(3, "the day before", "en", starts_at=at(16, 9)),
    ]
    found = events(coming(stories, DAYS, digests=[digest], zone=OSLO))
    assert found == {16: [(LIVE, 3)], 17: [(DIGEST, 1), (LIVE, 2)]}
    assert events(coming([], DAYS, digests=[digest], zone=OSLO)) == {17: [(DIGEST, 0)]}, "it leaves all the same"


def test_what_happens_on_a_day_off_stands_on_the_next_working_day() -> None:
    found = coming([Planned(1, "Saturday", "en", starts_at=at(14, 8))], DAYS, digests=[], zone=OSLO)
    assert events(found) == {16: [(LIVE, 1)]}
    assert found[2].events[0].at == at(14, 8)


def test_nothing_before_today_or_after_the_last_day() -> None:
    stories = [Planned(1, "x", "en", starts_at=at(11, 8)), Planned(2, "x", "en", starts_at=at(21, 8))]
    assert events(coming(stories, DAYS, digests=[at(24, 7)], zone=OSLO)) == {}


def test_a_full_day_says_how_many_more() -> None:
    stories = [Planned(n, "x", "en", starts_at=at(13, 8, n)) for n in range(1, 9)]
    (day,) = [day for day in coming(stories, DAYS, digests=[], zone=OSLO) if day.events]
    assert (len(day.events), day.more) == (MOST, 4)
    assert [event.story.id for event in day.events if event.story] == [1, 2, 3, 4]
