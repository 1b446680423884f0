"""What every answer of the pages carries, and what is refused before any view runs."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: No inline script or style anywhere, nothing from other hosts (security.md T-18).
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "manifest-src 'self'",
    )
)
#: For files of ours that are no pages: whoever opens one by itself gets nothing run and nothing framed.
FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
}
#: Addresses that other sites' servers may post to: the one-click unsubscribe of RFC 8058 (no cookie, own token), of
#: mails to colleagues and of those that follow a landing page. And the script on a company's own pages, which sends
#: none either; its view looks at the site (outcomes/doors/site_views.py).
OPEN_TO_OTHER_SITES = ("/unsubscribe/", "/p/mail/", "/m/")

Next = Callable[[HttpRequest], HttpResponse]


def SecurityHeaders(get_response: Next) -> Next:
    """Add the headers that keep a page from loading, framing or leaking anything."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Robots-Tag", "noindex")
        # Only what says otherwise itself (pictures) may be kept by anything on the way.
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return middleware


def RefuseForeignSites(get_response: Next) -> Next:
    """Refuse changes that another site's page asks a browser to make (security.md T-05)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        unsafe = request.method not in {"GET", "HEAD", "OPTIONS"}
        foreign = request.headers.get("Sec-Fetch-Site") == "cross-site"
        if unsafe and foreign and not request.path.startswith(OPEN_TO_OTHER_SITES):
            return render(request, "ui/errors/403.html", status=403)
        return get_response(request)

    return middleware
