"""The kinds of visits, in words for everybody. The rules are in links/hits.py, agents.py, behaviour.py, networks.py."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from stemme.links.hits import BOT, CLASSES, HUMAN, INTERNAL, PREVIEW, SELF, SUSPECT


@dataclass(frozen=True, slots=True)
class KindOfVisit:
    """One class of hits (``key``): its name, what it is, and what it counts as."""

    key: str
    name: str
    what: str
    counts: str


def kinds_of_visits() -> list[KindOfVisit]:
    """All of them, in the order of links.hits.CLASSES."""
    taken_out = _("Nothing")
    said = {
        HUMAN: (_("Person"), _("Everybody to whom no rule below applies."), _("Click and visitor")),
        PREVIEW: (
            _("Preview"),
            _("Networks and chat programs fetch the card of a link; browsers load pages in advance."),
            taken_out,
        ),
        BOT: (
            _("Robot"),
            _(
                "Crawlers, mail scanners and programs, known by the name they give, by giving none, or by asking for "
                "the head of the page only."
            ),
            taken_out,
        ),
        SUSPECT: (_("Suspicious"), _("Looks like a browser and behaves like a machine."), taken_out),
        SELF: (_("Own visit"), _("Somebody who is signed in opens their own link in the same browser."), taken_out),
        INTERNAL: (_("From the office"), _("Comes from an office network that the company has named."), taken_out),
    }
    return [KindOfVisit(key, *said[key]) for key in CLASSES]
