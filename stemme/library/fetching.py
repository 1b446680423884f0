"""Pages and feeds fetched through the guarded door and read apart."""

from __future__ import annotations

from dataclasses import dataclass, replace

from stemme.kit import outbound
from stemme.library.apart import PageError, feed_apart, page_apart
from stemme.library.feeds import Feed
from stemme.library.unfurl import Page

ACCEPT_PAGE = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
ACCEPT_FEED = (
    "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,text/xml;q=0.9,"
    "application/json;q=0.8,*/*;q=0.5"
)
#: Why nothing was read, besides what the door and the feed reader say; wording.py has a sentence for each.
MISSING, FORBIDDEN, FAILING, NOT_A_PAGE, UNREADABLE = "missing", "forbidden", "failing", "not_a_page", "unreadable"


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


def fetch_page(url: str) -> Page:
    """Fetch and read a page, following one redirect that the page itself makes.

    Raises OutboundError or NotReadError.
    """
    page = _page(url)
    if page.refresh and page.refresh != url:
        page = _page(page.refresh)
    return replace(page, refresh="")


def _page(url: str) -> Page:
    answer = outbound.fetch(url, accept=ACCEPT_PAGE)
    _check_status(answer)
    kind = answer.headers.get("content-type", "text/html").lower()
    if kind.startswith(
        ("image/", "video/", "audio/", "application/pdf", "application/zip", "application/octet-stream")
    ):
        raise NotReadError(NOT_A_PAGE)
    try:
        return page_apart(answer.body, answer.headers, answer.url)
    except PageError as error:
        raise NotReadError(UNREADABLE) from error


def fetch_feed(url: str, *, etag: str = "", last_modified: str = "") -> FetchedFeed:
    """Fetch and read a feed, if it has changed. Raises OutboundError, NotReadError or FeedError."""
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    answer = outbound.fetch(url, accept=ACCEPT_FEED, headers={k: v for k, v in conditions.items() if v})
    validators = (answer.headers.get("etag", "")[:300], answer.headers.get("last-modified", "")[:100])
    if answer.status == 304:
        return FetchedFeed(answer.url, None, validators[0] or etag, validators[1] or last_modified)
    _check_status(answer)
    return FetchedFeed(answer.url, feed_apart(answer.body, answer.headers, answer.url), *validators)


def _check_status(answer: outbound.Fetched) -> None:
    if 200 <= answer.status < 300:
        return
    wait = answer.headers.get("retry-after", "")
    seconds = int(wait) if wait.isdigit() and len(wait) < 7 else 0
    reason = {401: FORBIDDEN, 403: FORBIDDEN, 404: MISSING, 410: MISSING, 451: FORBIDDEN}.get(answer.status, FAILING)
    raise NotReadError(reason, retry_after=seconds)
