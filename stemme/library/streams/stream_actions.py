"""What a stream has agreed with itself is written here; it is put away and brought back."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from stemme.journal.actions import record
from stemme.journal.facts import STREAM_ARCHIVED, STREAM_BROUGHT_BACK, STREAM_CHANGED
from stemme.kit.languages import CODES
from stemme.library.actions.streams import NAME_LENGTH, NameTakenError
from stemme.library.audience import Audience
from stemme.library.models import Stream
from stemme.library.streams.channel_names import channel_names
from stemme.library.streams.stream_queries import may_change
from stemme.people import queries as people
from stemme.people import role_queries
from stemme.people.viewer import Viewer

#: Bytes of chance in the secret part of a stream's address for mails.
_KEY_BYTES = 12


class StreamError(Exception):
    """``missing``: the actor may change no such stream. ``foreign``: something chosen is not the organisation's."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamChoice:
    """What may be decided about a stream. ``outside_target``: per cent, None for the default."""

    name: str
    outside: bool = False
    owner_id: int | None = None
    language: str = ""
    audience: Audience = field(default_factory=Audience)
    channels: tuple[str, ...] = ()
    review: bool = False
    outside_target: int | None = None


def change_stream(*, actor: Viewer, stream_id: int, choice: StreamChoice, now: dt.datetime) -> None:
    """Replace what is agreed about a stream. Raises StreamError and NameTakenError."""
    with transaction.atomic():
        stream = _locked(actor, stream_id)
        if not _fits(actor, stream, choice):
            raise StreamError("foreign")
        values: dict[str, Any] = {
            "name": choice.name.strip()[:NAME_LENGTH],
            "outside": choice.outside,
            "owner_id": choice.owner_id,
            "language": choice.language,
            "audience_languages": sorted(choice.audience.languages),
            "audience_places": sorted(choice.audience.places),
            "channels": list(choice.channels),
            "review": choice.review,
            "outside_target": choice.outside_target,
        }
        changed = [name for name, value in values.items() if getattr(stream, name) != value]
        for name in changed:
            setattr(stream, name, values[name])
        try:
            with transaction.atomic():
                stream.save(update_fields=changed)
        except IntegrityError as error:
            raise NameTakenError(choice.name) from error
        if set(stream.audience_teams.values_list("id", flat=True)) != choice.audience.team_ids:
            stream.audience_teams.set(choice.audience.team_ids)
            changed.append("audience_teams")
        if changed:
            _record(STREAM_CHANGED, actor, stream_id, now, fields=sorted(changed))


def archive_stream(*, actor: Viewer, stream_id: int, now: dt.datetime) -> None:
    """Put a stream away: it takes no new story and no mail; those that are live go on to their end."""
    with transaction.atomic():
        stream = _locked(actor, stream_id)
        if stream.archived_at is None:
            stream.archived_at = now
            stream.save(update_fields=["archived_at"])
            _record(STREAM_ARCHIVED, actor, stream_id, now)


def bring_back_stream(*, actor: Viewer, stream_id: int, now: dt.datetime) -> None:
    """Let an archived stream take stories again."""
    with transaction.atomic():
        stream = _locked(actor, stream_id)
        if stream.archived_at is not None:
            stream.archived_at = None
            stream.save(update_fields=["archived_at"])
            _record(STREAM_BROUGHT_BACK, actor, stream_id, now)


def give_mail_address(*, actor: Viewer, stream_id: int, now: dt.datetime) -> None:
    """Give the stream a new address for mails; an earlier one takes nothing any more."""
    _set_mail_key(actor, stream_id, secrets.token_hex(_KEY_BYTES), now)


def end_mail_address(*, actor: Viewer, stream_id: int, now: dt.datetime) -> None:
    """Let the stream take no mails any more."""
    _set_mail_key(actor, stream_id, "", now)


def _set_mail_key(actor: Viewer, stream_id: int, key: str, now: dt.datetime) -> None:
    with transaction.atomic():
        stream = _locked(actor, stream_id)
        stream.mail_key = key
        stream.save(update_fields=["mail_key"])
        _record(STREAM_CHANGED, actor, stream_id, now, fields=["mail_key"])


def _fits(actor: Viewer, stream: Stream, choice: StreamChoice) -> bool:
    """Whether everything chosen is there: teams, channels, the language, and an owner who may write in the stream."""
    organisation = actor.organisation_id
    teams = {team.id for team in people.teams(organisation)} if choice.audience.team_ids else set()
    owners = {writer.person_id for writer in role_queries.writers(organisation, stream.id)} | {None, stream.owner_id}
    return (
        choice.audience.team_ids <= teams
        and choice.owner_id in owners
        and choice.language in ("", *CODES)
        and set(choice.channels) <= {key for key, _name in channel_names()} | set(stream.channels)
        and bool(choice.name.strip())
    )


def _locked(actor: Viewer, stream_id: int) -> Stream:
    streams = Stream.objects.select_for_update().filter(organisation_id=actor.organisation_id, id=stream_id)
    stream = streams.first()
    if stream is None or not may_change(actor, stream.id, stream.owner_id):
        raise StreamError("missing")
    return stream


def _record(kind: str, actor: Viewer, stream_id: int, now: dt.datetime, **data: Any) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, subject_id=stream_id, **data)
