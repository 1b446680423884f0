"""The check-list of a wave: a line is looked after, done, added, removed."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.kit.lines import one_line
from stemme.people import queries as people
from stemme.people.viewer import Viewer
from stemme.waves.actions.holding import WaveError, held, note_wave
from stemme.waves.checks import MOST_OWN, OURS, own_number
from stemme.waves.models import Check, Wave


def keep_line(
    *, actor: Viewer, wave_id: int, name: str, done: bool, note: str = "", owner_id: int | None = None,
    due_on: dt.date | None = None, now: dt.datetime,
) -> None:  # fmt: skip
    """How one line stands now. Who did it first stays noted. Raises WaveError (gone: no such line)."""
    with transaction.atomic():
        wave = held(actor, wave_id)
        if owner_id is not None and people.person_card(actor.organisation_id, owner_id) is None:
            raise WaveError("owner")
        if name in OURS:
            row, _made = Check.objects.get_or_create(wave=wave, key=name, defaults={"position": _place(name)})
        else:
            row = _own(wave, name)
        row.note, row.owner_id, row.due_on = one_line(note, limit=200), owner_id, due_on
        if done != (row.done_at is not None):
            row.done_at, row.done_by_id = (now, actor.person_id) if done else (None, None)
        row.save()
        note_wave(facts.WAVE_CHECKED, actor=actor, wave_id=wave_id, now=now)


def tick(*, actor: Viewer, wave_id: int, name: str, done: bool, now: dt.datetime) -> None:
    """Only whether a line is done; all else of it stays. Raises WaveError (gone: no such line)."""
    with transaction.atomic():
        wave = held(actor, wave_id)
        row = Check.objects.filter(wave=wave).filter(**_named(name)).first()
        keep_line(
            actor=actor,
            wave_id=wave_id,
            name=name,
            done=done,
            note=row.note if row else "",
            owner_id=row.owner_id if row else None,
            due_on=row.due_on if row else None,
            now=now,
        )


def add_line(*, actor: Viewer, wave_id: int, text: str, due_on: dt.date | None = None, now: dt.datetime) -> str:
    """A line in the organisation's own words; its name. Raises WaveError: empty, many."""
    with transaction.atomic():
        wave, words = held(actor, wave_id), one_line(text, limit=200)
        if not words:
            raise WaveError("empty")
        own = Check.objects.filter(wave=wave, key="")
        if own.count() >= MOST_OWN:
            raise WaveError("many")
        row = Check.objects.create(wave=wave, text=words, due_on=due_on, position=len(OURS) + own.count())
        note_wave(facts.WAVE_CHECKED, actor=actor, wave_id=wave_id, now=now)
    return f"own-{row.pk}"


def remove_line(*, actor: Viewer, wave_id: int, name: str, now: dt.datetime) -> None:
    """Take a line of the organisation's own away; ours stay. Raises WaveError (gone: no such line)."""
    with transaction.atomic():
        wave = held(actor, wave_id)
        _own(wave, name).delete()
        note_wave(facts.WAVE_CHECKED, actor=actor, wave_id=wave_id, now=now)


def _own(wave: Wave, name: str) -> Check:
    row = Check.objects.filter(id=own_number(name) or 0, wave=wave, key="").first()
    if row is None:
        raise WaveError("gone")
    return row


def _named(name: str) -> dict[str, object]:
    return {"key": name} if name in OURS else {"id": own_number(name) or 0, "key": ""}


def _place(key: str) -> int:
    return list(OURS).index(key)
