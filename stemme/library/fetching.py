"""Pages and feeds fetched through the guarded door and read apart."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from stemme.kit import outbound
from stemme.library.apart import PageError, feed_apart, page_apart
from stemme.library.feeds import Feed
from stemme.library.pacing import asked_to_wait, cached_minutes
from stemme.library.unfurl import Page

ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
ACCEPT_FEED = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,*/*;q=0.5"
)
#: Why nothing was read, besides what the door and the feed reader say; wording.py has a sentence for each.
MISSING, FORBIDDEN, FAILING, NOT_A_PAGE, UNREADABLE = "missing", "forbidden", "failing", "not_a_page", "unreadable"
#: Gone for good; and asked too often.
GONE, BUSY = "gone", "busy"

_STATUSES = {401: FORBIDDEN, 403: FORBIDDEN, 404: MISSING, 410: GONE, 429: BUSY, 451: FORBIDDEN}


class NotReadError(Exception):
    """Nothing was read; ``reason`` says why. ``retry_after``: seconds the server asked us to wait, if it did."""

    def __init__(self, reason: str, *, retry_after: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class FetchedFeed:
    """A feed that was read; ``feed`` is None when it has not changed since."""

    url: str
    feed: Feed | None
    etag: str
    last_modified: str
    #: Its new address, when the server says that it has moved for good; "" otherwise.
    moved: str = ""
    #: How long the server calls its answer fresh, in minutes; 0 when it does not say.
    cached: int = 0


def fetch_page(url: str, *, deadline: float = outbound.DEADLINE_SECONDS) -> Page:
    """Fetch and read a page, following one redirect that the page itself makes; ``deadline`` in seconds for each.

    Raises OutboundError or NotReadError.
    """
    page = _page(url, deadline)
    if page.refresh and page.refresh != url:
        page = _page(page.refresh, deadline)
    return replace(page, refresh="")


def fetch_page_bytes(url: str, *, deadline: float = outbound.DEADLINE_SECONDS) -> outbound.Fetched:
    """A page as it came, not read yet. Raises OutboundError, or NotReadError for an error's page or a file."""
    answer = outbound.fetch(url, accept=ACCEPT_PAGE, deadline=deadline)
    _check_status(answer)
    kind = answer.headers.get("content-type", "text/html").lower()
    if kind.startswith(
        ("image/", "video/", "audio/", "application/pdf", "application/zip", "application/octet-stream")
    ):
        raise NotReadError(NOT_A_PAGE)
    return answer


def _page(url: str, deadline: float) -> Page:
    answer = fetch_page_bytes(url, deadline=deadline)
    try:
        return page_apart(answer.body, answer.headers, answer.url)
    except PageError as error:
        raise NotReadError(UNREADABLE) from error


def fetch_feed(
    url: str, *, etag: str = "", last_modified: str = "", deadline: float = outbound.DEADLINE_SECONDS
) -> FetchedFeed:
    """Fetch and read a feed, if it has changed; ``deadline`` in seconds.

    Raises OutboundError, NotReadError or FeedError.
    """
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    sent = {name: value for name, value in conditions.items() if value}
    answer = outbound.fetch(url, accept=ACCEPT_FEED, headers=sent, deadline=deadline)
    etag_now, modified_now = answer.headers.get("etag", "")[:300], answer.headers.get("last-modified", "")[:100]
    unchanged = answer.status == 304
    if not unchanged:
        _check_status(answer)
    return FetchedFeed(
        url=answer.url,
        feed=None if unchanged else feed_apart(answer.body, answer.headers, answer.url),
        etag=etag_now or (etag if unchanged else ""),
        last_modified=modified_now or (last_modified if unchanged else ""),
        moved=answer.moved,
        cached=cached_minutes(answer.headers.get("cache-control", "")),
    )


def _check_status(answer: outbound.Fetched) -> None:
    if 200 <= answer.status < 300:
        return
    wait = asked_to_wait(answer.headers.get("retry-after", ""), dt.datetime.now(dt.UTC))
    raise NotReadError(_STATUSES.get(answer.status, FAILING), retry_after=wait)
