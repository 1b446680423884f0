"""Answers of every app: a page or the part of it that htmx swaps in, and where to look after a POST."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def page_or_part(
    request: HttpRequest, *, page: str, part: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render the template ``part`` for a request by htmx, else the template ``page``, with the same context.

    A boosted link and a restored page of the browser's history ask through htmx as well, but for the whole page.
    ``status`` is that of the answer (422 for a form with errors). The answer says what it varies on.
    """
    headers = request.headers
    by_htmx = headers.get("HX-Request") == "true"
    whole = headers.get("HX-Boosted") == "true" or headers.get("HX-History-Restore-Request") == "true"
    response = render(request, part if by_htmx and not whole else page, context, status=status)
    patch_vary_headers(response, ("HX-Request", "HX-Boosted", "HX-History-Restore-Request"))
    return response


def see_other(path: str) -> HttpResponse:
    """303: done, look there with GET."""
    return HttpResponseRedirect(path, status=303)
