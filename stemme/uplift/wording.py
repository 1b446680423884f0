"""What a lottery says, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stemme.library.actions.lotteries import LEAST_DAYS, MOST_DAYS
from stemme.uplift.effect import CAUSED, EARLY, UNSURE, Effect

MEASURES: dict[str, Any] = {
    "visits": gettext_lazy("Visits"),
    "leads": gettext_lazy("Leads"),
    "applications": gettext_lazy("Applications"),
}
VERDICTS: dict[str, Any] = {
    CAUSED: gettext_lazy("caused"),
    UNSURE: gettext_lazy("cannot be told from chance"),
    EARLY: gettext_lazy("too early to tell"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: its name, the verdict, a sentence, and per 100 people the difference with its interval."""

    name: str
    verdict: str
    word: str
    sentence: str
    per_100: float
    low: float
    high: float


def line(measure: str, effect: Effect) -> Line:
    """A measure of a result as a page shows it."""
    name = str(MEASURES[measure])
    word = str(VERDICTS[effect.verdict])
    return Line(
        name, effect.verdict, word, sentence(effect), 100 * effect.difference, 100 * effect.low, 100 * effect.high
    )


def sentence(effect: Effect) -> str:
    """The whole effect in one sentence: of all who were invited together."""
    if effect.verdict == EARLY:
        return _("Too early to tell: too few people, or too little came.")
    middle, low, high = (round(number) for number in effect.in_all())
    said = {"number": _plain(abs(middle)), "low": _plain(low), "high": _plain(high)}
    if effect.verdict == UNSURE and (effect.low > 0 or effect.high < 0):
        return _(
            "Cannot be told from chance: a few people make the difference, and another lot would often give as much."
        )
    if effect.verdict == UNSURE:
        return _("Cannot be told from chance: anything from %(low)s to %(high)s fits.") % said
    if middle >= 0:
        return _("Inviting caused about %(number)s more (%(low)s to %(high)s).") % said
    return _("Inviting caused about %(number)s fewer (%(low)s to %(high)s).") % said


def _plain(number: int) -> str:
    """A whole number with its thousands apart, and a minus that is one."""
    return ("−" if number < 0 else "") + number_format(abs(number), decimal_pos=0, force_grouping=True)


def refused(reason: str) -> str:
    """Why a lottery could not be drawn."""
    words = {
        "few": _("Too few people to whom it was not offered yet, or too few of them would be held back."),
        "there": _("A lottery runs over it already."),
        "missing": _("It is over, or not there any more."),
        "days": _("A lottery lasts %(least)s to %(most)s days.") % {"least": LEAST_DAYS, "most": MOST_DAYS},
    }
    return words[reason]
