"""Guidelines that this viewer may see or write: those of their own organisation and no others."""

from __future__ import annotations

from django.http import Http404

from stemme.people import roles
from stemme.people.viewer import Viewer
from stemme.policy import queries
from stemme.policy.texts import TextRow


def guidelines_of(viewer: Viewer) -> queries.GuidelinesRow | None:
    """The current guidelines of the viewer's organisation, or None."""
    return queries.current(viewer.organisation_id)


def version_for(viewer: Viewer, version: int) -> queries.GuidelinesRow:
    """One version of the viewer's organisation. Raises Http404."""
    found = queries.version_of(viewer.organisation_id, version)
    if found is None:
        raise Http404
    return found


def words_for(viewer: Viewer, version: int, language: str) -> TextRow:
    """One version in one language. Raises Http404."""
    texts = version_for(viewer, version).texts
    if language not in texts:
        raise Http404
    return texts[language]


def contact_to_end(viewer: Viewer, contact_id: int) -> queries.ContactRow:
    """A contact whose name the viewer may take off: any for an owner, oneself for everybody. Raises Http404."""
    found = next((row for row in queries.contacts(viewer.organisation_id) if row.id == contact_id), None)
    if found is None or not (viewer.may(roles.MANAGE_ORGANISATION) or found.person_id == viewer.person_id):
        raise Http404
    return found
