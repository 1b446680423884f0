"""Everything that is stored about a person, in that person's words. What a table learns anew belongs here, too."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.stats.keeping import CLICKS_KEPT


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of record: what, why, who sees it besides the person, how long."""

    what: str
    why: str
    others: str
    kept: str


def measured(*, floor: int) -> list[Measured]:
    """The whole list. ``floor`` is the smallest group whose figures are shown."""
    groups = _("Groups of %(floor)s or more, without names: administrators") % {"floor": floor}
    totals = _("Totals: administrators")
    employed = _("While you work here")
    return [
        Measured(
            _("Name, work address, team, title, place and language, as your company handed them over"),
            _("To invite you and to write to you"),
            _("People administrators"),
            employed,
        ),
        Measured(
            _("That you were invited, joined, take a break or said no"),
            _("To respect it"),
            _("People administrators"),
            employed,
        ),
        Measured(
            _("Topics you follow, and how often you want mail"),
            _("To choose stories for you"),
            "",
            _("Until you change it"),
        ),
        Measured(_("Which stories you were shown, and on which day"), _("To repeat nothing"), groups, employed),
        Measured(
            _("What you read while signed in, save or turn down"), _("To choose stories for you"), groups, employed
        ),
        Measured(
            _("What you shared where and when, and whether you changed the text; never the text"),
            _("To show what your voice does"),
            totals,
            employed,
        ),
        Measured(
            _("Clicks and visitors from your links, by day"),
            _("To show what your voice does"),
            totals,
            _("Single clicks %(days)s days, figures while you work here") % {"days": CLICKS_KEPT.days},
        ),
        Measured(
            _("That you took part this month"),
            _("The lit window on the quay"),
            _("Your team, without your name"),
            employed,
        ),
        Measured(
            _("Which mails we sent you, and whether they arrived"), _("To write at most once a day"), "", employed
        ),
        Measured(_("When you signed in, and open sessions"), _("To keep others out"), "", employed),
    ]
