"""Rolling up: from the inbox and the journal to figures, each click and each fact exactly once."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.kit.periods import local_day, month_start
from stemme.links import actions as links
from stemme.links import queries as link_queries
from stemme.links.clicks import InboxRow, KeptClick
from stemme.people import queries as people
from stemme.stats.buckets import COLUMNS, DAY, EVER, MONTH, TOTAL, Hit, Sight, Tallies, new_bits, place_in_time, sights
from stemme.stats.keeping import CLICKS_KEPT, SEEN_KEPT
from stemme.stats.models import Drained, Invited, Seen, Tally
from stemme.stats.taking_part import read_facts
from stemme.stats.writing import add_to, insert_new

__all__ = ["read_facts", "rebuild", "roll_up", "snapshot_invited", "tidy"]

log = logging.getLogger(__name__)
_INBOX = "inbox"
_SIGHT = ("organisation_id", "day", "dimension", "key", "visitor")
_BUCKET = ("organisation_id", "dimension", "grain", "start", "key")


def roll_up(*, now: dt.datetime, limit: int = 10_000) -> int:
    """Count the oldest clicks of the inbox, at most ``limit``; how many were taken.

    The mark of how far we are moves in the transaction of the figures. On SQLite the inbox is another file, so its rows
    are dropped afterwards: a crash in between leaves rows behind the mark, which are never counted again.
    """
    with transaction.atomic():
        Drained.objects.get_or_create(name=_INBOX)
        mark = Drained.objects.select_for_update().get(name=_INBOX)
        rows = link_queries.inbox(mark.inbox_id, limit)
        if rows:
            _count(_placed(rows), now=now)
            mark.inbox_id = rows[-1].id
            mark.save(update_fields=["inbox_id"])
    links.drop_inbox(mark.inbox_id)
    return len(rows)


@dataclass(frozen=True, slots=True)
class _Placed:
    row: InboxRow
    hit: Hit


def _placed(rows: list[InboxRow]) -> list[_Placed]:
    """Each click with its story, person, teams and local time. Clicks on links that are gone are dropped."""
    facts = link_queries.link_facts({row.link_id for row in rows})
    organisations = {row.organisation_id for row in rows}
    zones = {org.id: ZoneInfo(org.time_zone) for org in people.organisations() if org.id in organisations}
    lines = {organisation: people.team_lines(organisation) for organisation in zones}
    team_of = people.team_of_people({fact.person_id for fact in facts.values() if fact.person_id})
    placed = []
    for row in rows:
        link = facts.get(row.link_id)
        if link is None or row.organisation_id not in zones:
            continue
        day, hour = place_in_time(row.at, zones[row.organisation_id])
        teams = lines[row.organisation_id].get(team_of.get(link.person_id or 0, 0), ())
        hit = Hit(
            row.organisation_id, link.id, link.story_id, link.person_id, link.channel, teams, day, hour,
            row.hit, row.visitor,
        )  # fmt: skip
        placed.append(_Placed(row, hit))
    if len(placed) < len(rows):
        log.warning("%d clicks belonged to links that are gone and were dropped", len(rows) - len(placed))
    return placed


def _count(placed: list[_Placed], *, now: dt.datetime) -> None:
    """Add the clicks to the figures. What would be forgotten at once (old clicks, old sights) is not written down."""
    oldest_sight = (now - SEEN_KEPT).date()
    oldest_click = int((now - CLICKS_KEPT).timestamp() * 1000)
    seen = _seen_before(sight for one in placed for sight in sights(one.hit))
    known = set(seen)
    tallies, kept = Tallies(), []
    for one in placed:
        bits = new_bits(one.hit, seen)
        tallies.add(one.hit, bits)
        if one.row.at >= oldest_click:
            kept.append(_kept(one, bits))
    add_to("stats_tally", tallies.rows(), key=_BUCKET, sums=COLUMNS)
    new = sorted(sight for sight in seen - known if sight[1] >= oldest_sight)
    insert_new("stats_seen", new, columns=_SIGHT)
    links.keep(kept)


def _kept(one: _Placed, bits: int) -> KeptClick:
    row, hit = one.row, one.hit
    return KeptClick(
        hit.organisation_id, row.id, hit.link_id, hit.story_id, hit.person_id, hit.teams[0] if hit.teams else None,
        hit.channel, hit.day, row.at, hit.hit, row.reason, hit.visitor, row.referrer, bits, row.place,
    )  # fmt: skip


def _seen_before(wanted: Iterable[Sight]) -> set[Sight]:
    """Which of these have been counted already: one question per organisation and day of the batch."""
    days: dict[tuple[int, dt.date], set[int]] = {}
    for organisation, day, _, _, visitor in wanted:
        days.setdefault((organisation, day), set()).add(visitor)
    found: set[Sight] = set()
    for (organisation, day), visitors in days.items():
        rows = Seen.objects.filter(organisation_id=organisation, day=day)
        if len(visitors) <= 500:
            rows = rows.filter(visitor__in=visitors)
        found |= {(organisation, day, *row) for row in rows.values_list("dimension", "key", "visitor")}
    return found


def rebuild(*, organisation_id: int, first: dt.date, last: dt.date) -> int:
    """Count the kept clicks of these days again; how many. Gives the same sums as the first time (a test proves it).

    Months and totals become the sums of their days. Days whose clicks are no longer kept must not be rebuilt: they
    would become zero.
    """
    zone = ZoneInfo(people.organisation(organisation_id).time_zone)
    lines = people.team_lines(organisation_id)
    with transaction.atomic():
        Drained.objects.select_for_update().filter(name=_INBOX).first()
        tallies, number = Tallies(), 0
        for click in link_queries.kept_clicks(organisation_id, first=first, last=last):
            _, hour = place_in_time(click.at, zone)
            hit = Hit(
                organisation_id, click.link_id, click.story_id, click.person_id, click.channel,
                lines.get(click.team_id or 0, ()), click.day, hour, click.hit, click.visitor,
            )  # fmt: skip
            tallies.add(hit, click.new_for)
            number += 1
        Tally.objects.filter(organisation_id=organisation_id, grain=DAY, start__gte=first, start__lte=last).delete()
        days = [row for row in tallies.rows() if row[2] == DAY]
        add_to("stats_tally", days, key=_BUCKET, sums=COLUMNS)
        _sum_up(organisation_id)
    return number


def _sum_up(organisation_id: int) -> None:
    """Make every month and total the sum of its days."""
    Tally.objects.filter(organisation_id=organisation_id, grain__in=(MONTH, TOTAL)).delete()
    sums: dict[tuple[int, str, str, dt.date, int], list[int]] = {}
    days = Tally.objects.filter(organisation_id=organisation_id, grain=DAY)
    for dimension, start, key, *columns in days.values_list("dimension", "start", "key", *COLUMNS).iterator():
        for grain, begin in ((MONTH, month_start(start)), (TOTAL, EVER)):
            total = sums.setdefault((organisation_id, dimension, grain, begin, key), [0] * len(COLUMNS))
            for place, value in enumerate(columns):
                total[place] += value
    add_to("stats_tally", ((*bucket, *total) for bucket, total in sorted(sums.items())), key=_BUCKET, sums=COLUMNS)


def snapshot_invited(*, now: dt.datetime) -> None:
    """Write down how many are invited in the running month, per team with those below it, and in all (team 0)."""
    for organisation in people.organisations():
        month = month_start(local_day(now, organisation.time_zone))
        counts = {0: people.invited_people(organisation.id)}
        lines = people.team_lines(organisation.id)
        for team, number in people.headcount(organisation.id).items():
            for above in lines.get(team, ()):
                counts[above] = counts.get(above, 0) + number
        Invited.objects.bulk_create(
            [Invited(organisation_id=organisation.id, month=month, team_id=t, people=n) for t, n in counts.items()],
            update_conflicts=True,
            unique_fields=["organisation_id", "month", "team_id"],
            update_fields=["people"],
        )


def tidy(*, now: dt.datetime) -> int:
    """Forget which visitors were seen more than three days ago; how many. Figures stay."""
    return Seen.objects.filter(day__lt=(now - SEEN_KEPT).date()).delete()[0]
