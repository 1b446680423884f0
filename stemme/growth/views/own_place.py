"""What the maturity app says about the viewer, for the pages of growth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.maturity import queries as maturity
from stemme.maturity.classifier import Place
from stemme.maturity.next_step import NextStep, next_step
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """``names``: the types that are the viewer's own, the likeliest first; none while nothing is known."""

    known: bool
    names: tuple[str, ...]
    towards: NextStep


def own_place(viewer: Viewer, *, now: dt.datetime) -> OwnPlace:
    """The viewer's place, and where a next step would lead."""
    ours = (viewer.organisation_id, viewer.person_id)
    return place_told(maturity.place_of(*ours, now=now), maturity.choices_of(*ours))


def place_told(place: Place, choices: maturity.Choices) -> OwnPlace:
    """The same from a place that is known already."""
    names = (place.names or (place.top,)) if place.known else ()
    return OwnPlace(place.known, names, next_step(place, choices.target))
