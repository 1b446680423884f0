"""Pages for what went wrong: what happened, what is safe, what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be understood."""
    return render(request, "ui/errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not allowed."""
    return render(request, "ui/errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form came from somewhere else, or the browser has forgotten us meanwhile."""
    return render(request, "ui/errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: unknown, or somebody else's; both look the same."""
    return render(request, "ui/errors/404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: our fault. Rendered without a context of ours, which may be what is broken."""
    return render(None, "ui/errors/500.html", status=500)
