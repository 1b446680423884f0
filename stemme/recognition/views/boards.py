"""Boards: joining and leaving by oneself, and switching one on for the organisation."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.people import queries as people
from stemme.people import roles
from stemme.people.gate import for_employees, needs
from stemme.people.viewer import Viewer
from stemme.pulse import queries as pulse
from stemme.pulse.wording import why_hidden
from stemme.recognition import board_actions, board_queries
from stemme.recognition.boards import KINDS
from stemme.recognition.wording import BOARD_LINES, BOARDS
from stemme.ui.responses import see_other


@require_safe
@for_employees
def mine(request: HttpRequest) -> HttpResponse:
    """The open boards: their first few, one's own place, joining and leaving. Hidden while people feel pushed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    resting = pulse.why_hidden(viewer.organisation_id, now=timezone.now())
    floor = people.organisation(viewer.organisation_id).group_floor
    found = board_queries.boards_of(viewer.organisation_id, viewer.person_id, floor=floor)
    context = {
        "boards": [(BOARDS[view.kind], BOARD_LINES[view.kind], view) for view in found],
        "resting": why_hidden(resting) if resting else "",
        "floor": floor,
    }
    return render(request, "recognition/boards.html", context)


@require_POST
@for_employees
def place(request: HttpRequest) -> HttpResponse:
    """Join a board with one's name, or leave it."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kind, now = request.POST.get("board", ""), timezone.now()
    if kind not in KINDS:
        raise Http404
    if request.POST.get("join") == "1":
        if not board_actions.join_board(actor=viewer, kind=kind, now=now):
            raise Http404
        messages.success(request, _("You are on the board. You can leave it at any time."))
    else:
        board_actions.leave_board(actor=viewer, kind=kind, now=now)
        messages.success(request, _("You are off the board. Nobody is told."))
    return see_other(reverse("recognition:boards"))


@require_POST
@needs(roles.MANAGE_ORGANISATION)
def switch(request: HttpRequest) -> HttpResponse:
    """Switch a board on or off for the organisation."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kind, now = request.POST.get("board", ""), timezone.now()
    if kind not in KINDS:
        raise Http404
    if request.POST.get("open") == "1":
        board_actions.open_board(actor=viewer, kind=kind, now=now)
        messages.success(request, _("The board is on. Nobody is on it before they join."))
    else:
        board_actions.close_board(actor=viewer, kind=kind, now=now)
        messages.success(request, _("The board is off, and every place on it is deleted."))
    return see_other(reverse("recognition:challenges") + "#boards")
