"""Quarters and results in sentences."""

from __future__ import annotations

from django.utils.translation import gettext as _

from stemme.kit.periods import Period
from stemme.pulse import freedom
from stemme.pulse.queries import Result


def step_name(step: int) -> str:
    """The words of an answer, from "not at all" to "entirely"; of UNSAID "I would rather not say"."""
    names = (_("I would rather not say"), _("Not at all"), _("Hardly"), _("In between"), _("Mostly"), _("Entirely"))
    return names[step]


def quarter_name(quarter: Period) -> str:
    """A quarter as people call it."""
    return _("quarter %(number)d of %(year)d") % {
        "number": (quarter.first.month + 2) // 3,
        "year": quarter.first.year,
    }


def result_sentence(result: Result) -> str:
    """What a quarter said, in one sentence; also when it has too few answers to say anything."""
    said = {"quarter": quarter_name(result.quarter), "percent": result.percent, "answers": result.answers}
    if result.percent is None:
        return _("In %(quarter)s too few colleagues answered to say anything.") % said
    if result.percent >= freedom.MOST_SHOWN:
        return _("In %(quarter)s, %(percent)d per cent or more of %(answers)d felt free to decline.") % said
    if result.percent <= freedom.LEAST_SHOWN:
        return _("In %(quarter)s, %(percent)d per cent or fewer of %(answers)d felt free to decline.") % said
    return _("In %(quarter)s, %(percent)d per cent of %(answers)d felt free to decline.") % said


def why_hidden(result: Result) -> str:
    """Why the boards are hidden, in one sentence, for the page where they would stand."""
    return _("The boards rest: in %(quarter)s fewer than %(threshold)d per cent felt free to decline.") % {
        "quarter": quarter_name(result.quarter),
        "threshold": result.threshold,
    }
