"""The gate in front of every view: who may come in at all. Objects are checked in each app's access.py."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from stemme.people.actions.watching import note_refusal
from stemme.people.viewer import Viewer
from stemme.people.visits import is_a_programs, safe_path, step_up_is_fresh
from stemme.people.ways import own_ways, ways_for

View = Callable[..., HttpResponse]


def viewer_of(request: HttpRequest) -> Viewer:
    """Who asks, in a view that one of the marks below guards."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    return viewer


def open_to_all(view: View) -> View:
    """Mark a view as meant for visitors without a session. Unmarked views fail a test."""
    view.gate = "open"  # type: ignore[attr-defined]
    return view


def for_readers(view: View) -> View:
    """Let in everybody with a session, also one opened by a mail's link (scope ``suggest``)."""
    return _gated(view, "reader", lambda viewer: True)


def for_employees(view: View) -> View:
    """Let in signed-in people only; a visit by a mail's link is asked to confirm first (T-02)."""
    return _gated(view, "employee", lambda viewer: viewer.full)


def needs(right: str) -> Callable[[View], View]:
    """Let in people who hold the right (people/roles.py). To others the page does not exist: 404."""

    def decorate(view: View) -> View:
        return _gated(view, right, lambda viewer: viewer.full, right=right)

    return decorate


def after_step_up(view: View) -> View:
    """Let in who has shown within the last minutes that it is them (T-04). Stands below the mark, next to the view.

    Others get a page that asks for it and leads back; what they sent has changed nothing.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if step_up_is_fresh(request, now=timezone.now()):
            return view(request, *args, **kwargs)
        # A form is filled in anew on the page where it stands; the address it is sent to may know no GET.
        page = urlsplit(request.headers.get("Referer", "")).path if request.method == "POST" else ""
        context: dict[str, object] = {"sent": request.method == "POST"}
        return _ask_who(request, "people/step_up.html", context, to=safe_path(page) or request.get_full_path())

    wrapped.step_up = True  # type: ignore[attr-defined]
    return wrapped


def _ask_who(request: HttpRequest, template: str, context: Mapping[str, object], *, to: str) -> HttpResponse:
    """403 with the ways of showing who one is, which lead on to ``to``."""
    shown = {**context, "next": to, "step_up": True, "ways": ways_for(request)}
    return render(request, template, shown, status=403)


def _gated(view: View, name: str, enough: Callable[[Any], bool], *, right: str | None = None) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer is None:
            return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': request.get_full_path()})}")
        if right in viewer.resting:
            own = {"own_ways": own_ways(request)}
            return _ask_who(request, "people/prove.html", own, to=request.get_full_path())
        if right is not None and right not in viewer.rights:
            changing = request.method not in {"GET", "HEAD"}
            if viewer.full:
                note_refusal(viewer=viewer, right=right, changing=changing, now=timezone.now())
            raise Http404
        if request.method not in {"GET", "HEAD"} and is_a_programs(request):
            page = urlsplit(request.headers.get("Referer", "")).path
            return _ask_who(request, "people/confirm.html", {}, to=safe_path(page))
        if not enough(viewer):
            return _ask_who(request, "people/confirm.html", {}, to=request.get_full_path())
        return view(request, *args, **kwargs)

    wrapped.gate = name  # type: ignore[attr-defined]
    return wrapped
