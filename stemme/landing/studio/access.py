"""Which landing page a viewer may change: those of their own organisation."""

from __future__ import annotations

from django.http import Http404

from stemme.landing.studio.queries import PageRow, page
from stemme.people.viewer import Viewer


def page_of(viewer: Viewer, page_id: int) -> PageRow:
    """The page. Raises Http404."""
    found = page(viewer.organisation_id, page_id)
    if found is None:
        raise Http404
    return found


def language_of(row: PageRow, asked: str) -> str:
    """The language of the page that was asked for, else its own. Raises Http404 for a page without any words."""
    if not row.languages:
        raise Http404
    return asked if asked in row.languages else row.languages[0]
