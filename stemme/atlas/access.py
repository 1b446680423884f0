"""The group whose map this viewer asks for, or 404."""

from __future__ import annotations

import datetime as dt

from django.http import Http404

from stemme.atlas.care_queries import is_listed
from stemme.atlas.models import ALL
from stemme.atlas.queries import Group
from stemme.people.viewer import Viewer


def group_of(groups: list[Group], asked: str) -> Group:
    """The group of that value in an address; everybody for an empty one. Http404 for one that has no map."""
    if not asked:
        return Group(ALL, "", "")
    for group in groups:
        if group.value == asked:
            return group
    raise Http404


def needs_listed(viewer: Viewer, person_id: int, *, today: dt.date) -> None:
    """Http404 unless the person stands on the viewer's care list."""
    if not is_listed(viewer, person_id, today=today):
        raise Http404
