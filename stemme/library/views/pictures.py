"""Pictures of stories, served by us."""

from __future__ import annotations

import mimetypes

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from stemme.library.card_pictures import scene_card
from stemme.library.pictures import card_file
from stemme.library.scenes import SCENES
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
    return _kept(name, kind)


@open_to_all
@require_safe
def card(request: HttpRequest, name: str) -> HttpResponse:
    """The same picture in the size that networks show. Open to all, for their robots."""
    stored = card_file(name)
    if stored is None:
        raise Http404
    return _kept(stored, "image/jpeg")


@open_to_all
@require_safe
def scene(request: HttpRequest, name: str) -> HttpResponse:
    """The drawing that networks show of a story without a picture. Open to all, for their robots."""
    if name not in SCENES:
        raise Http404
    return _picture(scene_card(name), "image/jpeg", seconds=24 * 3600)


def _kept(name: str, kind: str) -> HttpResponse:
    with default_storage.open(name) as file:
        response = _picture(file.read(), kind, seconds=365 * 24 * 3600)
    response.headers["Cache-Control"] += ", immutable"
    return response


def _picture(content: bytes, kind: str, *, seconds: int) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Cache-Control"] = f"public, max-age={seconds}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Disposition"] = "inline"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
