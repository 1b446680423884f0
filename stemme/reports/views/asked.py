"""Which report a request asks for."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from stemme.people.gate import viewer_of
from stemme.people.viewer import Viewer
from stemme.reports.contents import report_of
from stemme.reports.report import Report
from stemme.reports.stretches import Stretch, from_key


def stretch_of(viewer: Viewer, key: str) -> Stretch:
    """The stretch in an address, or Http404."""
    try:
        return from_key(key, today=viewer.today(timezone.now()))
    except ValueError as error:
        raise Http404 from error


def asked_for(request: HttpRequest, key: str) -> Report:
    """The report of the viewer's organisation in the page's language, or Http404."""
    viewer = viewer_of(request)
    stretch = stretch_of(viewer, key)
    return report_of(viewer.organisation_id, stretch, language=get_language() or "en", now=timezone.now())
