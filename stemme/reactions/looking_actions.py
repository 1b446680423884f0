"""Looking at people's own public posts and keeping the counts. Nothing is written while somebody is asked."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import QuerySet

from stemme.kit.tenancy import across_organisations
from stemme.people import queries as people
from stemme.reactions import asking, pace, posts
from stemme.reactions.asking import AskError
from stemme.reactions.models import NotFetched, SwitchedOff, Watched
from stemme.reactions.posts import OddError, Post
from stemme.reactions.which import Numbers
from stemme.sharing import posted_queries
from stemme.sharing.posted_queries import PostAddress

logger = logging.getLogger(__name__)

#: One run asks about so many posts, and stops asking after so many seconds; the rest is due at the next.
POSTS_AT_ONCE = 1_000
SECONDS_AT_ONCE = 240.0
#: A server is asked so often in one run, and not again once it has failed so often.
OF_ONE_SERVER, PATIENCE = 200, 2
Ask = Callable[[str], bytes]


@dataclass(slots=True)
class Looked:
    """What a run did: posts asked about, posts with other numbers than before, posts that are over or gone."""

    asked: int = 0
    changed: int = 0
    ended: int = 0


@dataclass(slots=True)
class _Run:
    """What one run has learned of the servers it asks."""

    now: dt.datetime
    ask: Ask
    until: float
    questions: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    failures: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    #: Servers that want to be left alone, and for how long.
    waits: dict[str, dt.timedelta] = field(default_factory=dict)
    done: Looked = field(default_factory=Looked)

    def rests(self, host: str) -> bool:
        """Whether the server wants or needs to be left alone until the next run."""
        return host in self.waits or self.failures[host] >= PATIENCE

    def enough(self, host: str) -> bool:
        """Whether we have asked enough: what is left stays due."""
        return self.questions[host] >= OF_ONE_SERVER or time.monotonic() > self.until

    def asked(self, host: str, url: str) -> bytes:
        """Ask, and remember what the server thinks of it. Raises AskError."""
        self.questions[host] += 1
        try:
            return self.ask(url)
        except AskError as error:
            if error.kind == asking.BUSY:
                self.waits[host] = pace.wait_asked_for(error.wait, now=self.now)
            elif error.kind == asking.FAILED:
                self.failures[host] += 1
            raise


def look(*, now: dt.datetime, ask: Ask = asking.ask) -> Looked:
    """Follow the addresses people gave, and ask about those posts whose time has come.

    May be killed anywhere: what was not written is asked again. A post is asked about at most once an hour.
    """
    with across_organisations("one server is asked about the posts of all organisations together"):
        addresses = [a for a in posted_queries.posts_with_address() if a.channel in posts.SOURCES]
        wanted = [address for address in addresses if not pace.is_over(address.posted_at, now=now)]
        ended = _follow(addresses, _allowed(wanted), now)
        due = list(Watched.objects.filter(ended="", next_at__lte=now).order_by("next_at", "id")[:POSTS_AT_ONCE])
        run = _Run(now, ask, time.monotonic() + SECONDS_AT_ONCE, done=Looked(ended=ended))
        where = {address.share_id: posts.post_of(address.channel, address.url) for address in wanted}
        found = [(row, post) for row in due if (post := where.get(row.share_id))]
        _look_at_bluesky(run, [(row, post) for row, post in found if post.source == posts.BLUESKY])
        _look_at_mastodon(run, [(row, post) for row, post in found if post.source == posts.MASTODON])
    return run.done


def _allowed(wanted: Sequence[PostAddress]) -> list[PostAddress]:
    """The posts of people who take part and did not say no, in organisations that did not either."""
    off = set(SwitchedOff.objects.values_list("organisation_id", flat=True))
    refusing = set(NotFetched.objects.values_list("person_id", flat=True))
    organisations = {address.organisation_id for address in wanted} - off
    taking_part = {who for organisation in organisations for who in people.people_taking_part(organisation)} - refusing
    return [a for a in wanted if a.organisation_id in organisations and a.person_id in taking_part]


def _follow(addresses: Sequence[PostAddress], allowed: Sequence[PostAddress], now: dt.datetime) -> int:
    """Begin with new posts, forget those whose address is gone or another, end what is over; how many ended.

    Whoever said no meanwhile is not looked at: that waits, and goes on if they change their mind.
    """
    marks = {address.share_id: mark_of(address.url) for address in addresses}
    there = dict(Watched.objects.values_list("share_id", "address"))
    stale = [share for share, mark in there.items() if marks.get(share) != mark]
    fresh = [
        address
        for address in allowed
        if address.share_id not in there or marks[address.share_id] != there[address.share_id]
    ]
    with transaction.atomic():
        _for_some(stale, lambda rows: rows.delete())
        Watched.objects.bulk_create([_begun(address, now) for address in fresh], batch_size=500)
        ended = Watched.objects.filter(ended="", posted_at__lte=now - pace.WATCHED_FOR).update(ended="over")
        going_on = set(Watched.objects.filter(ended="", next_at__lte=now).values_list("share_id", flat=True))
        later = now + dt.timedelta(hours=pace.LONGEST)
        _for_some(list(going_on - {address.share_id for address in allowed}), lambda rows: rows.update(next_at=later))
    return ended


def _for_some(shares: Sequence[int], do: Callable[[QuerySet[Watched]], object]) -> None:
    for first in range(0, len(shares), 500):
        do(Watched.objects.filter(share_id__in=shares[first : first + 500]))


def _begun(address: PostAddress, now: dt.datetime) -> Watched:
    post = posts.post_of(address.channel, address.url)
    return Watched(
        organisation_id=address.organisation_id,
        person_id=address.person_id,
        share_id=address.share_id,
        source=address.channel,
        address=mark_of(address.url),
        posted_at=address.posted_at,
        next_at=now,
        ended="" if post else "strange",
    )


def mark_of(url: str) -> str:
    """A fingerprint that tells addresses apart."""
    return hashlib.sha256(url.encode()).hexdigest()[:32]


def _look_at_bluesky(run: _Run, found: Sequence[tuple[Watched, Post]]) -> None:
    """Handles are resolved once a run; then up to twenty-five posts with one question."""
    host = posts.BLUESKY
    dids: dict[str, str | None] = {}
    asked: list[tuple[Watched, str]] = []
    for row, post in found:
        if post.author not in dids:
            if run.enough(host):
                continue
            dids[post.author] = post.author if posts.is_did(post.author) else _did_of(run, host, post.author)
        did = dids[post.author]
        if did:
            asked.append((row, posts.uri_of(did, post.number)))
        elif did is None:
            _nothing(run, row, host)
        else:
            _missed(run, row)
    for first in range(0, len(asked), posts.BATCH):
        if run.enough(host):
            return
        some = asked[first : first + posts.BATCH]
        answer = _batch(run, host, [uri for _row, uri in some])
        for row, uri in some:
            if answer is None:
                _nothing(run, row, host)
            elif uri not in answer:
                _missed(run, row)
            else:
                _take(run, row, answer[uri], host)


def _did_of(run: _Run, host: str, handle: str) -> str | None:
    """The identity behind a handle; empty when nobody has it, None when that cannot be told now."""
    if run.rests(host):
        return None
    try:
        return posts.did_in(run.asked(host, posts.handle_address(handle)))
    except AskError as error:
        return "" if error.kind in {asking.REFUSED, asking.GONE} else None
    except OddError:
        return None


def _batch(run: _Run, host: str, uris: Sequence[str]) -> dict[str, Numbers | None] | None:
    if run.rests(host):
        return None
    try:
        return posts.counts_in_posts(run.asked(host, posts.posts_address(uris)), uris)
    except (AskError, OddError) as error:
        logger.info("posts of Bluesky were not read: %s", error)
        return None


def _look_at_mastodon(run: _Run, found: Iterable[tuple[Watched, Post]]) -> None:
    """One question a post, at its author's own server."""
    for row, post in found:
        if run.enough(post.host):
            continue
        if run.rests(post.host):
            _nothing(run, row, post.host)
            continue
        try:
            numbers = posts.counts_in_status(run.asked(post.host, posts.status_address(post)), post)
        except OddError:
            _nothing(run, row, post.host)
        except AskError as error:
            if error.kind in {asking.CLOSED, asking.GONE}:
                _end(run, row, error.kind)
            else:
                _nothing(run, row, post.host)
        else:
            _take(run, row, numbers, post.host)


