"""Launching a wave: whoever in it was never invited gets the ordinary invitation. And what was learned from it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from stemme.journal import facts
from stemme.kit.lines import one_line
from stemme.people.actions.bulk import invite_people
from stemme.people.inviting_queries import never_invited
from stemme.people.viewer import Viewer
from stemme.waves.actions.holding import WaveError, held, note_wave
from stemme.waves.models import Place, Wave
from stemme.waves.opening_queries import opening_of

#: What a lead may write down about a wave.
MOST_LEARNED = 2000


def launch(*, actor: Viewer, wave_id: int, reason: str = "", now: dt.datetime) -> int:
    """Invite those of the wave who were never invited, all or nobody; how many. The mails follow from the facts.

    Needs a ``reason`` when the wave before has not come far enough or the check-list is not done. Its days move so that
    it begins today and lasts as long as planned. Raises WaveError, and Wave.DoesNotExist for another organisation's.
    """
    with transaction.atomic():
        wave = held(actor, wave_id)
        if wave.plan.agreed_at is None or wave.plan.ended_at is not None:
            raise WaveError("draft")
        if wave.launched_at is not None:
            raise WaveError("launched")
        opening = opening_of(actor.organisation_id, wave_id, now=now)
        if not opening.before_launched:
            raise WaveError("before")
        said = one_line(reason, limit=300)
        if not opening.open and not said:
            raise WaveError("early")
        today = actor.today(now)
        wave.last_day += today - wave.first_day
        wave.first_day, wave.launched_at, wave.launched_by_id = today, now, actor.person_id
        wave.reason = "" if opening.open else said
        wave.save(update_fields=["first_day", "last_day", "launched_at", "launched_by", "reason"])
        invited = invite_people(actor=actor, person_ids=to_invite(actor, wave_id), now=now)
        early = {} if opening.open else {"early": True}
        note_wave(facts.WAVE_LAUNCHED, actor=actor, wave_id=wave_id, now=now, people=invited, **early)
    return invited


def to_invite(actor: Viewer, wave_id: int) -> list[int]:
    """The people of a wave whom launching it would invite. Two queries."""
    ours = Place.objects.filter(wave_id=wave_id, wave__plan__organisation_id=actor.organisation_id)
    return sorted(never_invited(actor) & set(ours.values_list("person_id", flat=True)))


def write_learned(*, actor: Viewer, wave_id: int, text: str, now: dt.datetime) -> None:
    """What the lead writes down about a launched wave. Raises WaveError before the launch, and Wave.DoesNotExist."""
    with transaction.atomic():
        wave = held(actor, wave_id)
        if wave.launched_at is None:
            raise WaveError("before")
        Wave.objects.filter(id=wave.id).update(learned=text.strip()[:MOST_LEARNED])
        note_wave(facts.WAVE_CHANGED, actor=actor, wave_id=wave_id, now=now)
