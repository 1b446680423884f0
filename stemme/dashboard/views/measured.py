"""Everything that is stored about a person, in words for that person.

A table that learns something about people must be named here: a test compares the list with the database.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.stats.keeping import CLICKS_KEPT


@dataclass(frozen=True, slots=True)
class Measured:
    """One kind of record: what, why, who sees it besides the person, how long, in which tables it is, and whether the
    person sees it on a page. Nobody at all: no others, and ``you`` is False."""

    what: str
    why: str
    others: str
    kept: str
    tables: tuple[str, ...]
    you: bool = True


def measured(*, floor: int) -> list[Measured]:
    """The whole list. ``floor`` is the smallest group whose figures are shown."""
    return [*_who_you_are(), *_what_you_do(floor), *_what_came_of_it(floor), *_how_we_reach_you()]


def _no_end() -> str:
    return _("no end set")


def _who_you_are() -> list[Measured]:
    lists, invite = _("People administrators"), _("To invite you and to write to you")
    return [
        Measured(
            _("Name, work address, staff number, team, title, place and language, as your company handed them over"),
            invite,
            lists,
            _no_end(),
            ("people.Person",),
        ),
        Measured(
            _("That you were invited, joined or take a break"),
            _("To respect it"),
            lists,
            _no_end(),
            ("people.Person",),
        ),
        Measured(
            _("That you said no"),
            _("To leave you alone"),
            _("Numbers without names: people administrators"),
            _no_end(),
            ("people.Person",),
        ),
        Measured(
            _("Your choice of language, of day or night, of topics, and how often you want mail"),
            _("To do as you wish"),
            "",
            _("until you change it"),
            ("people.Person", "feed.Interest", "mailings.Rhythm"),
        ),
        Measured(
            _("Rights you hold in the programme, and who granted them"),
            _("To let you in, and nobody else"),
            lists,
            _no_end(),
            ("people.RoleGrant",),
        ),
    ]


def _what_you_do(floor: int) -> list[Measured]:
    sums = _("Sums for all and for groups of %(floor)s or more: administrators") % {"floor": floor}
    return [
        Measured(_("Which stories you were shown, on which day"), _("To repeat nothing"), sums, _no_end(),
                 ("feed.Offer",), you=False),
        Measured(_("Which stories you opened, saved or turned down, and why if you said so"),
                 _("To choose stories for you"), sums, _no_end(),
                 ("feed.Reading", "feed.Saved", "feed.Declined", "stats.Acted")),
        Measured(_("What you shared, where and when, and whether you changed the text. Never the text itself"),
                 _("To show what your voice does"), sums, _no_end(), ("sharing.Share",)),
        Measured(_("That you took part in a week or month, and how often you read, saved and shared in it"),
                 _("The lit window on the quay, the other 97 per cent"), sums, _no_end(), ("stats.TakingPart",)),
        Measured(_("A journal of these deeds and of your sign-ins, with the time"),
                 _("So that figures can be checked and misuse found"), "", _no_end(), ("journal.Fact",), you=False),
        Measured(_("Stories, streams, feeds and guidelines that you made or changed"), _("To know whom to ask"),
                 _("Editors"), _no_end(),
                 ("library.Story", "library.Stream", "policy.Guidelines")),
    ]  # fmt: skip


def _what_came_of_it(floor: int) -> list[Measured]:
    sums = _("Sums for all and for groups of %(floor)s or more: administrators") % {"floor": floor}
    return [
        Measured(_("Your tracked links"), _("To count visits, if you allow it"), "", _no_end(), ("links.TrackedLink",)),
        Measured(
            _("Clicks and visitors from your links, as numbers by day"),
            _("To show what your voice does"),
            sums,
            _no_end(),
            ("stats.Tally",),
        ),
        Measured(
            _("Single clicks on your links, without address or name of the visitor"),
            _("To check the figures"),
            "",
            _("%(days)s days") % {"days": CLICKS_KEPT.days},
            ("links.Click",),
            you=False,
        ),
        Measured(
            _("Which visitor your browser would be on this day, as a number without address"),
            _("So that your own visits do not count"),
            "",
            _("48 hours at most"),
            ("links.OwnBrowser",),
            you=False,
        ),
    ]


def _how_we_reach_you() -> list[Measured]:
    return [
        Measured(
            _("Which mails we sent you, with which stories, and whether they arrived. Not whether you opened them"),
            _("To write at most once a day"),
            "",
            _no_end(),
            ("mailings.Mailing",),
            you=False,
        ),
        Measured(
            _("Fingerprints of the links in your mails and of your sign-in links"),
            _("To let you in without a password"),
            "",
            _("mail links 44 days, sign-in links one day, links that stop mails 400 days"),
            ("people.DoorLink", "people.SignInLink", "mailings.Unsubscribe"),
            you=False,
        ),
        Measured(
            _("Open sessions: who, since when, last seen when"),
            _("To keep you signed in"),
            "",
            _("30 days at most"),
            ("sessions.Session",),
            you=False,
        ),
    ]
