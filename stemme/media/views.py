"""The shelf of uploaded files: look, upload, describe, choose, delete."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from stemme.media import access, actions, queries, uses
from stemme.media.captions import MOST_BYTES as MOST_CAPTIONS
from stemme.media.crops import SHAPES, crop
from stemme.media.forms import AssetForm, CaptionsForm, UploadForm
from stemme.media.jobs import begin_recoding
from stemme.media.queries import KINDS, AssetRow
from stemme.media.reading import RefusedFileError
from stemme.media.scene_names import SCENE_NAMES
from stemme.media.uses import Place
from stemme.media.wording import problem
from stemme.people.gate import needs
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other

_ON_A_PAGE = 24


@needs(WRITE_STORIES)
@require_http_methods(["GET", "HEAD", "POST"])
def assets(request: HttpRequest) -> HttpResponse:
    """All files, with search, and a form for one more."""
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST":
        made = _uploaded(request, form)
        if made is not None:
            return see_other(reverse("media:asset", args=[made]))
    context = _shelf(request) | {"form": form, "place": None}
    return render(request, "media/assets.html", context, status=422 if form.errors else 200)


@needs(WRITE_STORIES)
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The same, for one story: each file can be taken for it, and each drawn scene. Without a story, all files."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    place = access.story_of(viewer, request.GET.get("story", ""))
    if place is None:
        return see_other(reverse("media:assets"))
    form = UploadForm(request.POST or None, request.FILES or None) if request.method == "POST" else UploadForm()
    if request.method == "POST" and _uploaded(request, form) is not None:
        return see_other(f"{request.path}?{urlencode({'story': request.GET['story']})}")
    context = _shelf(request, request.GET["story"]) | {"form": form, "place": place, "scenes": _scenes(place)}
    return render(request, "media/choose.html", context, status=422 if form.errors else 200)


@needs(WRITE_STORIES)
@require_http_methods(["GET", "HEAD", "POST"])
def asset(request: HttpRequest, asset_id: int) -> HttpResponse:
    """One file: how it looks, is described and is cut, and where it is used."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = access.asset_of(viewer, asset_id)
    first = {"name": row.name, "alt": row.alt, "focus_x": row.focus_x, "focus_y": row.focus_y}
    form = AssetForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        focus = said["focus_x"], said["focus_y"]
        now = timezone.now()
        actions.describe(actor=viewer, asset_id=row.id, name=said["name"], alt=said["alt"], focus=focus, now=now)
        messages.success(request, _("Saved."))
        return see_other(reverse("media:asset", args=[row.id]))
    return _asset_page(request, row, form, CaptionsForm(initial={"language": viewer.language}))


@needs(WRITE_STORIES)
@require_POST
def captions(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Put captions on a video, or take them off."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = access.asset_of(viewer, asset_id)
    form = CaptionsForm(request.POST, request.FILES)
    if request.POST.get("do") == "remove":
        actions.caption(actor=viewer, asset_id=row.id, body=b"", language="", now=timezone.now())
        messages.success(request, _("The captions are gone."))
        return see_other(reverse("media:asset", args=[row.id]))
    if form.is_valid():
        body = form.cleaned_data["captions"].read(MOST_CAPTIONS + 1)
        language = form.cleaned_data["language"]
        try:
            actions.caption(actor=viewer, asset_id=row.id, body=body, language=language, now=timezone.now())
        except RefusedFileError as error:
            form.add_error("captions", problem(error.reason))
        else:
            messages.success(request, _("The captions are in place."))
            return see_other(reverse("media:asset", args=[row.id]))
    first = {"name": row.name, "alt": row.alt, "focus_x": row.focus_x, "focus_y": row.focus_y}
    return _asset_page(request, row, AssetForm(initial=first), form)


@needs(WRITE_STORIES)
@require_POST
def delete(request: HttpRequest, asset_id: int) -> HttpResponse:
    """Delete a file that nothing uses."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    row = access.asset_of(viewer, asset_id)
    if _uses(viewer, [row])[row.id]:
        messages.error(request, _("It is still used. Choose another file there first."))
        return see_other(reverse("media:asset", args=[row.id]))
    actions.delete(actor=viewer, asset_id=row.id, now=timezone.now())
    messages.success(request, _("It is deleted."))
    return see_other(reverse("media:assets"))


def _uploaded(request: HttpRequest, form: UploadForm) -> int | None:
    """The id of the new file, or None when the form now says what is wrong."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not form.is_valid():
        return None
    try:
        made = actions.upload(
            actor=viewer, file=form.cleaned_data["file"], alt=form.cleaned_data["alt"], now=timezone.now()
        )
    except RefusedFileError as error:
        form.add_error("file", problem(error.reason))
        return None
    row = queries.asset(viewer.organisation_id, made)
    if row is not None and row.waiting:
        begin_recoding(asset_id=made)
        messages.success(request, _("It has arrived. It is being made ready so that it plays everywhere."))
    else:
        messages.success(request, _("It has arrived."))
    return made


def _asset_page(request: HttpRequest, row: AssetRow, form: AssetForm, captions_form: CaptionsForm) -> HttpResponse:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    names = {"card": _("Card of a link"), "square": _("Square"), "post": _("Upright post"), "thumb": _("Thumbnail")}
    size, focus = (row.width, row.height), (row.focus_x, row.focus_y)
    context = {
        "asset": row,
        "form": form,
        "captions_form": captions_form,
        "uses": _uses(viewer, [row])[row.id],
        "crops": [(key, names[key], shape, crop(size, shape, focus)) for key, shape in SHAPES.items()],
        "mark": _mark(row),
        "trouble": problem(row.problem) if row.problem else "",
    }
    return render(request, "media/asset.html", context, status=422 if form.errors or captions_form.errors else 200)


def _mark(row: AssetRow) -> dict[str, int]:
    """Where the point lies in the picture, in its own pixels, and how large it is drawn."""
    return {
        "x": round(row.width * row.focus_x / 100),
        "y": round(row.height * row.focus_y / 100),
        "r": max(4, round(max(row.width, row.height) / 40)),
    }


def _shelf(request: HttpRequest, story: str = "") -> dict[str, Any]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").replace("\0", "")[:100]
    kind = kind if kind in KINDS else ""
    pages = Paginator(queries.assets(viewer.organisation_id, kind or None, words), _ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = queries.rows(list(page.object_list))
    used = _uses(viewer, rows)
    kept = {key: said for key, said in (("story", story), ("kind", kind), ("q", words)) if said}
    return {
        "page": page,
        "tiles": [(row, used[row.id]) for row in rows],
        "filters": _filters(viewer, kind, story),
        "asked": {"kind": kind, "words": words, "story": story},
        "query": f"&{urlencode(kept)}" if kept else "",
    }


def _filters(viewer: Viewer, chosen: str, story: str) -> list[tuple[str, str, bool, int]]:
    counted = queries.counts(viewer.organisation_id)
    names = {"": _("All"), "picture": _("Pictures"), "video": _("Videos"), "document": _("Documents")}
    kept = {"story": story} if story else {}
    return [
        (name, f"?{urlencode(kept | {'kind': kind})}", kind == chosen, counted[kind] if kind else sum(counted.values()))
        for kind, name in names.items()
    ]


def _uses(viewer: Viewer, rows: list[AssetRow]) -> dict[int, list[uses.Use]]:
    return uses.used(viewer, {row.id: row.picture_name for row in rows})


def _scenes(place: Place) -> list[tuple[str, Any, bool]]:
    return [(key, name, key == place.scene) for key, name in SCENE_NAMES.items()]
