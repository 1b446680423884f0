"""The inbox: what feeds brought and colleagues sent, used, put away, brought back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from stemme.library import access, source_queries, studio_queries
from stemme.library.actions import StoryError
from stemme.library.actions import inbox as actions
from stemme.library.models import SourceItem
from stemme.library.source_queries import Wanted
from stemme.library.wording import age, problem
from stemme.people.gate import needs
from stemme.people.office_time import in_office_time
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer
from stemme.ui.responses import page_or_part, see_other

ITEMS_A_PAGE = 20
AWAY = "away"
_ORIGINS = {
    "": gettext_lazy("All"),
    "feed": gettext_lazy("Feeds"),
    "proposal": gettext_lazy("Proposals"),
    "mail": gettext_lazy("Mails"),
    AWAY: gettext_lazy("Put away"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    show: str
    source_id: int | None
    stream_id: int | None
    page: str

    @property
    def wanted(self) -> Wanted:
        """For the query."""
        away = self.show == AWAY
        return Wanted("" if away else self.show, self.source_id, self.stream_id, away=away)

    def query(self, *, page: bool = False, **changes: Any) -> str:
        """The query string with some of this changed, without its ``?``."""
        values = {"show": self.show, "source": self.source_id, "stream": self.stream_id} | changes
        if page:
            values["page"] = self.page
        return urlencode({key: value for key, value in values.items() if value})

    def url(self, **changes: Any) -> str:
        """The inbox's address with some of this changed."""
        query = self.query(**changes)
        return f"{reverse('library:inbox')}?{query}" if query else reverse("library:inbox")


@require_safe
@needs(WRITE_STORIES)
@in_office_time
def inbox(request: HttpRequest) -> HttpResponse:
    """One queue of what feeds brought and colleagues sent, newest first."""
    return page_or_part(request, page="library/inbox.html", part="library/_waiting.html", context=_context(request))


@require_POST
@needs(WRITE_STORIES)
def use(request: HttpRequest, item_id: int) -> HttpResponse:
    """Make a draft of what a feed brought."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    try:
        story_id = actions.use_item(actor=viewer, item_id=access.item_to_choose(viewer, item_id), now=timezone.now())
    except StoryError as error:
        messages.warning(request, problem(error.reason))
        return see_other(_back(request))
    return see_other(reverse("library:edit", args=[story_id]))


@require_POST
@needs(WRITE_STORIES)
def dismiss(request: HttpRequest, item_id: int) -> HttpResponse:
    """Put away what a feed brought; back to the page it was pressed on."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    actions.dismiss_item(actor=viewer, item_id=access.item_to_choose(viewer, item_id), now=timezone.now())
    return see_other(_back(request))


@require_POST
@needs(WRITE_STORIES)
def change_many(request: HttpRequest) -> HttpResponse:
    """Put several entries away (``do`` = ``away``: those with a tick, ``page``: all shown), or bring them back."""
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    do, now = request.POST.get("do"), timezone.now()
    ids = _numbers(request.POST.getlist("shown" if do == "page" else "item"))
    if not ids:
        messages.warning(request, _("Tick what you mean first."))
    elif do == "back":
        number = actions.bring_back(actor=viewer, item_ids=ids, now=now)
        said = ngettext("%(number)d entry is back in the inbox.", "%(number)d entries are back in the inbox.", number)
        messages.success(request, said % {"number": number})
    else:
        number = actions.dismiss_items(actor=viewer, item_ids=ids, now=now)
        said = ngettext(
            "%(number)d entry is put away. You can bring it back for seven days.",
            "%(number)d entries are put away. You can bring them back for seven days.",
            number,
        )
        messages.success(request, said % {"number": number})
    return see_other(_back(request))


def _context(request: HttpRequest) -> dict[str, Any]:
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]
    organisation, own, now = viewer.organisation_id, viewer.streams_for(WRITE_STORIES), timezone.now()
    asked = _asked(request.GET)
    found = source_queries.inbox_of(organisation, asked.wanted, own=own, now=now)
    page: Page[SourceItem] = Paginator(found, ITEMS_A_PAGE).get_page(asked.page)
    counts = source_queries.inbox_counts(organisation, own=own, now=now)
    items = source_queries.inbox_rows(page.object_list)  # type: ignore[arg-type]
    return {
        "asked": asked,
        "away": asked.show == AWAY,
        "filters": [
            (label, counts[origin or "all"], asked.url(show=origin), origin == asked.show)
            for origin, label in _ORIGINS.items()
        ],
        "streams": studio_queries.stream_names(organisation, own),
        "sources": [(source.id, source.title) for source in source_queries.sources(organisation, own=own, now=now)],
        "page": page,
        "items": [(item, age(item.published_at or item.found_at, now)) for item in items],
        "query": f"&{asked.query()}" if asked.query() else "",
        "back": asked.query(page=True),
    }


def _asked(values: QueryDict) -> Asked:
    show = values.get("show", "")
    source, stream = (next(iter(_numbers([values.get(name, "")])), None) for name in ("source", "stream"))
    page = values.get("page", "")
    return Asked(show if show in _ORIGINS else "", source, stream, page if page.isascii() and page.isdigit() else "")


def _numbers(written: list[str]) -> list[int]:
    return [int(one) for one in written if one.isascii() and one.isdigit() and len(one) < 18]


def _back(request: HttpRequest) -> str:
    """The page on which something was pressed: the studio, a feed's own page, or the inbox as it was filtered."""
    place = request.POST.get("from", "")
    if place == "studio":
        return f"{reverse('library:studio')}#inbox"
    asked = _asked(QueryDict(request.POST.get("back", "")[:300]))
    query = asked.query(page=True)
    return f"{reverse('library:inbox')}?{query}" if query else reverse("library:inbox")
