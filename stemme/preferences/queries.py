"""What somebody chose about what reaches them, read from the apps that keep it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemme.feed import queries as feed
from stemme.kit.languages import best_language
from stemme.library.studio_queries import topics as topics_of
from stemme.mailings import queries as mailings
from stemme.mailings.rhythm import House
from stemme.mailings.rhythm_queries import house_of
from stemme.mailings.ways import MAIL, WAYS
from stemme.people import queries as people
from stemme.people.own_queries import own_reach, said_no
from stemme.people.viewer import Viewer
from stemme.sharing import app_queries
from stemme.sharing.channels import CHANNELS


@dataclass(frozen=True, slots=True)
class Chosen:
    """Everything on the page for one person."""

    said_no: bool
    own: mailings.Preferences
    #: When digests come to who chose nothing.
    usual: House
    organisation_zone: str
    #: Where mails can come instead: keys of mailings/ways.py.
    ways: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Languages, topics and apps: only for who is signed in."""

    story_languages: tuple[str, ...]
    time_zone: str
    country: str
    topics: list[tuple[int, str]]
    followed: list[int]
    channels: list[tuple[str, str]]
    apps: tuple[str, ...]


def chosen(viewer: Viewer, *, now: dt.datetime) -> Chosen:
    """How often, when, where; and what comes next."""
    ours = people.organisation(viewer.organisation_id)
    return Chosen(
        said_no=said_no(viewer.person_id),
        own=mailings.preferences(viewer.organisation_id, viewer.person_id, now=now),
        usual=house_of(ours),
        organisation_zone=ours.time_zone,
        ways=(MAIL, *(key for key, way in WAYS.items() if way.available(viewer.organisation_id))),
    )


def reach(viewer: Viewer) -> Reach:
    """What stories come in and from what, and which apps come first."""
    row = own_reach(viewer.person_id)
    offered = [(t.id, t.names[best_language(viewer.language, tuple(t.names))] if t.names else t.slug)
               for t in topics_of(viewer.organisation_id)]  # fmt: skip
    return Reach(
        story_languages=row.story_languages,
        time_zone=row.time_zone,
        country=row.country,
        topics=sorted(offered, key=lambda topic: topic[1].casefold()),
        followed=sorted(feed.followed_topics(viewer.organisation_id, viewer.person_id)),
        channels=[(channel.key, channel.name) for channel in CHANNELS if channel.family != "device"],
        apps=app_queries.own_apps(viewer.organisation_id, viewer.person_id),
    )
