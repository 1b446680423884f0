"""From a post's address to what has to be asked, and from the answer to its counts. Pure.

Shapes: lexicons app.bsky.feed.getPosts, app.bsky.feed.defs#postView and com.atproto.identity.resolveHandle
(bluesky-social/atproto); "View a single status" and the entity Status (docs.joinmastodon.org). Answers are foreign:
whatever is not exactly a count is no count.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit

from stemme.reactions.which import Numbers

BLUESKY, MASTODON = SOURCES = ("bluesky", "mastodon")
#: Whoever asks for public counts of Bluesky asks here; no account is needed.
BLUESKY_API = "https://public.api.bsky.app/xrpc/"
#: So many posts fit into one question (the lexicon's maxLength).
BATCH = 25
#: No post has more of anything; a larger number is a mistake or a joke.
MOST = 100_000_000
_HANDLE = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.ASCII)
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[a-zA-Z0-9.-]{1,200})", re.ASCII)
_BLUESKY_PATH = re.compile(r"/profile/([^/]+)/post/([A-Za-z0-9._~:-]{1,512})/?", re.ASCII)
#: Mastodon's own forms, with the older ones, and that of Pleroma and Akkoma, which answer alike.
_MASTODON_PATHS = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"/(?:web/|deck/)?@[^/@]+/([0-9]{1,24})/?",
        r"/users/[^/@]+/statuses/([0-9]{1,24})/?",
        r"/notice/([A-Za-z0-9]{1,32})/?",
    )
)


class OddError(Exception):
    """The answer is none that numbers could be taken from."""


@dataclass(frozen=True, slots=True)
class Post:
    """A post that can be asked about. ``host``: who is asked; ``author``: a handle or DID, on Bluesky only."""

    source: str
    host: str
    author: str
    number: str


def post_of(channel: str, url: str) -> Post | None:
    """The post behind an address of this channel; None when its counts are not to be had."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.lower()
    except ValueError:
        return None
    if parts.scheme != "https" or "@" in host or not host:
        return None
    if channel == BLUESKY and host in {"bsky.app", "www.bsky.app"}:
        found = _BLUESKY_PATH.fullmatch(parts.path)
        author = found[1].lower() if found and not found[1].startswith("did:") else found[1] if found else ""
        if found and (_DID.fullmatch(author) or (_HANDLE.fullmatch(author) and len(author) <= 253)):
            return Post(BLUESKY, host, author, found[2])
    if channel == MASTODON:
        for form in _MASTODON_PATHS:
            if found := form.fullmatch(parts.path):
                return Post(MASTODON, host, "", found[1])
    return None


def is_did(author: str) -> bool:
    """Whether the author is named by their lasting identity rather than by a handle."""
    return _DID.fullmatch(author) is not None


def handle_address(handle: str) -> str:
    """Where to ask whose handle this is."""
    return f"{BLUESKY_API}com.atproto.identity.resolveHandle?{urlencode({'handle': handle})}"


def did_in(body: bytes) -> str:
    """The identity behind a handle. Raises OddError."""
    did = _object(body).get("did")
    if not isinstance(did, str) or not is_did(did):
        raise OddError("no did")
    return did


def uri_of(did: str, number: str) -> str:
    """The post's name in the AT protocol."""
    return f"at://{did}/app.bsky.feed.post/{number}"


def posts_address(uris: Iterable[str]) -> str:
    """Where to ask for at most BATCH posts of Bluesky."""
    return f"{BLUESKY_API}app.bsky.feed.getPosts?{urlencode([('uris', uri) for uri in uris])}"


def counts_in_posts(body: bytes, asked: Iterable[str]) -> dict[str, Numbers | None]:
    """For each post asked for that is in the answer its numbers, None when they are odd. Raises OddError.

    Posts that are not in the answer are not there any more, or not for everybody.
    """
    posts = _object(body).get("posts")
    if not isinstance(posts, list):
        raise OddError("no posts")
    wanted, found = set(asked), {}
    for post in posts:
        uri = post.get("uri") if isinstance(post, dict) else None
        if isinstance(uri, str) and uri in wanted:
            found[uri] = _numbers(post, ("likeCount", "replyCount", "repostCount"), "quoteCount")
    return found


def status_address(post: Post) -> str:
    """Where to ask for a post of Mastodon: at its author's own server, others count only what reached them."""
    return f"https://{post.host}/api/v1/statuses/{post.number}"


def counts_in_status(body: bytes, post: Post) -> Numbers:
    """The numbers of the post. Raises OddError, also when the answer speaks of another post."""
    status = _object(body)
    if status.get("id") != post.number:
        raise OddError("another post")
    numbers = _numbers(status, ("favourites_count", "replies_count", "reblogs_count"), "quotes_count")
    if numbers is None:
        raise OddError("no counts")
    return numbers


def _object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise OddError(type(error).__name__) from error
    if not isinstance(found, dict):
        raise OddError("no object")
    return found


def _numbers(answer: Mapping[str, Any], names: tuple[str, str, str], quotes: str) -> Numbers | None:
    """Reactions, comments, reshares; a quote is a reshare with words, and older servers do not count it."""
    said = [answer.get(name) for name in names] + [answer.get(quotes, 0)]
    counts = [count for count in said if type(count) is int and 0 <= count <= MOST]
    if len(counts) < len(said):
        return None
    reactions, comments, reshares, quoted = counts
    return Numbers(reactions, comments, min(MOST, reshares + quoted))
