"""Saying that one has read the guidelines, one's own proof of it, and the versions there have been."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.tables import write_table
from stemme.people.gate import for_employees, for_readers
from stemme.people.viewer import Viewer
from stemme.policy import access, actions, queries
from stemme.policy.proof import plain_words
from stemme.policy.reading_forms import ReadForm
from stemme.policy.views import guidelines_page
from stemme.ui.responses import see_other


@require_POST
@for_readers
def read(request: HttpRequest) -> HttpResponse:
    """Note that the viewer says they have read the version that was on their page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    form = ReadForm(request.POST)
    if "read" not in request.POST:
        return guidelines_page(request, unticked=True)
    try:
        if not form.is_valid():
            raise actions.OutdatedError
        actions.acknowledge(actor=viewer, **form.cleaned_data, now=timezone.now())
    except actions.OutdatedError:
        messages.warning(request, _("There are newer words by now. Please look at these."))
    else:
        messages.success(request, _("Thank you for reading."))
    return see_other(reverse("policy:guidelines"))


@require_safe
@for_readers
def versions(request: HttpRequest) -> HttpResponse:
    """All versions, each with its page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = queries.versions(viewer.organisation_id)
    return render(request, "policy/versions.html", {"rows": rows, "zone": viewer.time_zone})


@require_safe
@for_readers
def exact_words(request: HttpRequest, number: int, language: str) -> HttpResponse:
    """One version in one language as plain text: the bytes that its fingerprint is made of."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    words = plain_words(access.words_for(viewer, number, language))
    response = HttpResponse(words.encode(), content_type="text/plain; charset=utf-8")
    response["Content-Language"] = language
    return response


@require_safe
@for_employees
def mine(request: HttpRequest) -> HttpResponse:
    """What the viewer said they have read, and when."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    rows = queries.own_proofs(viewer.organisation_id, viewer.person_id)
    return render(request, "policy/mine.html", {"rows": rows, "zone": viewer.time_zone})


@require_safe
@for_employees
def mine_file(request: HttpRequest) -> HttpResponse:
    """The same as a file."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    header = [_("Version"), _("Time (UTC)"), _("Language"), _("Fingerprint (SHA-256)")]
    rows = [
        (str(row.version), row.at.strftime("%Y-%m-%dT%H:%M:%SZ"), row.language, row.fingerprint)
        for row in queries.own_proofs(viewer.organisation_id, viewer.person_id)
    ]
    response = HttpResponse(write_table([header, *rows]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{viewer.organisation_slug}-guidelines-read.csv"'
    response["Cache-Control"] = "private, no-store"
    return response
