"""Pictures of stories, served by us."""

from __future__ import annotations

import mimetypes

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from stemme.library import access
from stemme.library.actions.drawing import use_asset, use_scene
from stemme.library.card_pictures import scene_card
from stemme.library.pictures import card_file, picture_file
from stemme.library.scenes import SCENES
from stemme.people.gate import needs, open_to_all
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_KINDS = frozenset({"image/jpeg", "image/png", "image/webp"})


@open_to_all
@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """A picture that was made by us, or one of its sizes. Its name is unguessable and its content never changes.

    Open to all: networks that draw a preview of a shared link fetch it from here.
    """
    kind = mimetypes.guess_type(name)[0] or ""
    stored = picture_file(name) if kind in _KINDS else None
    if stored is None:
        raise Http404
    return _kept(stored, kind)


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


@require_POST
@needs(WRITE_STORIES)
def draw(request: HttpRequest, story_id: int) -> HttpResponse:
    """Take an uploaded file (``asset``) or a drawn scene (``scene``; "" for that of its topic) for a story."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    access.story_to_edit(viewer, story_id, now=now)
    asset = request.POST.get("asset", "")
    if asset:
        if not (asset.isascii() and asset.isdigit() and len(asset) < 19):
            raise Http404
        if not use_asset(actor=viewer, story_id=story_id, asset_id=int(asset), now=now):
            raise Http404
    elif not use_scene(actor=viewer, story_id=story_id, scene=request.POST.get("scene", ""), now=now):
        raise Http404
    messages.success(request, _("It is with the story now."))
    return see_other(reverse("library:edit", args=[story_id]))


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
