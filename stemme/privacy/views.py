"""Your data: to see, to take along, to leave, to erase."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from stemme.kit.retention import LEAVERS
from stemme.people import own_queries
from stemme.people.actions import LastOwnerError
from stemme.people.actions.erasing import WANTED
from stemme.people.gate import after_step_up, for_employees, open_to_all
from stemme.people.viewer import Viewer
from stemme.people.visits import end_visit
from stemme.privacy import actions, files, queries
from stemme.privacy.showing import portfolio, shown_groups, shown_looks
from stemme.ui.responses import see_other


def _viewer(request: HttpRequest) -> Viewer:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


@for_employees
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Everything that is held about me, who looked, and what I can do about it."""
    viewer = _viewer(request)
    everything = queries.held(viewer, limit=queries.ON_THE_PAGE)
    looks = queries.looks(viewer)
    context = {
        "groups": shown_groups(viewer, everything),
        "looks": shown_looks(viewer, looks[: queries.ON_THE_PAGE]),
        "looks_number": len(looks),
        "contacts": queries.who_corrects(viewer),
        "takes_part": own_queries.takes_part(viewer.person_id),
        "counting": queries.counting(viewer),
    }
    return render(request, "privacy/privacy.html", context)


def _back(request: HttpRequest, text: str) -> HttpResponse:
    messages.success(request, text)
    return see_other(reverse("privacy:privacy"))


@for_employees
@require_POST
def counting(request: HttpRequest) -> HttpResponse:
    """Count visits through my links, or do not."""
    counted = request.POST.get("counted") == "yes"
    actions.count_visits(viewer=_viewer(request), counted=counted)
    return _back(request, _("Visits are counted again.") if counted else _("Visits are not counted any more."))


@for_employees
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Leave the programme."""
    actions.leave(viewer=_viewer(request), now=timezone.now())
    return _back(request, _("You have left. Nobody is told."))


@for_employees
@require_POST
def come_back(request: HttpRequest) -> HttpResponse:
    """Take part again."""
    actions.come_back(viewer=_viewer(request), now=timezone.now())
    return _back(request, _("Good to have you back."))


@for_employees
@require_http_methods(["GET", "HEAD", "POST"])
@after_step_up
def erase(request: HttpRequest) -> HttpResponse:
    """What goes and what stays; then it is gone."""
    viewer = _viewer(request)
    context: dict[str, Any] = {"leavers": LEAVERS}
    if request.method != "POST":
        return render(request, "privacy/erase.html", context)
    if request.POST.get("sure") != "yes":
        return render(request, "privacy/erase.html", {**context, "unsure": True}, status=422)
    try:
        actions.erase(
            organisation_id=viewer.organisation_id,
            person_id=viewer.person_id,
            actor_id=viewer.person_id,
            now=timezone.now(),
            reason=WANTED,
        )
    except LastOwnerError:
        return render(request, "privacy/erase.html", {**context, "last_owner": True}, status=422)
    end_visit(request)
    return see_other(reverse("privacy:erased"))


@open_to_all
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Good-bye."""
    return render(request, "privacy/erased.html")


def _file(text: str | bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@for_employees
@require_safe
@after_step_up
def as_json(request: HttpRequest) -> HttpResponse:
    """All of it for programs."""
    viewer = _viewer(request)
    text = files.as_json(queries.held(viewer), queries.looks(viewer), made_at=timezone.now())
    return _file(text, "application/json", "my-data.json")


@for_employees
@require_safe
@after_step_up
def as_csv(request: HttpRequest) -> HttpResponse:
    """All of it for spreadsheets."""
    viewer = _viewer(request)
    return _file(files.as_zip(queries.held(viewer), queries.looks(viewer)), "application/zip", "my-data.zip")


@for_employees
@require_safe
@after_step_up
def as_portfolio(request: HttpRequest) -> HttpResponse:
    """All of it to read, and first of all what I shared and what came of it; one file that loads nothing."""
    viewer = _viewer(request)
    context = {**portfolio(viewer, queries.held(viewer), queries.looks(viewer)), "viewer": viewer}
    text = render_to_string("privacy/portfolio.html", {**context, "made_at": timezone.now()}, request=request)
    return _file(text, "text/html; charset=utf-8", "my-data.html")
