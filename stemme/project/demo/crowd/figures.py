"""The clicks of every day counted and written; today's go through the inbox and the real roll-up."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from stemme.kit.periods import month_start
from stemme.links.models import Click as KeptClick
from stemme.links.models import ClickInbox
from stemme.project.demo.crowd.bulk import Row, load
from stemme.project.demo.crowd.clicks import Click, clicks_of_day, shares_clicked
from stemme.project.demo.crowd.counting import DayCount, LinkLine, link_line, merge
from stemme.project.demo.crowd.history import Done
from stemme.project.demo.crowd.people import Crowd, nothing_done
from stemme.stats import actions as stats
from stemme.stats import share_actions, spread_actions
from stemme.stats.buckets import COLUMNS, DAY, EVER, LINK, MONTH, TOTAL, Thing
from stemme.stats.keeping import CLICKS_KEPT, LINK_DAYS_KEPT, SEEN_KEPT, VISITORS_KEPT
from stemme.stats.keeping_actions import note_forgotten
from stemme.stats.models import Seen, Tally

_TALLY = ("organisation_id", "dimension", "grain", "start", "key", *COLUMNS)
_KEPT = (
    "organisation_id", "inbox_id", "link_id", "story_id", "person_id", "team_id", "channel", "day", "at", "hit",
    "reason", "visitor", "referrer", "new_for",
)  # fmt: skip
_INBOX = ("organisation_id", "link_id", "at", "hit", "reason", "visitor", "referrer")
_SEEN = ("organisation_id", "day", "visitor", "link_id", "team_id")
_SECOND = 1_000
#: Clicks of the last minute are left for the real inbox to bring: it settles for some seconds.
_SETTLED = dt.timedelta(minutes=1)
Sums = dict[Thing, list[int]]


def make_clicks(crowd: Crowd, *, done: Done) -> None:
    """All clicks. ``done`` is told after each day how many those were."""
    note_forgotten(crowd.now - CLICKS_KEPT)
    days = shares_clicked(crowd.plan)
    writer = Writer(crowd, [*link_lines(crowd)])
    for number, shares in enumerate(days[:-1]):
        writer.count_day(number, shares)
        done(len(shares))
        days[number] = array("I")
    writer.finish()
    _send_today(crowd, writer.lines, days[-1])
    done(len(days[-1]))


def link_lines(crowd: Crowd) -> Iterator[LinkLine]:
    """What each link's clicks are counted for, in the order of the shares."""
    teams = [tuple(crowd.teams[team] for team in line) for line in crowd.plan.lines()]
    for number, share in enumerate(crowd.plan.shares):
        line = teams[crowd.plan.people[share.person].team]
        yield link_line(
            crowd.organisation.id, crowd.first_link + number, crowd.story(share.story), crowd.person(share.person),
            share.channel, line,
        )  # fmt: skip


@dataclass
class Writer:
    """Counts days one after the other and writes days, months and totals as soon as each is over."""

    crowd: Crowd
    lines: list[LinkLine]
    month: dt.date | None = None
    of_month: Sums = field(default_factory=dict)
    of_all: Sums = field(default_factory=dict)
    #: Kept clicks get numbers below zero, where the inbox, which counts upwards, never comes.
    kept: int = 0

    def count_day(self, number: int, shares: array[int]) -> None:
        """Count the clicks on these shares on this day."""
        day = self.crowd.plan.day(number)
        if self.month != month_start(day):
            self._write_month()
            self.month = month_start(day)
        count, kept = DayCount(self.lines), []
        keep_from = _milliseconds(self.crowd.now - CLICKS_KEPT)
        for click in clicks_of_day(self.crowd.plan, number, shares, zone=self.crowd.zone):
            bits = count.add(click)
            if click.at >= keep_from:
                kept.append((click, bits))
        self._write_day(day, count.sums(), links=day >= (self.crowd.now - LINK_DAYS_KEPT).date())
        if kept:
            load(KeptClick, _KEPT, self._kept(day, kept), done=nothing_done)
        if day >= (self.crowd.now - SEEN_KEPT).date():
            self._write_seen(day, count)

    def finish(self) -> None:
        """Write the last month and everything."""
        self._write_month()
        self._write(TOTAL, EVER, self.of_all)

    def _write_day(self, day: dt.date, sums: Sums, *, links: bool) -> None:
        """Of links there are days only as long as their clicks are kept, and no months (buckets.py)."""
        of_links = {thing: values for thing, values in sums.items() if thing[0] == LINK}
        others = {thing: values for thing, values in sums.items() if thing[0] != LINK}
        self._write(DAY, day, sums if links else others)
        merge(self.of_month, others)
        merge(self.of_all, of_links)

    def _write_month(self) -> None:
        if self.month is not None:
            self._write(MONTH, self.month, self.of_month)
            merge(self.of_all, self.of_month)
            self.of_month = {}

    def _write(self, grain: str, start: dt.date, sums: Sums) -> None:
        org, first = self.crowd.organisation.id, start.isoformat()
        rows: Iterator[Row] = (
            (org, thing[0], grain, first, thing[1], *values) for thing, values in sorted(sums.items())
        )
        load(Tally, _TALLY, rows, done=nothing_done)

    def _kept(self, day: dt.date, clicks: Iterable[tuple[Click, int]]) -> Iterator[Row]:
        org, known_from = self.crowd.organisation.id, _milliseconds(self.crowd.now - VISITORS_KEPT)
        for click, bits in clicks:
            self.kept -= 1
            line = self.lines[click.share]
            visitor = click.visitor if click.at >= known_from else None
            yield (
                org, self.kept, line.link_id, line.story_id, line.person_id, line.team_id, line.channel,
                day.isoformat(), click.at, click.hit, click.reason, visitor, "", bits,
            )  # fmt: skip

    def _write_seen(self, day: dt.date, count: DayCount) -> None:
        org = self.crowd.organisation.id
        rows = (
            (org, day.isoformat(), visitor, line.link_id, line.team_id)
            for visitor, places in count.came_by.items()
            for line in (self.lines[place] for place in places)
        )
        load(Seen, _SEEN, rows, done=nothing_done)


def _send_today(crowd: Crowd, lines: list[LinkLine], shares: array[int]) -> None:
    """Put today's clicks into the inbox and roll them up, as if they had just come."""
    until = crowd.now - _SETTLED
    clicks = clicks_of_day(crowd.plan, crowd.plan.last, shares, zone=crowd.zone, until=_milliseconds(until))
    put_into_inbox(crowd, lines, clicks)
    while stats.roll_up(now=crowd.now):
        pass
    share_actions.count_shares(now=crowd.now)
    spread_actions.count_spreads()


def put_into_inbox(crowd: Crowd, lines: list[LinkLine], clicks: Iterable[Click]) -> None:
    """The clicks as the redirect would have left them."""
    org = crowd.organisation.id
    rows = ((org, lines[click.share].link_id, click.at, click.hit, click.reason, click.visitor, "") for click in clicks)
    load(ClickInbox, _INBOX, rows, done=nothing_done)


def _milliseconds(moment: dt.datetime) -> int:
    return int(moment.timestamp() * _SECOND)
