"""The gate in front of every view: who may come in at all. Objects are checked in each app's access.py."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

View = Callable[..., HttpResponse]


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


def _gated(view: View, name: str, enough: Callable[[Any], bool], *, right: str | None = None) -> View:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        viewer = request.viewer  # type: ignore[attr-defined]
        if viewer is None:
            return redirect(f"{reverse('people:sign_in')}?{urlencode({'next': request.get_full_path()})}")
        if right is not None and right not in viewer.rights:
            raise Http404
        if not enough(viewer):
            return render(request, "people/confirm.html", {"next": request.get_full_path()}, status=403)
        return view(request, *args, **kwargs)

    wrapped.gate = name  # type: ignore[attr-defined]
    return wrapped
