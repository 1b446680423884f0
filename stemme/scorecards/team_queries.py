"""What could help the teams somebody supports: figures of groups that are fit to be told, and no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from stemme.atlas.drawing import READING
from stemme.atlas.queries import Group, map_of
from stemme.buddies.introducing_queries import waiting
from stemme.growth.lesson_texts import Lesson, lessons
from stemme.kit.periods import Period, month_of, month_start
from stemme.library.queries import live_stories
from stemme.maturity.types import KEYS
from stemme.people import queries as people
from stemme.people.roles import SUPPORT_TEAM
from stemme.people.support_queries import languages_of
from stemme.people.viewer import Viewer
from stemme.policy.expectations.queries import expectation_for
from stemme.policy.queries import current
from stemme.scorecards.helping import Idea, ideas, told, told_sum, unread_languages
from stemme.scorecards.standing_queries import standing_alone
from stemme.stats.buckets import PERSON
from stemme.stats.queries import by_key
from stemme.stats.turnout_queries import EVERYBODY, NOBODY, Attendance, attendance, taking_part_in

#: Kinds of groups of the map, as they stand in its addresses.
_WHOLE_MAP, _TEAM_MAP = "all", "team"


@dataclass(frozen=True, slots=True)
class Suits:
    """A part of the map (panes as of maturity/types.py), its share of those on it, and a first lesson for it."""

    panes: tuple[int, ...]
    percent: int
    lesson: Lesson | None


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team with those below it, or everybody (``team_id`` 0).

    ``people``: those invited; None when nothing may be told of so few. ``took_part``, ``before``: a number or a word of
    helping.py, in the month and the one before. ``visitors``: None when it would be about few.
    """

    team_id: int
    name: str
    people: int | None
    took_part: int | str | None
    before: int | str | None
    visitors: int | None
    suits: tuple[Suits, ...]
    languages: tuple[str, ...]
    ideas: tuple[Idea, ...]


@dataclass(frozen=True, slots=True)
class Support:
    """All the teams of a manager, in the order of the tree, for the last whole month."""

    month: Period
    floor: int
    teams: tuple[TeamView, ...]


def support_of(viewer: Viewer, *, now: dt.datetime) -> Support:
    """The support view. So many queries for each topmost team the viewer supports, however many people there are."""
    org = viewer.organisation_id
    month = month_of(month_start(viewer.today(now)) - dt.timedelta(days=1))
    teams = _topmost(viewer, org)
    reader = _Reader(viewer, month, now, [team for team, _name in teams])
    return Support(month, reader.floor, tuple(reader.view(team, name) for team, name in teams))


def _topmost(viewer: Viewer, organisation_id: int) -> list[tuple[int, str]]:
    """The teams the viewer supports without those below another of them; (0, "") for everybody."""
    limit = viewer.teams_for(SUPPORT_TEAM)
    if limit is None:
        return [(EVERYBODY, "")]
    rows = people.teams(organisation_id)
    return [(row.id, row.name) for row in rows if row.id in limit and row.parent_id not in limit]


class _Reader:
    """What all teams of one page share, read once."""

    def __init__(self, viewer: Viewer, month: Period, now: dt.datetime, told: Collection[int]) -> None:
        org = viewer.organisation_id
        self.org, self.month = org, month
        self.floor = people.organisation(org).group_floor
        self.lines = people.team_lines(org)
        teams = list(self.lines)
        self.here, self.past = (attendance(org, period, teams) for period in (month, month.before()))
        self.fit, self.fit_before = (
            self._fit(period, attended, told) for period, attended in ((month, self.here), (month.before(), self.past))
        )
        self.told_in = {language for story in live_stories(org, now=now) for language in story.titles}
        self.guidelines = current(org) is not None
        self.expectation = expectation_for(org, viewer.person_id, viewer.language, now=now) is not None
        self.waits = bool(waiting(org, today=viewer.today(now), lines={}))

    def view(self, team: int, name: str) -> TeamView:
        """One team, or everybody."""
        below = None if team == EVERYBODY else [key for key, line in self.lines.items() if team in line]
        fit, fit_before = team in self.fit, team in self.fit_before
        suits = self._suits(team, name)
        languages = unread_languages(languages_of(self.org, below), self.told_in, floor=self.floor)
        return TeamView(
            team_id=team,
            name=name,
            people=self.here.invited.get(team) if fit else None,
            took_part=self._took_part(self.here, team) if fit else None,
            before=self._took_part(self.past, team) if fit and fit_before else None,
            visitors=self._visitors(below) if fit else None,
            suits=suits,
            languages=tuple(languages),
            ideas=tuple(
                ideas(
                    guidelines=self.guidelines,
                    expectation=self.expectation,
                    languages=languages,
                    lessons=[(one.lesson.key, one.percent) for one in suits if one.lesson],
                    waiting=self.waits,
                )
            ),
        )

    def _fit(self, period: Period, attended: Attendance, told: Collection[int]) -> set[int]:
        """Those of which figures may be told: large enough at the end of the month, and standing alone."""
        large = {team for team in told if attended.invited.get(team, 0) >= self.floor}
        below = large - {EVERYBODY}
        alone = below and standing_alone(self.org, period, below, lines=self.lines, attended=attended, floor=self.floor)
        return (large & {EVERYBODY}) | alone

    def _took_part(self, attended: Attendance, team: int) -> int | str:
        number = attended.parts.get(team, NOBODY).took_part
        return told(number, attended.invited.get(team, 0), floor=self.floor)

    def _visitors(self, teams: Collection[int] | None) -> int | None:
        rows = taking_part_in(self.org, self.month).filter(shares__gt=0, person_id__gt=0)
        if teams is not None:
            rows = rows.filter(team_id__in=teams)
        sharers = set(rows.values_list("person_id", flat=True))
        came = by_key(self.org, PERSON, self.month, keys=sharers) if len(sharers) >= self.floor else {}
        found = {person: figures.visitors for person, figures in came.items()}
        return told_sum(found, contributors=len(sharers), floor=self.floor)

    def _suits(self, team: int, name: str) -> tuple[Suits, ...]:
        group = Group(_WHOLE_MAP, "", "") if team == EVERYBODY else Group(_TEAM_MAP, str(team), name)
        counted = map_of(self.org, group)
        if counted is None or not counted.figures.placed:
            return ()
        clouds = sorted(counted.figures.clouds, key=lambda cloud: min(READING.index(pane) for pane in cloud.panes))
        return tuple(
            Suits(cloud.panes, round(100 * cloud.people / counted.figures.placed), _lesson(cloud.panes))
            for cloud in clouds
        )


def _lesson(panes: Collection[int]) -> Lesson | None:
    """The first lesson for the part: of the pane that is read first."""
    first = KEYS[min(panes, key=READING.index)]
    return next((lesson for lesson in lessons() if lesson.type == first), None)
