"""One press stops, one press lets it go on; links follow in the same transaction, and whoever shared is told why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from stemme.crisis import queries
from stemme.library.actions import pauses
from stemme.library.actions.pauses import PauseError, Stopped
from stemme.library.pause_queries import pauses_of
from stemme.library.stop_queries import PauseRow, stories_stopped_by
from stemme.links.pause_actions import checked_instead, set_pauses
from stemme.mailings.actions.queueing import queue
from stemme.people.viewer import Viewer

#: Kinds of mail: why something was stopped, and that it goes on.
WHY, GOES_ON = "crisis", "crisis_over"

__all__ = ["GOES_ON", "WHY", "PauseError", "Stopped", "explain", "resume", "stop", "tell"]


def stop(*, actor: Viewer, what: Stopped, now: dt.datetime) -> int:
    """Stop a story, a stream or everything at once; the pause's id. Nothing needs to be written for that.

    From this moment on nobody is shown it, nobody can share it, and its links say that it is gone (within a second in
    every process). Raises PauseError.
    """
    with transaction.atomic():
        pause_id = pauses.begin_pause(actor=actor, what=what, now=now)
        _links_follow(actor, queries.stop_to_touch(actor, pause_id), now)
    return pause_id


def explain(*, actor: Viewer, pause: PauseRow, reason: str, instead_url: str, now: dt.datetime) -> None:
    """Say why, and where the links lead meanwhile. Raises PauseError, and TargetError for an address that cannot
    stand."""
    with transaction.atomic():
        instead = checked_instead(instead_url)
        pauses.change_pause(actor=actor, pause_id=pause.id, reason=reason, instead_url=instead, now=now)
        if instead != pause.instead_url:
            _links_follow(actor, pause, now)


def resume(*, actor: Viewer, pause: PauseRow, tell_again: bool, now: dt.datetime) -> int:
    """Let it go on; how many people are told, if those who were told why shall hear of it. Raises PauseError."""
    with transaction.atomic():
        pauses.end_pause(actor=actor, pause_id=pause.id, now=now)
        _links_follow(actor, pause, now)
        return _queue(actor, pause, GOES_ON, now) if tell_again and pause.told else 0


def tell(*, actor: Viewer, pause: PauseRow, now: dt.datetime) -> int:
    """Queue one mail to each person who shared what is stopped; how many new ones. Pressed twice, nobody gets two.

    Raises PauseError: ``reason`` when there are no words to tell them.
    """
    if not pause.reason:
        raise PauseError("reason")
    with transaction.atomic():
        people = _queue(actor, pause, WHY, now)
        if people:
            pauses.note_told(actor=actor, pause_id=pause.id, people=people, now=now)
    return people


def _links_follow(actor: Viewer, pause: PauseRow, now: dt.datetime) -> None:
    organisation_id = actor.organisation_id
    among: Collection[int] | None = None
    if pause.what != "everything":
        among = stories_stopped_by(organisation_id, pause)
    set_pauses(organisation_id=organisation_id, pauses=pauses_of(organisation_id, among), among=among, now=now)


def _queue(actor: Viewer, pause: PauseRow, kind: str, now: dt.datetime) -> int:
    people = queries.people_to_tell(actor.organisation_id, pause, now=now)
    return sum(
        queue(
            organisation_id=actor.organisation_id,
            person_id=person_id,
            kind=kind,
            subject_id=pause.id,
            # One mail of this kind about this stop, on whichever day it is asked for again.
            slot=actor.today(pause.began_at),
            now=now,
        )
        for person_id in people
    )
