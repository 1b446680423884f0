"""What stands beside the stories: the house on the quay, one's own voice, what one shared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from stemme.kit.periods import Period, last_days, month_of
from stemme.library import queries as library
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.people.viewer import Viewer
from stemme.sharing import queries as sharing
from stemme.sharing.queries import ShareRow
from stemme.stats import queries as stats
from stemme.stats import turnout_queries as turnout
from stemme.ui.windows import House

_LATELY = 30
_MOST_SHARED = 3


@dataclass(frozen=True, slots=True)
class OwnHouse:
    """The viewer's team, or the smallest group above it that is large enough to be shown (P-07)."""

    house: House
    mine_is_lit: bool

    @property
    def houses(self) -> tuple[House, ...]:
        """The house as a quay takes it."""
        return (self.house,)


@dataclass(frozen=True, slots=True)
class Voice:
    """What came of the viewer's shares in the last 30 days. For the viewer alone."""

    visitors: int
    before: int
    shares: int


@dataclass(frozen=True, slots=True)
class SharedCard:
    """A story the viewer shared. ``visitors`` is None when they may not see figures."""

    story_id: int
    language: str
    title: str
    day: dt.date
    channels: str
    visitors: int | None


def own_house(viewer: Viewer, organisation: OrganisationRow, *, now: dt.datetime) -> OwnHouse | None:
    """The house of the viewer on the quay this month, or None when every group of theirs is too small."""
    month = month_of(viewer.today(now))
    line = people.team_names_above(viewer.organisation_id, viewer.team_id)
    attended = turnout.attendance(viewer.organisation_id, month, line)
    team = next((team for team in line if attended.invited.get(team, 0) >= organisation.group_floor), None)
    if team is None:
        return None
    total, lit = attended.invited[team], attended.parts.get(team, turnout.NOBODY).took_part
    # Which window is one's own is nobody else's business, so a forwarded mail does not show it.
    mine = viewer.full and turnout.took_part_of(viewer.organisation_id, viewer.person_id, month.first)
    return OwnHouse(House(line[team], total, min(lit, total)), mine)


def own_voice(viewer: Viewer, shares: Sequence[ShareRow], *, now: dt.datetime) -> Voice | None:
    """The viewer's figures, or None for a visit by a mail's link (T-02)."""
    if not viewer.full:
        return None
    period = last_days(viewer.today(now), _LATELY)
    both = Period(period.before().first, period.last)
    days = stats.person_days(viewer.organisation_id, viewer.person_id, both)
    return Voice(
        visitors=sum(visitors for day, visitors in days.items() if day >= period.first),
        before=sum(visitors for day, visitors in days.items() if day < period.first),
        shares=len(shares),
    )


def lately_shared(viewer: Viewer, *, now: dt.datetime) -> list[ShareRow]:
    """The viewer's shares of the last 30 days, newest first."""
    since = now - dt.timedelta(days=_LATELY)
    return sharing.shares_of(viewer.organisation_id, viewer.person_id, since=since)


def shared_cards(viewer: Viewer, shares: Sequence[ShareRow]) -> list[SharedCard]:
    """The stories of these shares, at most three, with all channels of each."""
    by_story: dict[int, list[ShareRow]] = {}
    for share in shares:
        by_story.setdefault(share.story_id, []).append(share)
    newest = dict(list(by_story.items())[:_MOST_SHARED])
    titles = library.titles(viewer.organisation_id, newest)
    links = [share.link_id for rows in newest.values() for share in rows]
    totals = stats.link_totals(viewer.organisation_id, links) if viewer.full else {}
    zone = ZoneInfo(viewer.time_zone)
    return [
        SharedCard(
            story_id=story_id,
            language=titles[story_id][0],
            title=titles[story_id][1],
            day=rows[0].shared_at.astimezone(zone).date(),
            channels=", ".join(dict.fromkeys(share.channel_name for share in rows)),
            visitors=sum(totals[s.link_id].visitors for s in rows if s.link_id in totals) if viewer.full else None,
        )
        for story_id, rows in newest.items()
        if story_id in titles
    ]
