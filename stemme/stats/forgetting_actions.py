"""Taking names out of figures, and old groups. Sums stay what they were: rows move to key 0, "nobody in particular"."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import F

from stemme.kit.periods import month_start
from stemme.kit.retention import AT_ONCE, before
from stemme.kit.rows import add_to, delete_old
from stemme.kit.tenancy import across_organisations
from stemme.stats.agreement_queries import INBOX
from stemme.stats.buckets import COLUMNS, DAY, EVER, MONTH, PERSON, TEAM, TOTAL
from stemme.stats.models import Acted, Drained, Invited, TakingPart, Tally, Turnout
from stemme.stats.part_actions import forget_parts

_KEY = ("organisation_id", "dimension", "grain", "start", "key")
#: Teams in ``Turnout`` and ``Invited`` have ids above this; 0 is everybody.
_EVERYBODY = 0


@across_organisations("what has served its time goes in every organisation")
def forget_old(*, now: dt.datetime) -> int:
    """Persons and random parts of them after a year, teams after three: their figures become the organisation's; how
    many rows went."""
    year, three = before("figures", now=now).date(), before("groups", now=now).date()
    rows = (
        TakingPart.objects.filter(start__lt=before("taking_part", now=now).date()),
        Acted.objects.filter(day__lt=before("readings", now=now).date()),
        Invited.objects.filter(day__lt=three).exclude(team_id=_EVERYBODY),
    )
    gone = sum(delete_old(old, at_once=AT_ONCE) for old in rows)
    gone += forget_parts(before=before("readings", now=now))
    gone += Turnout.objects.filter(start__lt=three).exclude(team_id=_EVERYBODY).delete()[0]
    return gone + _fold(PERSON, before_day=month_start(year)) + _fold(TEAM, before_day=month_start(three))


def _fold(dimension: str, *, before_day: dt.date) -> int:
    """Give the old days and months of every key to key 0, and take them out of each key's total; how many rows."""
    done = 0
    while moved := _fold_some(dimension, before_day):
        done += moved
    return done


def _fold_some(dimension: str, before_day: dt.date) -> int:
    old = Tally.objects.filter(dimension=dimension, grain__in=(DAY, MONTH), start__lt=before_day).exclude(key=0)
    first = old.order_by("organisation_id", "grain", "start").values_list("organisation_id", "grain", "start").first()
    if first is None:
        return 0
    organisation, grain, start = first
    with transaction.atomic():
        _keep_others_from_counting()
        stretch = Tally.objects.filter(organisation_id=organisation, dimension=dimension, grain=grain, start=start)
        rows = list(stretch.exclude(key=0).order_by("key").values_list("key", *COLUMNS)[:AT_ONCE])
        if not rows:
            return 0
        sums = [sum(column) for column in zip(*(columns for _key, *columns in rows), strict=True)]
        stretch.filter(key__in=[key for key, *_columns in rows]).delete()
        add_to(Tally, [(organisation, dimension, grain, start, 0, *sums)], key=_KEY, sums=COLUMNS)
        if grain == MONTH:
            _move_totals(organisation, dimension, rows, sums)
    return len(rows)


def _move_totals(organisation_id: int, dimension: str, rows: list[tuple[int, ...]], sums: list[int]) -> None:
    total = (organisation_id, dimension, TOTAL, EVER)
    for key, *columns in rows:
        mine = Tally.objects.filter(
            organisation_id=organisation_id, dimension=dimension, grain=TOTAL, start=EVER, key=key
        )
        mine.update(**{name: F(name) - value for name, value in zip(COLUMNS, columns, strict=True)})
        mine.filter(**dict.fromkeys(COLUMNS, 0)).delete()
    add_to(Tally, [(*total, 0, *sums)], key=_KEY, sums=COLUMNS)


def forget_person(*, organisation_id: int, person_id: int, lot: int) -> None:
    """``lot`` stands for one person in every figure: so no sum, no count of different people and no share changes."""
    _keep_others_from_counting()
    mine = Tally.objects.filter(organisation_id=organisation_id, dimension=PERSON, key=person_id)
    found = list(mine.values_list("grain", "start", *COLUMNS))
    mine.delete()
    add_to(Tally, [(organisation_id, PERSON, grain, start, lot, *columns) for grain, start, *columns in found],
           key=_KEY, sums=COLUMNS)  # fmt: skip
    for table in (TakingPart, Acted):
        table.objects.filter(organisation_id=organisation_id, person_id=person_id).update(person_id=lot)


def _keep_others_from_counting() -> None:
    Drained.objects.select_for_update().filter(name=INBOX).first()
