"""Stopping a story, a stream or everything in a crisis, and letting it go on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library.models import Pause, Story, Stream
from stemme.library.stop_queries import may_stop
from stemme.people.viewer import Viewer


class PauseError(Exception):
    """It cannot be done. ``reason``: ``missing`` for what is not the actor's, ``there`` when it is stopped already."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Stopped:
    """What is to be stopped: a story, a stream, or everything when both are None."""

    story_id: int | None = None
    stream_id: int | None = None


_BEGAN = {"story": facts.STORY_STOPPED, "stream": facts.STREAM_STOPPED, "": facts.EVERYTHING_STOPPED}
_ENDED = {"story": facts.STORY_RESUMED, "stream": facts.STREAM_RESUMED, "": facts.EVERYTHING_RESUMED}


def begin_pause(*, actor: Viewer, what: Stopped, reason: str = "", now: dt.datetime) -> int:
    """Stop it at once; the pause's id. Its links say that it is gone until they are led elsewhere.

    Raises PauseError.
    """
    if not may_stop(actor, story_id=what.story_id, stream_id=what.stream_id) or not _exists(actor, what):
        raise PauseError("missing")
    try:
        with transaction.atomic():
            pause = Pause.objects.create(
                organisation_id=actor.organisation_id,
                story_id=what.story_id,
                stream_id=what.stream_id,
                reason=reason,
                began_at=now,
                began_by_id=actor.person_id,
            )
            _record(actor, _BEGAN[_scope(pause)], pause, now)
    except IntegrityError as error:
        raise PauseError("there") from error
    return pause.id


def change_pause(*, actor: Viewer, pause_id: int, reason: str, instead_url: str, now: dt.datetime) -> None:
    """Say why, and where its links lead meanwhile ("": they say that it is gone). Raises PauseError."""
    with transaction.atomic():
        pause = _locked(actor, pause_id)
        moved = pause.instead_url != instead_url
        pause.reason, pause.instead_url = reason, instead_url
        pause.save(update_fields=["reason", "instead_url"])
        if moved:
            host = urlsplit(instead_url).hostname
            _record(actor, _BEGAN[_scope(pause)], pause, now, **({"host": host} if host else {}))


def end_pause(*, actor: Viewer, pause_id: int, now: dt.datetime) -> None:
    """Let it go on: what is live can be seen and shared again, links lead where they led. Raises PauseError."""
    with transaction.atomic():
        pause = _locked(actor, pause_id)
        pause.ended_at, pause.ended_by_id = now, actor.person_id
        pause.save(update_fields=["ended_at", "ended_by"])
        _record(actor, _ENDED[_scope(pause)], pause, now)


def note_told(*, actor: Viewer, pause_id: int, people: int, now: dt.datetime) -> None:
    """Note that so many people who had shared are being told. Raises PauseError."""
    with transaction.atomic():
        pause = _locked(actor, pause_id)
        pause.told_at, pause.told = now, pause.told + people
        pause.save(update_fields=["told_at", "told"])
        record(
            facts.SHARERS_TOLD, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now,
            subject_id=pause.id, people=people,
        )  # fmt: skip


def _locked(actor: Viewer, pause_id: int) -> Pause:
    pauses = Pause.objects.filter(organisation_id=actor.organisation_id, ended_at=None)
    pause = pauses.select_for_update().filter(id=pause_id).first()
    if pause is None or not may_stop(actor, story_id=pause.story_id, stream_id=pause.stream_id):
        raise PauseError("missing")
    return pause


def _exists(actor: Viewer, what: Stopped) -> bool:
    if what.story_id is not None:
        return Story.objects.filter(organisation_id=actor.organisation_id, id=what.story_id).exists()
    if what.stream_id is not None:
        return Stream.objects.filter(organisation_id=actor.organisation_id, id=what.stream_id).exists()
    return True


def _scope(pause: Pause) -> str:
    return "story" if pause.story_id is not None else "stream" if pause.stream_id is not None else ""


def _record(actor: Viewer, kind: str, pause: Pause, now: dt.datetime, **data: str) -> None:
    record(
        kind,
        organisation_id=actor.organisation_id,
        actor_id=actor.person_id,
        at=now,
        subject_id=pause.story_id or pause.stream_id,
        **data,
    )
