"""What scores are counted from at a moment, and the counting itself: reads only."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from stemme.kit.periods import local_day, quarter_of
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.reactions import queries as reactions
from stemme.reactions.which import Numbers, Told
from stemme.scores import card_lines
from stemme.scores.baselines import Yardstick, yardstick
from stemme.scores.formula import Counts, Score, brief, verified
from stemme.scores.parameters import PARAMETERS
from stemme.sharing.channels import CHANNELS
from stemme.sharing.scored_queries import NarrowShare, counted_shares
from stemme.stats import queries as stats

#: So many people are read at a time, with all their shares.
_PEOPLE_AT_ONCE = 2_500
_NOTHING = Told(Numbers(), public=False)


@dataclass(frozen=True, slots=True)
class Counted:
    """One person's score, and the lines it was counted from."""

    person_id: int
    score: Score
    lines: list[list[Any]]


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an organisation's shares brought, as known at ``now``."""

    organisation: OrganisationRow
    now: dt.datetime
    visitors: Mapping[int, int]
    told: Mapping[int, Told]

    @property
    def today(self) -> dt.date:
        """The day at the organisation."""
        return local_day(self.now, self.organisation.time_zone)

    @property
    def quarter(self) -> dt.date:
        """The first day of the quarter."""
        return quarter_of(self.today).first

    def was_dropped(self, share: NarrowShare) -> bool:
        """The person says that they did not post it after all, and nobody came: then it was no share."""
        return share.posted is False and not self.visitors.get(share.link_id)

    def line(self, share: NarrowShare) -> list[Any]:
        """A share with what it brought, as a card keeps it."""
        brought, told = self.visitors.get(share.link_id, 0), self.told.get(share.link_id, _NOTHING)
        return card_lines.line(share.story_id, share.channel, share.at, brought, told)

    def sure_effect(self, share: NarrowShare) -> float:
        """Click equivalents of what anybody could check: visitors, and counts that a network shows in public."""
        told = self.told.get(share.link_id, _NOTHING)
        public = told.numbers if told.public else Numbers()
        return verified(
            Counts(
                clicks=self.visitors.get(share.link_id, 0),
                fetched_reactions=public.reactions,
                fetched_comments=public.comments,
                fetched_reshares=public.reshares,
            )
        )


def inputs(organisation: OrganisationRow, *, now: dt.datetime) -> Inputs:
    """Read what shares brought. Four queries."""
    visitors = stats.visitors_of_links(organisation.id)
    return Inputs(organisation, now, visitors, reactions.told_by_link(organisation.id))


def yardsticks(known: Inputs) -> list[Yardstick]:
    """What a typical share brings on each channel, from the shares of a year that are at least a week old.

    Shares by fewer people than the organisation's floor say nothing: the yardstick is on everybody's page.
    """
    effects: dict[str, list[float]] = defaultdict(list)
    sharers: dict[str, set[int]] = defaultdict(set)
    until = known.now - dt.timedelta(days=PARAMETERS.young)
    for share in counted_shares(known.organisation.id, since=_since(known.now), until=until):
        effect = known.sure_effect(share)
        if effect > 0:
            effects[share.channel].append(effect)
            sharers[share.channel].add(share.person_id)
    floor = known.organisation.group_floor
    return [
        yardstick(channel.key, effects[channel.key] if len(sharers[channel.key]) >= floor else ())
        for channel in CHANNELS
    ]


def scored(known: Inputs, baselines: Mapping[str, float]) -> Iterator[list[Counted]]:
    """The scores of everybody who takes part and has shared something that is counted, in portions of people."""
    taking_part = sorted(people.people_taking_part(known.organisation.id))
    wanted = set(taking_part)
    for first in range(0, len(taking_part), _PEOPLE_AT_ONCE):
        some = taking_part[first : first + _PEOPLE_AT_ONCE]
        shares = counted_shares(
            known.organisation.id, since=_since(known.now), until=known.now, people=(some[0], some[-1])
        )
        by_person = itertools.groupby(shares, key=lambda share: share.person_id)
        found = [_counted(known, who, list(theirs), baselines) for who, theirs in by_person if who in wanted]
        yield [one for one in found if one.lines]


def _counted(known: Inputs, who: int, shares: Sequence[NarrowShare], baselines: Mapping[str, float]) -> Counted:
    lines = [known.line(share) for share in shares if not known.was_dropped(share)]
    return Counted(who, brief(card_lines.shares(lines, now=known.now), baselines), lines)


def _since(now: dt.datetime) -> dt.datetime:
    return now - dt.timedelta(days=PARAMETERS.oldest)
