"""Who reads leads: the owner of the page, and those who run the organisation. Others with the studio see counts.

A lead wrote to the company about one matter; that a colleague may write stories is no reason to read names.
"""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404

from stemme.landing.leads.list_queries import LeadDetail, detail
from stemme.people.roles import MANAGE_ORGANISATION
from stemme.people.viewer import Viewer


def readable(viewer: Viewer) -> Q:
    """Limits leads to those whose names the viewer reads."""
    ours = Q(organisation_id=viewer.organisation_id)
    return ours if viewer.may(MANAGE_ORGANISATION) else ours & Q(page__owner_id=viewer.person_id)


def lead_of(viewer: Viewer, lead_id: int) -> LeadDetail:
    """A confirmed lead that the viewer reads. Raises Http404."""
    found = detail(readable(viewer), lead_id)
    if found is None:
        raise Http404
    return found
