"""Which measuring functions there are, and which there are not. Pure.

A function that is on lists the kinds of records it makes (kit/retention.py); a test keeps the lists true. What is not
in the program cannot be switched on, so it is off for everybody: it stands here because councils ask for it. What is
behind a lock is off until an agreement opens it (stemme/agreements).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.agreements.locks import PERFORMANCE_EXPORT, SCORECARDS


@dataclass(frozen=True, slots=True)
class Function:
    """``kept``: keys of kit/retention.py; none for what is not in the program. ``choice``: each person may stop it.
    ``lock``: of agreements/locks.py; empty for what has none."""

    key: str
    name: Callable[[], str]
    what: Callable[[], str]
    kept: tuple[str, ...] = ()
    choice: bool = False
    lock: str = ""

    @property
    def on(self) -> bool:
        """True when the program does it, whatever was agreed."""
        return bool(self.kept)


FUNCTIONS: tuple[Function, ...] = (
    Function(
        "offers", lambda: _("Stories that were suggested"),
        lambda: _("Which stories a person was shown, so that nothing is repeated."), ("offers",),
    ),
    Function(
        "taking_part", lambda: _("Taking part"),
        lambda: _("What is opened, saved, turned down and shared, added up for all and for groups."),
        ("readings", "shares", "taking_part", "deeds"),
    ),
    Function(
        "visits", lambda: _("Visits through shared links"),
        lambda: _("How many people came through a link, by day. Without cookies, without addresses."),
        ("links", "figures", "clicks", "own_browser", "visitors", "seen"), choice=True,
    ),
    Function(
        "outcomes", lambda: _("Outcomes of visits"),
        lambda: _("How many applications, enquiries or purchases came through links, added up for all and for groups; "
                  "what came through one person’s links that person alone sees."),
        ("outcomes",), choice=True,
    ),
    Function(
        "lotteries", lambda: _("Lotteries over stories"),
        lambda: _("Now and then a lot decides who is invited to a story later. Sums of both groups show what inviting "
                  "causes."), ("lots", "uplift"),
    ),
    Function(
        "groups", lambda: _("Figures of groups"),
        lambda: _("Sums of teams that are large enough. Never of persons."), ("groups",),
    ),
    Function(
        "audit", lambda: _("Journal of administrators"),
        lambda: _("What those with a role do in it, and when they look at the data of others."), ("audit",),
    ),
    Function(
        "opens", lambda: _("Opening of mails"), lambda: _("Whether and when somebody opens a mail or presses a "
                                                          "link in it."),
    ),
    Function(
        "individual", lambda: _("Figures of persons for others"),
        lambda: _("What one person did and what it brought, for the direct manager of those who said yes to it."),
        choice=True, lock=SCORECARDS,
    ),
    Function(
        "performance", lambda: _("Figures of persons for a performance system"),
        lambda: _("A file with the figures of those who said yes to it, for the direct manager to take along."),
        choice=True, lock=PERFORMANCE_EXPORT,
    ),
    Function(
        "boards", lambda: _("Boards, points and rewards"), lambda: _("Comparing people, by name or by alias."),
        ("boards", "points", "point_requests"), choice=True,
    ),
    Function(
        "scores", lambda: _("Scores and types of people"), lambda: _("A program that judges people or sorts them."),
    ),
    Function(
        "private", lambda: _("Private life"),
        lambda: _("Private profiles and contacts, places, devices, hours of work."),
    ),
)  # fmt: skip
ON: tuple[Function, ...] = tuple(function for function in FUNCTIONS if function.on)
OFF: tuple[Function, ...] = tuple(function for function in FUNCTIONS if not function.on and not function.lock)
#: In the program, and off until an agreement opens their lock.
LOCKED: tuple[Function, ...] = tuple(function for function in FUNCTIONS if function.lock)
