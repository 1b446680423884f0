"""Which landing pages' mails a viewer may change, and what a letter's link opens."""

from __future__ import annotations

from django.http import Http404

from stemme.followups import seals
from stemme.followups.queries import SequenceRow, StepRow
from stemme.followups.seals import Sealed
from stemme.landing.studio.queries import PageRow, page
from stemme.people import queries as people
from stemme.people.viewer import Viewer


def page_of(viewer: Viewer, page_id: int) -> PageRow:
    """A page of the viewer's organisation. Raises Http404."""
    found = page(viewer.organisation_id, page_id)
    if found is None or not found.languages:
        raise Http404
    return found


def step_of(sequence: SequenceRow, number: int) -> StepRow:
    """The step of this number, counted from 1, if it can be sent. Raises Http404."""
    found = next((step for step in sequence.steps if step.number == number and step.sendable), None)
    if found is None:
        raise Http404
    return found


def sealed(token: str) -> Sealed:
    """What a letter's link says. Raises Http404 when we did not make it, or its organisation is gone."""
    found = seals.read(token)
    if found is None or people.brand(found.organisation_id) is None:
        raise Http404
    return found
