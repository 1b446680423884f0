"""Whether a page is being read or only fetched."""

from __future__ import annotations

from django.http import HttpRequest


def only_fetched_ahead(request: HttpRequest) -> bool:
    """True when a browser fetches a page it may show later, and for HEAD: nobody has seen it yet."""
    return request.method == "HEAD" or "prefetch" in request.headers.get("Sec-Purpose", "")
