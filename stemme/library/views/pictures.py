"""Pictures of stories, served by us."""

from __future__ import annotations

import mimetypes

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stemme.people.gate import open_to_all

_KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})


@open_to_all
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture that was made by us. Its name is unguessable and its content never changes.

    Open to all: networks that draw a preview of a shared link fetch it from here.
    """
    kind = mimetypes.guess_type(name)[0] or ""
    if kind not in _KINDS or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        response = HttpResponse(file.read(), content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
