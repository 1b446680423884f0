"""Rolling up: from the inbox and the journal to figures, each click and each fact exactly once."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
import logging
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db import transaction

from stemme.kit.rows import add_to, insert_new
from stemme.links import actions as links
from stemme.links import queries as link_queries
from stemme.links.clicks import InboxRow, KeptClick
from stemme.links.kept_actions import keep
from stemme.links.queries import LinkRow
from stemme.people import queries as people
from stemme.stats.agreement_queries import INBOX
from stemme.stats.buckets import COLUMNS, Hit, Seen, Somebody, Tallies, new_bits, place_in_time, somebody, things
from stemme.stats.invited_actions import snapshot_invited
from stemme.stats.keeping import CLICKS_KEPT
from stemme.stats.keeping_actions import note_forgotten
from stemme.stats.models import Drained, Tally
from stemme.stats.models import Seen as SeenRow
from stemme.stats.taking_part import read_facts

__all__ = ["read_facts", "roll_up", "snapshot_invited"]

log = logging.getLogger(__name__)
#: The columns of a figure's key, and of what was seen.
BUCKET = ("organisation_id", "dimension", "grain", "start", "key")
_SEEN = ("organisation_id", "day", "visitor", "link_id", "team_id")
_ASKED_AT_ONCE = 5_000


def roll_up(*, now: dt.datetime, limit: int = 10_000) -> int:
    """Count the oldest clicks of the inbox, at most ``limit``; how many were taken.

    The mark of how far we are moves in the transaction of the figures. On SQLite the inbox is another file, so its rows
    are dropped afterwards: a crash in between leaves rows behind the mark, which are never counted again.
    """
    with _no_collecting(), transaction.atomic():
        Drained.objects.get_or_create(name=INBOX)
        mark = Drained.objects.select_for_update().get(name=INBOX)
        rows = link_queries.inbox(mark.position, limit, now=now)
        if rows:
            _count(_Scene(rows).placed(), now=now)
            mark.position = rows[-1].id
            mark.save(update_fields=["position"])
    links.drop_inbox(mark.position)
    return len(rows)


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """A batch makes half a million small objects without cycles; looking for some costs a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


class _Placed(NamedTuple):
    row: InboxRow
    hit: Hit


class _Scene:
    """A batch of clicks with everything that has to be known about it, read in a few queries."""

    def __init__(self, rows: list[InboxRow]) -> None:
        self.rows = rows
        self.links = link_queries.link_facts({row.link_id for row in rows})
        organisations = {row.organisation_id for row in rows}
        self.zones = {org.id: ZoneInfo(org.time_zone) for org in people.organisations() if org.id in organisations}
        self.lines = {organisation: people.team_lines(organisation) for organisation in self.zones}
        self.team_of = people.team_of_people({link.person_id for link in self.links.values() if link.person_id})

    def placed(self) -> list[_Placed]:
        """Each click with its story, person, teams and local time. Clicks on links that are gone are dropped."""
        placed = []
        for row in self.rows:
            link = self.links.get(row.link_id)
            if link is None or row.organisation_id not in self.zones:
                continue
            day, hour = place_in_time(row.at, self.zones[row.organisation_id])
            teams = self.lines[row.organisation_id].get(self.team_of.get(link.person_id or 0, 0), ())
            placed.append(_Placed(row, _hit(link, row, teams, day, hour)))
        if len(placed) < len(self.rows):
            log.warning("%d clicks belonged to links that are gone and were dropped", len(self.rows) - len(placed))
        return placed


def _hit(link: LinkRow, row: InboxRow, teams: tuple[int, ...], day: dt.date, hour: int) -> Hit:
    return Hit(
        row.organisation_id, link.id, link.story_id, link.person_id, link.channel, teams, day, hour, row.hit,
        row.visitor,
    )  # fmt: skip


def _count(placed: list[_Placed], *, now: dt.datetime) -> None:
    """Add the clicks to the figures, and keep those that are not too old to be kept."""
    oldest = now - CLICKS_KEPT
    moment = int(oldest.timestamp() * 1000)
    seen = _seen_before(placed)
    tallies, kept, sights = Tallies(), [], []
    for one in placed:
        hit = one.hit
        bits = new_bits(hit, seen)
        tallies.add(hit, bits)
        if bits:
            sights.append((hit.organisation_id, hit.day, hit.visitor, hit.link_id, hit.teams[0] if hit.teams else 0))
        if one.row.at >= moment:
            kept.append(_kept(one, bits))
    add_to(Tally, tallies.rows(), key=BUCKET, sums=COLUMNS)
    insert_new(SeenRow, sorted(sights), columns=_SEEN)
    keep(kept)
    if len(kept) < len(placed):
        note_forgotten(oldest)


def _kept(one: _Placed, bits: int) -> KeptClick:
    row, hit = one.row, one.hit
    return KeptClick(
        hit.organisation_id, row.id, hit.link_id, hit.story_id, hit.person_id, hit.teams[0] if hit.teams else None,
        hit.channel, hit.day, row.at, hit.hit, row.reason, hit.visitor, row.referrer, bits, row.place,
    )  # fmt: skip


def _seen_before(placed: Iterable[_Placed]) -> Seen:
    """What the visitors of the batch were counted for already: it follows from the links they came through."""
    everybody = sorted({who for one in placed if (who := somebody(one.hit))})
    found = list(_seen_rows(everybody))
    facts = link_queries.link_facts({link for *_, link, _ in found})
    lines = {organisation: people.team_lines(organisation) for organisation in {who[0] for who in everybody}}
    seen: Seen = {}
    for organisation, day, visitor, link_id, team in found:
        link = facts.get(link_id)
        if link is not None:
            teams = lines[organisation].get(team, ())
            hit = Hit(organisation, link.id, link.story_id, link.person_id, link.channel, teams, day, 0, "", visitor)
            seen.setdefault((organisation, day, visitor), set()).update(things(hit))
    return seen


def _seen_rows(everybody: list[Somebody]) -> Iterable[tuple[int, dt.date, int, int, int]]:
    """(organisation, day, visitor, link, team): one question per organisation, day and 5,000 visitors."""
    days: dict[tuple[int, dt.date], list[int]] = {}
    for organisation, day, visitor in everybody:
        days.setdefault((organisation, day), []).append(visitor)
    for (organisation, day), visitors in days.items():
        for place in range(0, len(visitors), _ASKED_AT_ONCE):
            some = visitors[place : place + _ASKED_AT_ONCE]
            rows = SeenRow.objects.filter(organisation_id=organisation, day=day, visitor__in=some)
            for visitor, link, team in rows.values_list("visitor", "link_id", "team_id"):
                yield organisation, day, visitor, link, team
