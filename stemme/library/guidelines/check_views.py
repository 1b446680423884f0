"""The check and the counts while an editor writes, and how readability is measured."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from stemme.kit.languages import OWN_NAMES
from stemme.library import access
from stemme.library.guidelines import readability
from stemme.library.guidelines.context import context_of_sent
from stemme.people.gate import needs, open_to_all
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


@require_POST
@needs(WRITE_STORIES)
@in_office_time
def check(request: HttpRequest, story_id: int) -> HttpResponse:
    """Findings and counts for the form as it stands, as a part that script puts in place. Nothing is stored."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    draft = access.story_to_edit(viewer, story_id, now=now)
    context = context_of_sent(viewer, draft, request.POST, now) | {"swapped": True}
    return render(request, "library/_checked.html", context)


@require_safe
@open_to_all
def how(request: HttpRequest) -> HttpResponse:
    """How hard a text is to read, and what the figure does not say. The numbers are those the check works with."""
    limits = [(OWN_NAMES[code], limit) for code, limit in readability.HARD.items()]
    context = {
        "limits": limits,
        "long": readability.LONG,
        "fewest": readability.FEWEST_WORDS,
        "sentence": readability.LONGEST_SENTENCE,
    }
    return render(request, "library/how_readability.html", context)
