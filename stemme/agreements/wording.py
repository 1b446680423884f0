"""Agreements in words: what a lock opens, who then sees what, and what everybody is told. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from stemme.agreements import locks
from stemme.agreements.standing import AgreementRow

LOCK_NAMES: Mapping[str, Any] = {
    locks.SCORECARDS: gettext_lazy("Scorecards for the direct manager"),
    locks.PERFORMANCE_EXPORT: gettext_lazy("File for a performance system"),
}
#: What it opens, in one sentence.
WHAT: Mapping[str, Any] = {
    locks.SCORECARDS: gettext_lazy(
        "The manager of a team may look at the scorecards of those people in the team who have said yes to it."
    ),
    locks.PERFORMANCE_EXPORT: gettext_lazy(
        "The manager of a team may take along a file for your performance system, with the figures of those people in "
        "the team who have said yes to it."
    ),
}
STATE_NAMES: Mapping[str, Any] = {
    locks.CLOSED: gettext_lazy("Closed"),
    locks.ASKED: gettext_lazy("Asked for"),
    locks.REFUSED: gettext_lazy("Refused"),
    locks.AGREED: gettext_lazy("Agreed, being announced"),
    locks.ANNOUNCED: gettext_lazy("Announced"),
    locks.OPEN: gettext_lazy("Open"),
}


@dataclass(frozen=True, slots=True)
class Announcement:
    """What everybody is told in a mail. ``path`` leads to the agreement's own page."""

    subject: str
    preview: str
    paragraphs: tuple[str, ...]
    link: str
    path: str


def who_sees(lock: str) -> list[str]:
    """Who sees what while the lock is open, as points in the active language."""
    first = {
        locks.SCORECARDS: _(
            "Your direct manager: what is hoped for, what you did and what came of it, if you say yes."
        ),
        locks.PERFORMANCE_EXPORT: _(
            "Your direct manager, and whoever the file is given to: what you did and what came of it, if you say yes."
        ),
    }
    return [
        first[lock],
        _("Nobody else: no other manager, no administrator, no colleague, no employee representative."),
        _("There is no list of those who have not said yes, and nothing is counted of them."),
        _("Each look is written down with its time, and you see it under “Your data”."),
    ]


def what_you_can_do() -> list[str]:
    """What everybody may do about it, as points in the active language."""
    return [
        _("Do nothing: then nothing about you is shown to anybody."),
        _("Say yes on your scorecard once it is open, and take it back at any time. It holds at once."),
        _("See on your scorecard first what your manager would see."),
        _("Ask the employee representative who agreed, or whoever is named for questions about privacy."),
    ]


def takes_effect(row: AgreementRow) -> str:
    """From when it holds, as a sentence in the active language."""
    if row.takes_effect_on is None:
        return _("It takes effect %(days)s days after everybody has been told.") % {"days": row.notice_days}
    return _("It takes effect on %(day)s.") % {"day": _day(row.takes_effect_on)}


def announcement(agreement: AgreementRow, language: str) -> Announcement:
    """What everybody is told before the lock opens, in their language. Says no name: the page does, where one signs in.

    While mails go out the period has not begun, so it says how long that is, not the day.
    """
    with override(language):
        name = str(LOCK_NAMES[agreement.lock])
        return Announcement(
            subject=_("A change in what others may see: %(name)s") % {"name": name},
            preview=_("Nothing changes yet, and nothing about you is shown unless you say yes."),
            paragraphs=(
                str(WHAT[agreement.lock]) + " " + _("Until now nobody but you could see your figures."),
                _("What for: %(purpose)s") % {"purpose": agreement.purpose},
                _("By which agreement: %(reference)s. An employee representative has agreed to it.")
                % {"reference": agreement.reference.rstrip(".")},
                takes_effect(agreement) + " " + _("Until then it stays closed."),
                _("You need not do anything. Nothing about you is shown unless you say yes yourself, and a no has no "
                  "consequences: nobody asks why."),
            ),
            link=_("Read all about it"),
            path=f"/agreements/{agreement.id}/",
        )  # fmt: skip


def _day(day: dt.date) -> str:
    return str(date_format(day, "DATE_FORMAT"))
