"""Guidelines that this viewer may see or write: those of their own organisation and no others."""

from __future__ import annotations

from stemme.people.viewer import Viewer
from stemme.policy import queries


def guidelines_of(viewer: Viewer) -> queries.GuidelinesRow | None:
    """The current guidelines of the viewer's organisation, or None."""
    return queries.current(viewer.organisation_id)
