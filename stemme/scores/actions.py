"""Counting scores, each night and from nothing: yardsticks for the quarter, a card for each person, the week's note.

Reading happens outside of transactions; writing in portions, so that on SQLite nobody waits for long.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from django.db import transaction

from stemme.kit.periods import week_of
from stemme.kit.retention import AT_ONCE
from stemme.kit.rows import delete_old, insert_new, put
from stemme.people import queries as people
from stemme.people.queries import OrganisationRow
from stemme.scores import counting
from stemme.scores.bands import spread_of
from stemme.scores.counting import Counted, Inputs
from stemme.scores.models import Baseline, Card, Count, WeekScore
from stemme.scores.parameters import PARAMETERS
from stemme.scores.queries import baselines_of

_CARD_KEY, _NOTE_KEY = ("organisation_id", "person_id"), ("organisation_id", "person_id", "week")
_CARD = ("counted_at", "version", "quarter", "value", "quality", "evidence", "lines")
_BASELINE = ("organisation_id", "quarter", "version", "channel", "value", "shares")


def count_scores(*, now: dt.datetime) -> int:
    """Count the scores of every organisation anew; how many people have one.

    Done twice, late or after a crash the result is the same; of two at once the later moment wins.
    """
    return sum(count_organisation(organisation=found, now=now) for found in people.organisations())


def count_organisation(*, organisation: OrganisationRow, now: dt.datetime) -> int:
    """Count the scores of one organisation anew; how many people have one."""
    known = counting.inputs(organisation, now=now)
    baselines = freeze_baselines(known=known)
    values: list[float] = []
    done = 0
    for some in counting.scored(known, baselines):
        if not _write(known, some):
            return done
        values += [counted.score.value for counted in some if not counted.score.provisional]
        done += len(some)
    _finish(known, people_scored=done, spread=spread_of(values, floor=organisation.group_floor))
    return done


def freeze_baselines(*, known: Inputs) -> dict[str, float]:
    """What a typical share brings by channel; worked out at the first count of a quarter, and kept through it."""
    organisation_id, version = known.organisation.id, PARAMETERS.version
    found = baselines_of(organisation_id, quarter=known.quarter, version=version)
    if not found:
        rows = [
            (organisation_id, known.quarter, version, stick.channel, stick.value, stick.shares)
            for stick in counting.yardsticks(known)
        ]
        with transaction.atomic():
            insert_new(Baseline, rows, columns=_BASELINE)
        # What stands there counts: another worker may have been first.
        found = baselines_of(organisation_id, quarter=known.quarter, version=version)
    return found


def _is_newest(known: Inputs) -> bool:
    """Hold the organisation's row; False when a later count has begun."""
    Count.objects.get_or_create(
        organisation_id=known.organisation.id,
        defaults={"at": known.now, "version": PARAMETERS.version, "quarter": known.quarter},
    )
    row = Count.objects.select_for_update().get(organisation_id=known.organisation.id)
    if row.at > known.now:
        return False
    if row.at < known.now:
        Count.objects.filter(organisation_id=row.organisation_id).update(at=known.now)
    return True


def _write(known: Inputs, some: Sequence[Counted]) -> bool:
    """Write the cards of some people and the note of the week; False when a later count has begun."""
    organisation_id, week = known.organisation.id, week_of(known.today).first
    moment = known.now.astimezone(dt.UTC).isoformat(" ")
    head = (moment, PARAMETERS.version, known.quarter)
    cards = [
        (organisation_id, one.person_id, *head, one.score.value, one.score.quality, one.score.evidence,
         json.dumps(one.lines, separators=(",", ":")))
        for one in some
    ]  # fmt: skip
    with transaction.atomic():
        if not _is_newest(known):
            return False
        put(Card, cards, key=_CARD_KEY, columns=_CARD)
        notes = [(organisation_id, one.person_id, week, one.score.value) for one in some]
        put(WeekScore, notes, key=_NOTE_KEY, columns=("value",))
    return True


def _finish(known: Inputs, *, people_scored: int, spread: list[int]) -> None:
    """Take away the cards of those who have none any more, and write down how the scores lie."""
    organisation_id = known.organisation.id
    delete_old(Card.objects.filter(organisation_id=organisation_id, counted_at__lt=known.now), at_once=AT_ONCE)
    with transaction.atomic():
        if _is_newest(known):
            Count.objects.filter(organisation_id=organisation_id).update(
                version=PARAMETERS.version, quarter=known.quarter, people=people_scored, spread=spread
            )