def _take(run: _Run, row: Watched, numbers: Numbers | None, host: str) -> None:
    """Keep the numbers, or nothing of them when they are odd."""
    if numbers is None:
        _nothing(run, row, host)
        return
    run.done.asked += 1
    changed = row.fetched_at is None or numbers != Numbers(row.reactions, row.comments, row.reshares)
    run.done.changed += changed
    pause = pace.next_pause(row.pause, changed=changed)
    _write(
        row, reactions=numbers.reactions, comments=numbers.comments, reshares=numbers.reshares, fetched_at=run.now,
        pause=pause, failures=0, misses=0, next_at=run.now + dt.timedelta(hours=pause),
    )  # fmt: skip


def _nothing(run: _Run, row: Watched, host: str) -> None:
    """No numbers this time: what is there stays, and the next look comes later."""
    pause = pace.next_pause(row.pause, changed=False)
    wait = max(run.waits.get(host, dt.timedelta()), dt.timedelta(hours=pause))
    _write(row, pause=pause, failures=min(row.failures + 1, 999), next_at=run.now + wait)


def _missed(run: _Run, row: Watched) -> None:
    """The network answered without this post: gone, when that happens twice in a row."""
    if row.misses + 1 >= pace.MISSED_OFTEN:
        _end(run, row, asking.GONE)
        return
    pause = pace.next_pause(row.pause, changed=False)
    _write(row, misses=row.misses + 1, pause=pause, next_at=run.now + dt.timedelta(hours=pause))


def _end(run: _Run, row: Watched, why: str) -> None:
    run.done.ended += 1
    _write(row, ended=why)


def _write(row: Watched, **changes: object) -> None:
    """One short write. A row that went meanwhile (an erasure, another address) stays gone."""
    Watched.objects.filter(organisation_id=row.organisation_id, id=row.id, address=row.address).update(**changes)
