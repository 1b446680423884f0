"""Answers to what colleagues proposed and to what came by mail."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from stemme.library import access, actions
from stemme.library.wording import problem
from stemme.people.gate import needs
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_POST
@needs(WRITE_STORIES)
def accept(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Make a draft of a proposal, with a line for whom it came from (``answer``, may be empty), and go there."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    item = access.proposal_to_answer(viewer, proposal_id)
    try:
        story_id = actions.accept(actor=viewer, item_id=item, answer=request.POST.get("answer", ""), now=timezone.now())
    except actions.StoryError as error:
        messages.warning(request, problem(error.reason))
        return see_other(reverse("library:inbox"))
    return see_other(reverse("library:edit", args=[story_id]))


@require_POST
@needs(WRITE_STORIES)
def decline(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Put a proposal away, with a written answer (``answer``); without one nothing happens and the inbox says why."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    item = access.proposal_to_answer(viewer, proposal_id)
    try:
        actions.decline(actor=viewer, item_id=item, answer=request.POST.get("answer", ""), now=timezone.now())
    except actions.StoryError as error:
        messages.warning(request, problem(error.reason))
    else:
        messages.success(request, _("Your answer is on its way."))
    return see_other(reverse("library:inbox"))
