"""Scorecards in words: lines of figures, who sees what, what could help a team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.agreements.locks import SCORECARDS
from stemme.atlas.wording import helps, part_name
from stemme.growth.lesson_texts import LessonText, lesson_of
from stemme.kit.languages import OWN_NAMES
from stemme.maturity.types import KEYS
from stemme.people.support_queries import Manager
from stemme.scorecards import helping
from stemme.scorecards.card import Figures, Sharing
from stemme.scorecards.helping import FEW, NEARLY_ALL, Idea
from stemme.scorecards.team_queries import Suits, TeamView
from stemme.sharing.channels import BY_KEY
from stemme.stats.best_time import BestTime
from stemme.ui.templatetags.ui import percent


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in the running quarter and the one before. ``before`` is None for what is no longer kept."""

    name: str
    now: int
    before: int | None


@dataclass(frozen=True, slots=True)
class Best:
    """Where and when one's shares reach most people. ``day``: the weekday's name, empty for any working day."""

    channel: str
    time: dt.time
    day: str


@dataclass(frozen=True, slots=True)
class LockTold:
    """One open lock as its owner reads it."""

    one: Sharing
    #: It is the one of scorecards, else the one of the file.
    is_scorecards: bool
    who: str


@dataclass(frozen=True, slots=True)
class SuitsTold:
    """A part of the map in words, with a lesson to point to."""

    name: str
    share: float
    helps: str
    lesson: str
    text: LessonText | None


@dataclass(frozen=True, slots=True)
class IdeaTold:
    """Something one could do, and where."""

    title: str
    why: str
    url: str
    action: str


@dataclass(frozen=True, slots=True)
class TeamTold:
    """A team in words."""

    view: TeamView
    name: str
    took_part: str
    before: str
    suits: tuple[SuitsTold, ...]
    ideas: tuple[IdeaTold, ...]


def effort(figures: Figures) -> list[Line]:
    """What somebody did."""
    now, before = figures.now, figures.before
    return [
        Line(_("Stories suggested"), now.suggestions or 0, before.suggestions),
        Line(_("Shares"), now.shares, before.shares),
        Line(_("of these in own words"), now.own_words, before.own_words),
        Line(_("of these with a suggested text"), now.other_words, before.other_words),
    ]


def effect(figures: Figures) -> list[Line]:
    """What came of it."""
    now, before = figures.now, figures.before
    return [
        Line(_("People who came"), now.visitors, before.visitors),
        Line(_("Shares that brought somebody"), now.brought, before.brought),
    ]


def best_time(best: BestTime) -> Best | None:
    """The best channel and time, while more than habit speaks for it."""
    if not best.evidence or best.channel not in BY_KEY:
        return None
    day = "" if best.weekday is None else str(WEEKDAYS[best.weekday])
    return Best(str(BY_KEY[best.channel].name), dt.time(best.hour), day)


def lock_told(one: Sharing, managers: Sequence[Manager]) -> LockTold:
    """One open lock, with the names of those who see by it."""
    return LockTold(one, one.lock == SCORECARDS, _listed([manager.name for manager in managers]))


def _listed(names: Sequence[str]) -> str:
    """Names in one line; empty for none."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def team_told(view: TeamView, language: str, floor: int) -> TeamTold:
    """A team's figures, what suits it, and what one could do."""
    return TeamTold(
        view=view,
        name=view.name or _("Everybody"),
        took_part=_how_many(view.took_part, floor),
        before=_how_many(view.before, floor),
        suits=tuple(_suits(one, language) for one in view.suits),
        ideas=tuple(_idea(idea, language) for idea in view.ideas),
    )


def _how_many(told: int | str | None, floor: int) -> str:
    if told is None:
        return ""
    if told == FEW:
        return _("fewer than %(floor)s") % {"floor": floor}
    return _("nearly everybody") if told == NEARLY_ALL else str(number_format(told, force_grouping=True))


def _suits(one: Suits, language: str) -> SuitsTold:
    merged = len(one.panes) > 1
    return SuitsTold(
        part_name(one.panes), one.percent / 100, "" if merged else helps(KEYS[one.panes[0]]),
        one.lesson.key if one.lesson else "", one.lesson.text_for(language) if one.lesson else None,
    )  # fmt: skip


def _idea(idea: Idea, language: str) -> IdeaTold:
    told = _IDEAS[idea.key](idea, language)
    return IdeaTold(*told)


def _lesson(idea: Idea, language: str) -> tuple[str, str, str, str]:
    found = lesson_of(idea.about)
    text = found.text_for(language) if found else None
    minutes = text.minutes if text else 0
    return (
        ngettext(
            "Read a lesson of %(n)s minute together", "Read a lesson of %(n)s minutes together", minutes
        ) % {"n": minutes},
        _("It suits about %(percent)s of the group, as far as they placed themselves.")
        % {"percent": percent(idea.percent / 100, 0)},
        reverse("growth:lesson", args=[idea.about]),
        text.title if text else "",
    )  # fmt: skip


def _language(idea: Idea, _reader: str) -> tuple[str, str, str, str]:
    return (
        _("Ask for a story in %(language)s") % {"language": OWN_NAMES.get(idea.about, idea.about)},
        _("Some of the group read this language first, and no story is there in it at the moment."),
        reverse("proposals:propose"),
        _("Propose something"),
    )


def _fixed(*texts: Any) -> Any:
    return lambda _idea, _language: tuple(text() for text in texts)


_IDEAS: dict[str, Any] = {
    helping.VOLUNTARY: _fixed(
        lambda: _("Say once more that it is voluntary"),
        lambda: _("And that working time may be used for it. Most people wait for somebody to say so."),
        lambda: reverse("policy:guidelines"),
        lambda: _("What the guidelines say"),
    ),
    helping.GUIDELINES: _fixed(
        lambda: _("Ask for guidelines"),
        lambda: _("There are none yet. People share more easily when they know what is fine."),
        lambda: "",
        lambda: "",
    ),
    helping.EXPECTATION: _fixed(
        lambda: _("Ask the programme lead to write down what is hoped for"),
        lambda: _("For your own function nothing is written down yet, neither what is hoped for nor what one gets."),
        lambda: "",
        lambda: "",
    ),
    helping.LANGUAGE: _language,
    helping.LESSON: _lesson,
    helping.COMPANY: _fixed(
        lambda: _("Ask who would keep a newcomer company"),
        lambda: _("Somewhere in the organisation somebody waits for company for a first share."),
        lambda: reverse("buddies:buddies"),
        lambda: _("How that works"),
    ),
}
