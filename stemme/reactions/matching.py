"""Which post of the file is which of one's own shares: by its address, else by the day, for the person to say. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemme.reactions.linkedin_file import FilePost, post_number

#: People often post the day after, and the file's days are those of another time zone.
NEAR = dt.timedelta(days=1)
#: More rows are on no page; files hold fifty posts.
MOST = 100


@dataclass(frozen=True, slots=True)
class OwnShare:
    """A share of one's own on LinkedIn. ``url``: the post's address, if it was given."""

    share_id: int
    title: str
    language: str
    day: dt.date
    url: str


@dataclass(frozen=True, slots=True)
class Match:
    """A post of the file that may be a share. ``sure``: the address says so; else the person chooses."""

    post: FilePost
    sure: OwnShare | None
    choices: tuple[OwnShare, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """What of a file has to do with one's shares. ``others``: so many of its posts have not, and are shown nowhere."""

    matches: tuple[Match, ...]
    others: int


def matched(posts: Sequence[FilePost], shares: Iterable[OwnShare]) -> Matched:
    """Match the posts of a file with one's shares. Posts near no share are not looked at any further.

    A share whose address is known goes with that post alone; the others are offered for posts of about their day.
    """
    own = list(shares)
    by_number = {number: share for share in own if (number := post_number(share.url))}
    taken = {share.share_id for number, share in by_number.items() if any(post.number == number for post in posts)}
    open_shares = [share for share in own if share.share_id not in taken]
    found: list[Match] = []
    for post in posts:
        if share := by_number.get(post.number):
            found.append(Match(post, share, ()))
        elif post.day is not None:
            near = [share for share in open_shares if abs(share.day - post.day) <= NEAR]
            if near:
                day = post.day
                found.append(Match(post, None, tuple(sorted(near, key=lambda one: (abs(one.day - day), one.share_id)))))
    found.sort(key=lambda match: match.sure is None)
    return Matched(tuple(found[:MOST]), others=len(posts) - len(found[:MOST]))
