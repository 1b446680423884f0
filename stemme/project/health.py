"""The front door and the health page."""

from __future__ import annotations

import time

from django.db import connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from stemme import __version__
from stemme.onboarding.queries import comes_first
from stemme.people.gate import open_to_all


@open_to_all
def front_door(request: HttpRequest) -> HttpResponse:
    """To the stories for those who are in, for newcomers once to their first steps, to the sign-in for the others."""
    viewer = request.viewer  # type: ignore[attr-defined]
    if viewer is None:
        return redirect("people:sign_in")
    return redirect("onboarding:start" if comes_first(viewer, now=timezone.now()) else "feed:stories")


@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:
    """200 with ``{"status": "ok"}`` when every database answers, else 503 with the name of the one that does not."""
    checks: dict[str, str] = {}
    started = time.perf_counter()
    for name in connections:
        try:
            with connections[name].cursor() as cursor:
                cursor.execute("SELECT 1")
                cursor.fetchone()
            checks[name] = "ok"
        except Exception as error:
            checks[name] = type(error).__name__
    ok = all(value == "ok" for value in checks.values())
    body = {
        "status": "ok" if ok else "broken",
        "version": __version__,
        "databases": checks,
        "milliseconds": round((time.perf_counter() - started) * 1000, 1),
    }
    return JsonResponse(body, status=200 if ok else 503)
