"""Boards and names: what the organisation switches on, and what each person joins and leaves by themselves."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.people import queries as people
from stemme.people.own_queries import takes_part
from stemme.people.viewer import Viewer
from stemme.recognition import deed_queries
from stemme.recognition.boards import FIRST_STEPS, KINDS
from stemme.recognition.models import Board, BoardPlace, NameConsent
from stemme.scores import queries as scores


def open_board(*, actor: Viewer, kind: str, now: dt.datetime) -> bool:
    """Switch a board on for the organisation; False when it was. Nobody is on it before joining."""
    if kind not in KINDS:
        raise ValueError(f"there is no board {kind!r}")
    with transaction.atomic():
        _, made = Board.objects.get_or_create(
            organisation_id=actor.organisation_id, kind=kind, defaults={"opened_at": now}
        )
        if made:
            _note(facts.BOARD_OPENED, actor, now, board=kind)
    return made


def close_board(*, actor: Viewer, kind: str, now: dt.datetime) -> bool:
    """Switch a board off: everybody's place is deleted, and opening it again needs each person's own yes anew."""
    with transaction.atomic():
        gone, _ = Board.objects.filter(organisation_id=actor.organisation_id, kind=kind).delete()
        if gone:
            _note(facts.BOARD_CLOSED, actor, now, board=kind)
    return bool(gone)


def join_board(*, actor: Viewer, kind: str, now: dt.datetime) -> bool:
    """Be on a board with one's name. False when it is not open, or for somebody who said no to the programme."""
    found = Board.objects.filter(organisation_id=actor.organisation_id, kind=kind).first()
    if found is None or not takes_part(actor.person_id):
        return False
    with transaction.atomic():
        _, made = BoardPlace.objects.get_or_create(
            organisation_id=actor.organisation_id,
            board=found,
            person_id=actor.person_id,
            defaults={"joined_at": now, "figure": _figures(found, [actor.person_id], now).get(actor.person_id, 0)},
        )
        if made:
            _note(facts.BOARD_JOINED, actor, now, board=kind)
    return True


def leave_board(*, actor: Viewer, kind: str, now: dt.datetime) -> bool:
    """Be off a board, at once; False for who was not on it."""
    with transaction.atomic():
        gone, _ = BoardPlace.objects.filter(
            organisation_id=actor.organisation_id, board__kind=kind, person_id=actor.person_id
        ).delete()
        if gone:
            _note(facts.BOARD_LEFT, actor, now, board=kind)
    return bool(gone)


def allow_name(*, actor: Viewer, allowed: bool, now: dt.datetime) -> None:
    """Whether the team may see the person's name. Taking it back works at once."""
    with transaction.atomic():
        if allowed and takes_part(actor.person_id):
            _, changed = NameConsent.objects.get_or_create(
                person_id=actor.person_id, defaults={"organisation_id": actor.organisation_id, "since": now}
            )
            kind = facts.NAME_SHOWN
        else:
            mine = NameConsent.objects.filter(organisation_id=actor.organisation_id, person_id=actor.person_id)
            changed, kind = bool(mine.delete()[0]), facts.NAME_HIDDEN
        if changed:
            _note(kind, actor, now)


def refresh_boards(*, now: dt.datetime) -> int:
    """Count the figures of everybody who joined a board; how many changed."""
    changed = 0
    for organisation in people.organisations():
        for found in Board.objects.filter(organisation_id=organisation.id):
            places = list(BoardPlace.objects.filter(organisation_id=organisation.id, board=found))
            figures = _figures(found, [place.person_id for place in places], now)
            moved = [place for place in places if place.figure != figures.get(place.person_id, 0)]
            for place in moved:
                place.figure = figures.get(place.person_id, 0)
            BoardPlace.objects.bulk_update(moved, ["figure"], batch_size=500)
            changed += len(moved)
    return changed


def _figures(found: Board, person_ids: list[int], now: dt.datetime) -> dict[int, int]:
    if found.kind == FIRST_STEPS:
        return deed_queries.steps_this_quarter(found.organisation_id, person_ids, now=now)
    return {person: round(score) for person, score in scores.scores_of(found.organisation_id, person_ids).items()}


def _note(kind: str, actor: Viewer, now: dt.datetime, **data: Any) -> None:
    record(kind, organisation_id=actor.organisation_id, actor_id=actor.person_id, at=now, **data)
