"""Reading what the mails of one batch of readers say. The number of queries does not depend on their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from stemme.feed import queries as feed
from stemme.feed.showing import Ranked
from stemme.feed.showing import shown as shown_to
from stemme.kit.periods import Period, month_of, month_start
from stemme.library import queries as library
from stemme.mailings.inviting import Speaker, speaker_of
from stemme.mailings.kinds import TEST
from stemme.mailings.models import Mailing
from stemme.mailings.rhythm import NEVER
from stemme.mailings.rhythm_queries import Chosen, ReaderPlan, chosen_by, house_of, plans_for
from stemme.mailings.windows import GroupWindows
from stemme.maturity import queries as maturity
from stemme.people import queries as people
from stemme.reactions import queries as reactions
from stemme.sharing import app_queries as apps
from stemme.sharing import queries as sharing
from stemme.stats import queries as stats
from stemme.stats import turnout_queries as turnout
from stemme.stats.involvement import shown

_LAST_TIME = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LastShare:
    """What came of somebody's last share of which anything is known; for themselves alone."""

    title: str
    visitors: int
    reactions: int


class Batch:
    """What the mails of these readers say. Each mail gets only what is its reader's own."""

    def __init__(self, organisation_id: int, mailings: Collection[Mailing], *, now: dt.datetime) -> None:
        self.organisation = people.organisation(organisation_id)
        self.now = now
        self._speakers: dict[tuple[str, bool], Speaker | None] = {}
        self._ids = sorted({mailing.person_id for mailing in mailings})
        self._chosen = chosen_by(organisation_id, self._ids)
        self.silent = {person for person, chosen in self._chosen.items() if chosen.wish.every == NEVER}
        self.receivers = {row.person_id: row for row in people.receivers(organisation_id, now=now, only=self._ids)}
        wanted: dict[int, set[int]] = {}
        for mailing in mailings:
            if mailing.stories:
                wanted.setdefault(mailing.person_id, set()).update(mailing.stories)
        self._fitting = feed.still_fitting(organisation_id, wanted, now=now) if wanted else {}

    def stories_of(self, mailing: Mailing) -> list[Ranked]:
        """The stories of the mailing that still fit its reader, in its order; all of them in a test, which is for who
        asked for it."""
        if mailing.kind == TEST:
            reader = self.receivers[mailing.person_id]
            live = {story.id: story for story in library.live_stories(self.organisation.id, now=self.now)}
            asked = [live[story] for story in mailing.stories if story in live]
            return [shown_to(story, reader.language, reader.story_languages) for story in asked]
        fitting = self._fitting.get(mailing.person_id)
        return [fitting.stories[story] for story in mailing.stories if story in fitting.stories] if fitting else []

    def followed_by(self, person_id: int) -> frozenset[str]:
        """Topics the reader follows."""
        return self._fitting[person_id].followed if person_id in self._fitting else frozenset()

    def windows_of(self, person_id: int) -> GroupWindows | None:
        """The windows of the reader's division, when they may be shown."""
        return self._windows.get(self._division_of.get(self.receivers[person_id].team_id or 0, 0))

    def last_share_of(self, person_id: int) -> LastShare | None:
        """What came of the reader's newest share of which anything is known; None if nobody came: zero is no news."""
        for share in self._shares.get(person_id, ()):
            figures, fetched = self._totals.get(share.link_id), self._fetched.get(share.id)
            visitors = figures.visitors if figures else 0
            public = fetched.reactions + fetched.comments if fetched else 0
            if (visitors or public) and share.story_id in self._titles:
                return LastShare(self._titles[share.story_id][1], visitors, public)
        return None

    def angles_of(self, language: str) -> Mapping[int, str]:
        """By story, a question to begin with in this language, where the editors wrote one."""
        return {story: asked[language][0] for story, asked in self._angles.items() if asked.get(language)}

    @cached_property
    def first_invitation(self) -> dict[int, int]:
        """The id of the first invitation of each reader who has had one."""
        rows = Mailing.objects.filter(
            organisation_id=self.organisation.id, kind="invitation", person_id__in=self._ids
        ).order_by("-id")
        return dict(rows.values_list("person_id", "id"))

    def speaker(self, language: str, *, reminder: bool) -> Speaker | None:
        """How the organisation itself invites in this language; asked once for each language."""
        if (language, reminder) not in self._speakers:
            self._speakers[language, reminder] = speaker_of(self.organisation.id, language, reminder=reminder)
        return self._speakers[language, reminder]

    @cached_property
    def plans(self) -> dict[int, ReaderPlan]:
        """What decides when each reader's next mail comes."""
        plans = plans_for(
            self.organisation,
            list(self.receivers.values()),
            house=house_of(self.organisation),
            chosen={person: self._chosen.get(person, Chosen()) for person in self.receivers},
            now=self.now,
        )
        return {plan.person.person_id: plan for plan in plans}

    @cached_property
    def rungs(self) -> dict[int, str]:
        """The rung next to the place of each reader who has one."""
        return maturity.rungs_of(self.organisation.id, self._ids, now=self.now)

    @cached_property
    def own_apps(self) -> dict[int, tuple[str, ...]]:
        """Keys of the channels each reader uses, of those who have said so."""
        return apps.own_apps_of(self.organisation.id, self._ids)

    @cached_property
    def lit(self) -> set[int]:
        """The readers whose own window is lit; said to nobody but themselves."""
        months = (self._lately.first, month_start(self._lately.last))
        return turnout.who_took_part(self.organisation.id, self._ids, months)

    @cached_property
    def _lately(self) -> Period:
        """This month and the last: on the first of a month not everything shall be dark."""
        this_month = month_of(self.now.astimezone(ZoneInfo(self.organisation.time_zone)).date())
        return Period(this_month.before().first, this_month.last)

    @cached_property
    def _windows(self) -> dict[int, GroupWindows]:
        """Divisions that may be shown (P-07) and in which somebody took part: a dark house invites nobody."""
        groups = turnout.divisions_in(self.organisation.id, self._lately)
        return {
            group.key: GroupWindows(name=group.name, total=group.people, lit=min(group.took_part, group.people))
            for group in shown(groups, floor=self.organisation.group_floor, others="")
            if group.key and group.took_part
        }

    @cached_property
    def _division_of(self) -> dict[int, int]:
        return {team.id: team.division_id for team in people.teams(self.organisation.id)}

    @cached_property
    def _shares(self) -> dict[int, list[sharing.ShareRow]]:
        """What each reader shared lately, the newest first."""
        return sharing.shares_of_many(self.organisation.id, self._ids, since=self.now - _LAST_TIME)

    @cached_property
    def _totals(self) -> dict[int, stats.Figures]:
        links = [share.link_id for shares in self._shares.values() for share in shares]
        return stats.link_totals(self.organisation.id, links) if links else {}

    @cached_property
    def _fetched(self) -> dict[int, reactions.Fetched]:
        ids = [share.id for shares in self._shares.values() for share in shares]
        return reactions.fetched_of_many(self.organisation.id, ids) if ids else {}

    @cached_property
    def _titles(self) -> dict[int, tuple[str, str]]:
        stories = {share.story_id for shares in self._shares.values() for share in shares}
        return library.titles(self.organisation.id, stories) if stories else {}

    @cached_property
    def _angles(self) -> dict[int, dict[str, tuple[str, ...]]]:
        stories = {story for fitting in self._fitting.values() for story in fitting.stories}
        return library.angles_of(self.organisation.id, stories)
