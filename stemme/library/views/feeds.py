"""Feeds: added, read now, given rules, paused, removed."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from stemme.library import access, actions, feed_queries, source_queries, studio_queries
from stemme.library.actions import SourceReading
from stemme.library.actions.sources import change_source, pause_source, resume_source
from stemme.library.forms import SourceForm
from stemme.library.source_form import RulesForm, rules_as_typed
from stemme.library.wording import every_in_words, problem, why_left_out
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import see_other


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def sources(request: HttpRequest) -> HttpResponse:
    """The feeds and their health, and a form for another one."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation, now = viewer.organisation_id, timezone.now()
    mine = viewer.streams_for(WRITE_STORIES)
    streams = studio_queries.stream_names(organisation, mine)
    own = {"stream": studio_queries.own_stream(organisation, viewer.person_id)}
    form = SourceForm(request.POST if request.method == "POST" else None, initial=own, streams=streams)
    if request.method == "POST" and form.is_valid():
        try:
            reading = actions.add_source(
                actor=viewer, stream_id=form.cleaned_data["stream"], url=form.cleaned_data["url"], now=now
            )
        except actions.SourceError as error:
            form.add_error("url", problem(error.reason))
        else:
            messages.success(request, _said(reading))
            return see_other(reverse("library:sources"))
    context = {
        "form": form,
        "streams": streams,
        "progress": feed_queries.import_progress(organisation, own=mine),
        "sources": [(source, problem(source.error)) for source in source_queries.sources(organisation, own=mine)],
    }
    return render(request, "library/sources.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(WRITE_STORIES)
@in_office_time
def source(request: HttpRequest, source_id: int) -> HttpResponse:
    """One feed: how it is, what it brings, and what of that reaches the inbox."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    page = feed_queries.feed_page(viewer.organisation_id, access.source_to_manage(viewer, source_id), now=now)
    if page is None:
        raise Http404
    streams = studio_queries.stream_names(viewer.organisation_id, viewer.streams_for(WRITE_STORIES))
    form = RulesForm(request.POST if request.method == "POST" else None, initial=rules_as_typed(page), streams=streams)
    if request.method == "POST" and form.is_valid():
        try:
            change_source(actor=viewer, source_id=source_id, wanted=form.wanted(), now=now)
        except actions.SourceError as error:
            form.add_error("stream", problem(error.reason))
        else:
            messages.success(request, _("Saved. It counts from the next reading on."))
            return see_other(reverse("library:source", args=[source_id]))
    context = {
        "form": form,
        "feed": page,
        "trouble": problem(page.error),
        "every": every_in_words(page.interval_minutes),
        "readings": [(reading, problem(reading.error)) for reading in page.readings],
        "left_out": [(item, why_left_out(item.why)) for item in page.left_out],
        "reasons": [(why_left_out(why), number) for why, number in page.left_out_by_reason],
        "back": f"source={source_id}",
    }
    return render(request, "library/source.html", context, status=422 if form.errors else 200)


@require_POST
@needs(WRITE_STORIES)
def pause(request: HttpRequest, source_id: int) -> HttpResponse:
    """Do not ask a feed for a while (``do`` = ``pause``), or again."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    here, now = access.source_to_manage(viewer, source_id), timezone.now()
    if request.POST.get("do") == "pause":
        pause_source(actor=viewer, source_id=here, now=now)
        messages.success(request, _("This feed rests until you take it up again. What it brought stays in the inbox."))
    else:
        resume_source(actor=viewer, source_id=here, now=now)
        messages.success(request, _("This feed is read again within a few minutes."))
    return see_other(reverse("library:source", args=[source_id]))


@require_POST
@needs(WRITE_STORIES)
def read_now(request: HttpRequest, source_id: int) -> HttpResponse:
    """Ask a feed at once."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    reading = actions.read_source(
        actor=viewer, source_id=access.source_to_manage(viewer, source_id), now=timezone.now()
    )
    if reading.error:
        messages.warning(request, f"{reading.title or reading.url}: {problem(reading.error)}")
    else:
        messages.success(request, _said(reading))
    return see_other(_place(request, source_id))


@require_POST
@needs(WRITE_STORIES)
def remove(request: HttpRequest, source_id: int) -> HttpResponse:
    """Stop reading a feed."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    actions.remove_source(actor=viewer, source_id=access.source_to_manage(viewer, source_id), now=timezone.now())
    messages.success(request, _("This feed is not read any more. Stories made of it stay."))
    return see_other(reverse("library:sources"))


def _place(request: HttpRequest, source_id: int) -> str:
    """The page on which a feed's button was pressed."""
    own_page = request.POST.get("from") == "source"
    return reverse("library:source", args=[source_id]) if own_page else reverse("library:sources")


def _said(reading: SourceReading) -> str:
    new = ngettext("%(count)d new entry", "%(count)d new entries", reading.new) % {"count": reading.new}
    return f"{reading.title or reading.url}: {new if reading.new else _('nothing new')}."
