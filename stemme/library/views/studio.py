"""The studio: every story, what comes, the inbox, the streams."""

from __future__ import annotations

import datetime as dt
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

from stemme.library import actions, source_queries
from stemme.library.forms import StreamForm
from stemme.library.models import Story
from stemme.library.reach import count
from stemme.library.shared_how_far import HowFar, how_far
from stemme.library.streams import mix_queries, stream_queries
from stemme.library.streams import table_queries as table
from stemme.library.streams.coming_words import calendar
from stemme.library.streams.shared_involvement import Rate, benchmark, involvement
from stemme.library.streams.table_queries import StudioRow
from stemme.library.studio_queries import Streams
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
    table.ALL: gettext_lazy("All"),
    table.DRAFTS: gettext_lazy("Drafts"),
    table.REVIEW: gettext_lazy("In review"),
    table.SCHEDULED: gettext_lazy("Scheduled"),
    table.LIVE: gettext_lazy("Live"),
    table.ENDED: gettext_lazy("Ended"),
    table.ARCHIVED: gettext_lazy("Archived"),
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
    #: Of those it was offered to; None while it was offered to nobody, or to too few to say.
    involvement: Rate | None
    #: How far its shares went; None while too few people shared it.
    how_far: HowFar | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    tab: str
    stream_id: int | None
    campaign_id: int | None
    words: str

    def url(self, **changes: Any) -> str:
        """The studio's address with some of this changed."""
        values = {"tab": self.tab, "stream": self.stream_id, "campaign": self.campaign_id, "q": self.words} | changes
        kept = {key: value for key, value in values.items() if value and value != table.ALL}
        return f"{reverse('library:studio')}?{urlencode(kept)}" if kept else reverse("library:studio")

    @property
    def query(self) -> str:
        """For the pager: ``&tab=…`` or nothing."""
        address = self.url()
        return f"&{address.partition('?')[2]}" if "?" in address else ""

    @property
    def narrowed(self) -> table.Narrowed:
        """What of the tab is wanted."""
        return table.Narrowed(self.stream_id, self.campaign_id, self.words)


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def studio(request: HttpRequest) -> HttpResponse:
    """All stories by state, stream and campaign, what comes, what the inbox holds, the streams."""
    return page_or_part(
        request, page="library/studio.html", part="library/_stories.html", context=_context(request, StreamForm())
    )


@require_POST
@needs(WRITE_STORIES)
@in_office_time
def new_stream(request: HttpRequest) -> HttpResponse:
    """Open a stream that its maker owns; what its stories begin with is said on its own page."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    if not viewer.may_everywhere(WRITE_STORIES):
        raise Http404
    form = StreamForm(request.POST)
    if form.is_valid():
        try:
            stream_id = actions.create_stream(
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
            messages.success(request, _("The stream is there. Here you say what its stories begin with."))
            return see_other(reverse("library:stream", args=[stream_id]))
    return render(request, "library/studio.html", _context(request, form), status=422)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def _asked(request: HttpRequest) -> Asked:
    tab = request.GET.get("tab", "")
    return Asked(
        tab=tab if tab in table.TABS else table.ALL,
        stream_id=_number(request.GET.get("stream", "")),
        campaign_id=_number(request.GET.get("campaign", "")),
        words=request.GET.get("q", "").replace("\x00", "").strip()[:100],
    )


def _context(request: HttpRequest, form: StreamForm) -> dict[str, Any]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    now = timezone.now()
    asked, own = _asked(request), viewer.streams_for(WRITE_STORIES)
    line = benchmark()
    stories = table.studio_stories(viewer.organisation_id, tab=asked.tab, narrowed=asked.narrowed, now=now, own=own)
    page: Page[Story] = Paginator(stories, STORIES_A_PAGE).get_page(request.GET.get("page"))
    return {
        **_filters(viewer.organisation_id, asked, own, now),
        "asked": asked,
        "page": page,
        "lines": _lines(viewer, table.studio_rows(page.object_list, now=now), now),  # type: ignore[arg-type]
        "benchmark": line,
        "benchmark_share": (line or 0.0) / 100,
        "form": form,
        **_beside(viewer, own, now),
    }


def _filters(organisation: int, asked: Asked, own: Streams, now: dt.datetime) -> dict[str, Any]:
    """Tabs with their counts; chips of the streams and campaigns."""
    counts = table.tab_counts(organisation, now=now, own=own)
    streams = table.stream_counts(organisation, tab=asked.tab, now=now, own=own)
    over = {table.ENDED, table.ARCHIVED}
    behind = {table.ARCHIVED} if asked.tab not in over else set()
    return {
        "tabs": [
            Choice(str(label), counts[tab], asked.url(tab=tab), tab == asked.tab)
            for tab, label in _TABS.items()
            if tab not in behind
        ],
        "filters": [
            Choice(name, number, asked.url(stream=id_), id_ == asked.stream_id) for id_, name, number in streams
        ],
        "all_streams": Choice(_("All streams"), 0, asked.url(stream=None), asked.stream_id is None),
        "campaigns": [
            Choice(
                name, number, asked.url(campaign=None if id_ == asked.campaign_id else id_), id_ == asked.campaign_id
            )
            for id_, name, number in table.campaign_counts(organisation, tab=asked.tab, now=now, own=own)
        ],
    }


def _beside(viewer: Viewer, own: Streams, now: dt.datetime) -> dict[str, Any]:
    """What stands below the table."""
    organisation = viewer.organisation_id
    return {
        "calendar": calendar(viewer, own, now=now),
        "items": [
            (item, age(item.published_at, now))
            for item in source_queries.inbox(organisation, limit=INBOX_LENGTH, own=own)
        ],
        "has_sources": bool(source_queries.sources(organisation, own=own)),
        "streams": mix_queries.with_involvement(organisation, table.streams(organisation, now=now, own=own), now=now),
        "archived_streams": stream_queries.archived_streams(organisation, own),
        "over": [row for row in mix_queries.recent(viewer, own, now=now) if row.is_over],
        "may_open_streams": own is None,
    }


def _lines(viewer: Viewer, rows: list[StudioRow], now: dt.datetime) -> list[Line]:
    organisation, ids = viewer.organisation_id, [row.id for row in rows]
    audiences = {row.audience for row in rows}
    crowds = crowd_queries.crowds(
        organisation,
        now=now,
        teams=any(audience.kinds["teams"] for audience in audiences),
        languages=any(audience.kinds["languages"] for audience in audiences),
        places=any(audience.kinds["places"] for audience in audiences),
    )
    teams, lines = people.team_names(organisation), people.team_lines(organisation)
    reached = {audience: count(audience, crowds, lines) for audience in audiences}
    rates, went = involvement(organisation, ids), how_far(organisation, ids)
    return [
        Line(row, audience_in_words(row.audience, teams), reached[row.audience], rates.get(row.id), went.get(row.id))
        for row in rows
    ]
