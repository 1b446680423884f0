"""Lists of feeds: taken over from another reader, and taken along."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from stemme.library import feed_queries, studio_queries
from stemme.library.actions import SourceError
from stemme.library.actions.sources import import_sources
from stemme.library.apart import opml_apart
from stemme.library.jobs import fetch_due_sources
from stemme.library.opml import LIST_TOO_LARGE, MOST_BYTES, MOST_FEEDS, Listed, OpmlError, as_opml
from stemme.library.source_form import ListForm
from stemme.library.wording import problem
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@dataclass(frozen=True, slots=True)
class Folder:
    """Feeds that lie together in a list: which stream they would suit, and which of them are read already."""

    number: int
    name: str
    stream_id: int | None
    #: (feed, what the tick sends, read already)
    feeds: tuple[tuple[Listed, str, bool], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def import_feeds(request: HttpRequest) -> HttpResponse:
    """First the file, then what of it: a list is shown with ticks before anything is kept."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    streams = studio_queries.stream_names(viewer.organisation_id, viewer.streams_for(WRITE_STORIES))
    if request.method == "POST" and request.POST.get("do") == "add":
        return _added(request, viewer, streams)
    form = ListForm(*((request.POST, request.FILES) if request.method == "POST" else (None,)))
    folders: list[Folder] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            if file.size > MOST_BYTES:
                raise OpmlError(LIST_TOO_LARGE)
            folders = _folders(opml_apart(file.read()), streams, feed_queries.known_addresses(viewer.organisation_id))
        except OpmlError as error:
            form.add_error("file", problem(error.reason))
    context = {"form": form, "streams": streams, "folders": folders}
    return render(request, "library/import_feeds.html", context, status=422 if form.errors else 200)


@require_safe
@needs(WRITE_STORIES)
def export_feeds(request: HttpRequest) -> HttpResponse:
    """The feeds of one's streams as a list that every feed reader takes."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    found = feed_queries.addresses(viewer.organisation_id, own=viewer.streams_for(WRITE_STORIES))
    answer = HttpResponse(as_opml(viewer.organisation_name, found), content_type="text/x-opml; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="feeds.opml"'
    return answer


def _added(request: HttpRequest, viewer: Viewer, streams: list[tuple[int, str]]) -> HttpResponse:
    chosen, allowed = [], {id_ for id_, _name in streams}
    for written in request.POST.getlist("feed")[:MOST_FEEDS]:
        folder, _space, rest = written.partition(" ")
        url, _space, title = rest.partition(" ")
        stream = request.POST.get(f"folder-{folder}", "")
        if stream.isascii() and stream.isdigit() and len(stream) < 18 and int(stream) in allowed:
            chosen.append((int(stream), title, url))
    if not chosen:
        messages.warning(request, _("Nothing was ticked, so nothing was added."))
        return see_other(reverse("library:import_feeds"))
    try:
        number = import_sources(actor=viewer, wanted=chosen, now=timezone.now())
    except SourceError as error:
        messages.warning(request, problem(error.reason))
        return see_other(reverse("library:import_feeds"))
    # The page answers at once; the feeds are read one after the other by a worker.
    fetch_due_sources.enqueue()
    said = ngettext("%(number)d feed is added.", "%(number)d feeds are added.", number) % {"number": number}
    messages.success(request, said)
    return see_other(reverse("library:sources"))


def _folders(found: list[Listed], streams: list[tuple[int, str]], known: frozenset[str]) -> list[Folder]:
    """By folder, each with the stream whose name is the folder's or in it, else the first."""
    ordered = sorted(found, key=lambda one: one.folder.casefold())
    return [
        Folder(
            number=number,
            name=name,
            stream_id=_suggested(name, streams),
            feeds=tuple((one, f"{number} {one.url} {one.title}", one.url in known) for one in inside),
        )
        for number, (name, inside) in enumerate(groupby(ordered, key=lambda one: one.folder))
    ]


def _suggested(folder: str, streams: Iterable[tuple[int, str]]) -> int | None:
    parts = [part.strip().casefold() for part in folder.split(" / ")]
    return next((id_ for id_, name in streams if name.casefold() in parts), None)
