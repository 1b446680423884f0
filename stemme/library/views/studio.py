"""The studio: every story, the feeds' inbox, the streams."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from stemme.library import actions, source_queries, studio_queries
from stemme.library.forms import StreamForm
from stemme.library.models import Story
from stemme.library.reach import count
from stemme.library.shared_how_far import HowFar, how_far
from stemme.library.studio_queries import StudioRow
from stemme.library.wording import age, audience_in_words
from stemme.people import crowd_queries
from stemme.people import queries as people
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import page_or_part, see_other

STORIES_A_PAGE = 10
INBOX_LENGTH = 6
_TABS = {
    studio_queries.ALL: gettext_lazy("All"),
    studio_queries.DRAFTS: gettext_lazy("Drafts"),
    studio_queries.SCHEDULED: gettext_lazy("Scheduled"),
    studio_queries.LIVE: gettext_lazy("Live"),
    studio_queries.ENDED: gettext_lazy("Ended"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A tab or filter: what it is called, how many stories it has, where it leads."""

    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table with whom it reaches."""

    story: StudioRow
    audience: str
    people: int
    #: How far its shares went; None while too few people shared it.
    how_far: HowFar | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    tab: str
    stream_id: int | None
    words: str

    def url(self, **changes: Any) -> str:
        """The studio's address with some of this changed."""
        values = {"tab": self.tab, "stream": self.stream_id, "q": self.words} | changes
        kept = {key: value for key, value in values.items() if value and value != studio_queries.ALL}
        return f"{reverse('library:studio')}?{urlencode(kept)}" if kept else reverse("library:studio")

    @property
    def query(self) -> str:
        """For the pager: ``&tab=…`` or nothing."""
        address = self.url()
        return f"&{address.partition('?')[2]}" if "?" in address else ""


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def studio(request: HttpRequest) -> HttpResponse:
    """All stories by state and stream, what the feeds brought, the streams."""
    return page_or_part(
        request, page="library/studio.html", part="library/_stories.html", context=_context(request, StreamForm())
    )


@require_POST
@needs(WRITE_STORIES)
@in_office_time
def new_stream(request: HttpRequest) -> HttpResponse:
    """Open a stream that its maker owns."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.may_everywhere(WRITE_STORIES):
        raise Http404
    form = StreamForm(request.POST)
    if form.is_valid():
        try:
            actions.create_stream(
                actor=viewer,
                organisation_id=viewer.organisation_id,
                name=form.cleaned_data["name"],
                owner_id=viewer.person_id,
                outside=form.cleaned_data["outside"],
                now=timezone.now(),
            )
        except actions.NameTakenError:
            form.add_error("name", _("There is a stream of this name already."))
        else:
            messages.success(request, _("The stream is there."))
            return see_other(reverse("library:studio"))
    return render(request, "library/studio.html", _context(request, form), status=422)


def _asked(request: HttpRequest) -> Asked:
    tab, stream = request.GET.get("tab", ""), request.GET.get("stream", "")
    return Asked(
        tab=tab if tab in studio_queries.TABS else studio_queries.ALL,
        stream_id=int(stream) if stream.isascii() and stream.isdigit() and len(stream) < 18 else None,
        words=request.GET.get("q", "").replace("\x00", "").strip()[:100],
    )


def _context(request: HttpRequest, form: StreamForm) -> dict[str, Any]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    asked = _asked(request)
    organisation, own = viewer.organisation_id, viewer.streams_for(WRITE_STORIES)
    stories = studio_queries.studio_stories(
        organisation, tab=asked.tab, stream_id=asked.stream_id, words=asked.words, now=now, own=own
    )
    page: Page[Story] = Paginator(stories, STORIES_A_PAGE).get_page(request.GET.get("page"))
    tabs = studio_queries.tab_counts(organisation, now=now, own=own)
    streams = studio_queries.streams(organisation, now=now, own=own)
    filters = studio_queries.stream_counts(organisation, tab=asked.tab, now=now, own=own)
    return {
        "tabs": [Choice(str(label), tabs[tab], asked.url(tab=tab), tab == asked.tab) for tab, label in _TABS.items()],
        "filters": [
            Choice(name, number, asked.url(stream=id_), id_ == asked.stream_id) for id_, name, number in filters
        ],
        "all_streams": Choice(_("All streams"), 0, asked.url(stream=None), asked.stream_id is None),
        "asked": asked,
        "page": page,
        "lines": _lines(viewer, studio_queries.studio_rows(page.object_list, now=now), now),  # type: ignore[arg-type]
        "items": [
            (item, age(item.published_at, now))
            for item in source_queries.inbox(organisation, limit=INBOX_LENGTH, own=own)
        ],
        "has_sources": bool(source_queries.sources(organisation, own=own)),
        "streams": streams,
        "may_open_streams": own is None,
        "form": form,
    }


def _lines(viewer: Viewer, rows: list[StudioRow], now: Any) -> list[Line]:
    audiences = {row.audience for row in rows}
    crowds = crowd_queries.crowds(
        viewer.organisation_id,
        now=now,
        teams=any(audience.team_ids for audience in audiences),
        languages=any(audience.languages for audience in audiences),
        places=any(audience.places for audience in audiences),
    )
    teams = people.team_names(viewer.organisation_id)
    lines = people.team_lines(viewer.organisation_id)
    reached = {audience: count(audience, crowds, lines) for audience in audiences}
    went = how_far(viewer.organisation_id, [row.id for row in rows])
    return [Line(row, audience_in_words(row.audience, teams), reached[row.audience], went.get(row.id)) for row in rows]
