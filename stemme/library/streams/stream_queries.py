"""What a stream has agreed with itself: language, audience, channels, looks, mix, editors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import F

from stemme.library.audience import Audience
from stemme.library.models import Stream
from stemme.library.streams.mix import DEFAULT_OUTSIDE
from stemme.library.studio_queries import Streams, works_in
from stemme.people.roles import WRITE_STORIES
from stemme.people.viewer import Viewer


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamSettings:
    """A stream with everything that a new story of it begins with."""

    id: int
    name: str
    #: Its stories come from elsewhere and are about our field.
    outside: bool
    owner_id: int | None
    owner_name: str
    owner_initials: str
    #: "" is the editor's own.
    language: str
    audience: Audience
    #: Keys of channels; empty: all.
    channels: tuple[str, ...]
    #: Somebody else has to have looked at a story before it is published.
    review: bool
    #: Per cent of its stories that should be about others; ``own_target`` is None where the default holds.
    outside_target: int
    own_target: int | None
    #: The secret part of its address for mails; "": it takes none.
    mail_key: str
    archived_at: dt.datetime | None


def may_change(viewer: Viewer, stream_id: int, owner_id: int | None) -> bool:
    """Whether the viewer decides about the stream: whoever may write everywhere, and its owner if they write in it."""
    return viewer.may_everywhere(WRITE_STORIES) or (owner_id == viewer.person_id and works_in(viewer, stream_id))


def every_stream(organisation_id: int) -> list[tuple[int, str]]:
    """(id, name) of each stream, archived ones last: what roles can be limited to."""
    rows = Stream.objects.filter(organisation_id=organisation_id)
    ordered = rows.order_by(F("archived_at").asc(nulls_first=True), "outside", "name")
    return list(ordered.values_list("id", "name"))


def archived_streams(organisation_id: int, own: Streams = None) -> list[tuple[int, str]]:
    """(id, name) of each stream that was put away."""
    rows = Stream.objects.filter(organisation_id=organisation_id, archived_at__isnull=False).order_by("name")
    return list((rows if own is None else rows.filter(id__in=own)).values_list("id", "name"))


def settings_of(organisation_id: int, stream_id: int) -> StreamSettings | None:
    """The stream's settings, also of an archived one; None when the organisation has no such stream. Two queries."""
    streams = Stream.objects.filter(organisation_id=organisation_id, id=stream_id)
    stream = streams.select_related("owner").prefetch_related("audience_teams").first()
    return _settings(stream) if stream is not None else None


def _settings(stream: Stream) -> StreamSettings:
    owner, own_target = stream.owner, stream.outside_target
    return StreamSettings(
        id=stream.id,
        name=stream.name,
        outside=stream.outside,
        owner_id=stream.owner_id,
        owner_name=owner.name if owner else "",
        owner_initials=owner.initials if owner else "",
        language=stream.language,
        audience=Audience(
            frozenset(team.id for team in stream.audience_teams.all()),
            frozenset(stream.audience_languages),
            frozenset(stream.audience_places),
        ),
        channels=tuple(stream.channels),
        review=stream.review,
        outside_target=DEFAULT_OUTSIDE if own_target is None else own_target,
        own_target=own_target,
        mail_key=stream.mail_key,
        archived_at=stream.archived_at,
    )
