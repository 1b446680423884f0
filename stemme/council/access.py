"""Editions that this viewer may see, and notes that they may make: those of their own organisation and no others."""

from __future__ import annotations

from django.http import Http404

from stemme.council import queries
from stemme.council.blocks import Content
from stemme.council.papers import KIND_OF, Kind
from stemme.kit.languages import CODES
from stemme.people.viewer import Viewer


def edition_of(viewer: Viewer, edition_id: int) -> queries.EditionRow:
    """The edition. Raises Http404 when it is not one of the viewer's organisation."""
    found = queries.edition(viewer.organisation_id, edition_id)
    if found is None:
        raise Http404
    return found


def kind_of(key: str) -> Kind:
    """The kind of paper. Raises Http404 for an unknown one."""
    if key not in KIND_OF:
        raise Http404
    return KIND_OF[key]


def paper_of(viewer: Viewer, edition_id: int, key: str, language: str) -> Content:
    """A paper of an edition. Raises Http404 when there is none."""
    found = queries.paper(viewer.organisation_id, edition_of(viewer, edition_id).id, kind_of(key).key, language)
    if found is None:
        raise Http404
    return found


def language_of(viewer: Viewer, asked: str) -> str:
    """The language in which to show a paper: the one asked for, else the viewer's own."""
    return asked if asked in CODES else viewer.language


def may_note(viewer: Viewer) -> bool:
    """Whether the viewer speaks for the employees, so that "seen" means something."""
    return any(held.role == "representative" for held in viewer.held)


def for_representatives(viewer: Viewer) -> None:
    """Raises Http404 for whoever does not speak for the employees."""
    if not may_note(viewer):
        raise Http404
