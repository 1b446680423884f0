"""Answers that several pages of this app give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from stemme.people.visits import let_in

__all__ = ["let_in", "too_many"]


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a limit of T-34 is reached."""
    response = render(request, "people/too_many.html", status=429)
    response.headers["Retry-After"] = "900"
    return response
