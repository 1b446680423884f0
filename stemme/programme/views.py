"""The programme's page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from stemme.people.gate import needs
from stemme.people.roles import AGREE_MEASURING, LEAD_PROGRAMME, MANAGE_ORGANISATION, READ_OVERVIEW
from stemme.people.viewer import Viewer
from stemme.programme.next_things import LEAD, OWNER, REPRESENTATIVE, Thing, next_things
from stemme.programme.queries import STEPS, picture
from stemme.programme.wording import STEP_NAMES, STEP_SENTENCES, thing_in_words, whose
from stemme.readiness.wording import dimension_name

_RIGHTS = {LEAD: LEAD_PROGRAMME, OWNER: MANAGE_ORGANISATION, REPRESENTATIVE: AGREE_MEASURING}


@require_safe
@needs(READ_OVERVIEW)
def programme(request: HttpRequest) -> HttpResponse:
    """Where we are, the next three things to do, the goal, and whether people are enabled and links looked at."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = picture(viewer.organisation_id, timezone.now())
    here = STEPS.index(found.step)
    things = [(thing_in_words(thing), whose(thing), _address(viewer, thing)) for thing in next_things(found.state)]
    context = {
        "found": found,
        "steps": [(STEP_NAMES[step], place < here, place == here) for place, step in enumerate(STEPS)],
        "sentence": STEP_SENTENCES[found.step],
        "weakest": dimension_name(found.weakest) if found.weakest else "",
        "things": things,
    }
    return render(request, "programme/programme.html", context)


def _address(viewer: Viewer, thing: Thing) -> str:
    """Where it is done; empty for somebody who would find nothing there."""
    if not viewer.may(_RIGHTS[thing.whose]):
        return ""
    return reverse(thing.page, args=[] if thing.number is None else [thing.number])
