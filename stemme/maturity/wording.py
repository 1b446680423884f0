"""The nine types in the reader's words (design.md 8). "Inactive" of the literature is shown as "Quiet"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy

from stemme.maturity.classifier import BETWEEN, CLEAR, Place
from stemme.maturity.drawing import ladder
from stemme.maturity.gathering import ANSWERS, CORRECTION, COUNTS, Basis

_NAMES: dict[str, Any] = {
    "inactive": pgettext_lazy("maturity type", "Quiet"),
    "participant": pgettext_lazy("maturity type", "Participant"),
    "enthusiast": pgettext_lazy("maturity type", "Enthusiast"),
    "networker": pgettext_lazy("maturity type", "Networker"),
    "broadcaster": pgettext_lazy("maturity type", "Broadcaster"),
    "expert": pgettext_lazy("maturity type", "Subject expert"),
    "connector": pgettext_lazy("maturity type", "Connector"),
    "collaborator": pgettext_lazy("maturity type", "Collaborator"),
    "influencer": pgettext_lazy("maturity type", "Influencer"),
}
_LINES: dict[str, Any] = {
    "inactive": pgettext_lazy("maturity type", "present, rarely posts"),
    "participant": pgettext_lazy("maturity type", "likes, comments, asks"),
    "enthusiast": pgettext_lazy("maturity type", "writes, still few readers"),
    "networker": pgettext_lazy("maturity type", "stays in touch"),
    "broadcaster": pgettext_lazy("maturity type", "passes things on"),
    "expert": pgettext_lazy("maturity type", "is asked for advice"),
    "connector": pgettext_lazy("maturity type", "knows who can help"),
    "collaborator": pgettext_lazy("maturity type", "listens, builds on others"),
    "influencer": pgettext_lazy("maturity type", "many turn to them"),
}


def type_name(key: str) -> str:
    """The name of a type, by its key in types.py."""
    return str(_NAMES[key])


def type_line(key: str) -> str:
    """What people of a type do, in a few words."""
    return str(_LINES[key])


def certainty_line(place: Place) -> str:
    """How sure a place is, in a sentence."""
    if place.certainty == CLEAR:
        return gettext("Mostly %(type)s.") % {"type": type_name(place.names[0])}
    if place.certainty == BETWEEN:
        one, other = place.names
        return gettext("Between %(one)s and %(other)s.") % {"one": type_name(one), "other": type_name(other)}
    return gettext("Not enough information yet to name one.")


def map_line(place: Place) -> str:
    """The own map in a sentence, for those who do not see it."""
    told = [
        gettext("%(type)s %(n)d per cent") % {"type": type_name(key), "n": percent}
        for key, percent in ladder(place)[0][:3]
    ]
    return " ".join((gettext("Map of nine types."), certainty_line(place), ", ".join(told)))


def basis_line(bases: Sequence[Basis], *, today: dt.date) -> str:
    """What a place rests on: "From 8 answers, the newest 14 days old; from 5 shares here." Empty for nothing."""
    parts = [_basis(basis, max(0, (today - basis.newest).days)) for basis in bases]
    return gettext("Rests on %(evidence)s.") % {"evidence": "; ".join(parts)} if parts else ""


def _basis(basis: Basis, days: int) -> str:
    age = gettext("from today") if not days else ngettext("%(n)d day old", "%(n)d days old", days) % {"n": days}
    said = {"n": basis.number, "age": age}
    if basis.kind == ANSWERS:
        return ngettext("%(n)d answer, the newest %(age)s", "%(n)d answers, the newest %(age)s", basis.number) % said
    if basis.kind == COUNTS:
        text = ngettext(
            "numbers from %(n)d file of your own, %(age)s",
            "numbers from %(n)d files of your own, the newest %(age)s",
            basis.number,
        )
        return text % said
    if basis.kind == CORRECTION:
        return gettext("what you say you are, %(age)s") % said
    return ngettext("%(n)d share here, %(age)s", "%(n)d shares here, the newest %(age)s", basis.number) % said
