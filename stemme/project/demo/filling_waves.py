"""The roll-out of the demo: a pilot and three waves launched, the third of them under way, and two planned.

The plan is put down as it was agreed in spring; launching, check-lists and notes go the ordinary way. Whoever was
invited already stays as they are, so launching invites nobody anew and the figures of the other pages hold.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from stemme.people.queries import viewer
from stemme.people.viewer import Viewer
from stemme.project.demo.people import DemoPerson
from stemme.project.demo.stage import BATCH, Stage, moment
from stemme.waves.actions import checking, launching
from stemme.waves.checks import OURS
from stemme.waves.dates import opening_day
from stemme.waves.models import Place, Plan, Wave

_LEAD = "maja.lindqvist"
_COUNTRY = "no"
#: (people, divisions they come from, days from today to the first, weeks)
_LAUNCHED = (
    (40, (), -166, 4),
    (220, ("Offshore wind", "Customer service"), -112, 7),
    (280, ("Hydropower", "District heating"), -75, 7),
    (320, ("Grid", "Technology", "People and finance"), -40, 8),
)
_PLANNED = ((200, ("Grid", "People and finance", "Offshore wind"), 9, 8), (180, (), 71, 8))
_OPENS_AT = 40
_LEARNED = {
    0: "The best question of the pilot: what if a customer answers in anger? It stands in the guidelines now.",
    3: "Where the manager went first and said so, more colleagues came along. We ask the managers before each wave.",
}
#: The check-list of the wave that comes: (line, note, who looks after it), and what is done.
_NEXT = (
    ("representatives", "Tromsø and Bergen", "sunniva.aas", True),
    ("managers", "13 of 14 came", "maja.lindqvist", True),
    ("hosts", "Two from each department", "sunniva.aas", True),
    ("stories", "", "elin.ostberg", False),
    ("guidelines", "", "henrik.fjeld", False),
    ("test_mail", "", "jonas.brandt", False),
)


def make_rollout(stage: Stage) -> None:
    """Six waves for everybody. Comes after the people's places are known and the figures are counted."""
    lead = viewer(stage.by_address[_LEAD].id, scope="employee")
    if lead is None:
        raise LookupError(_LEAD)
    waves = _planned(stage, lead)
    for wave, (_people, _divisions, days, _weeks) in zip(waves, _LAUNCHED, strict=False):
        day = stage.today + dt.timedelta(days=days)
        _tick_all(lead, wave, moment(day, 8))
        reason = "The weeks before the holidays are full." if wave.number else ""
        launching.launch(actor=lead, wave_id=wave.id, reason=reason, now=moment(day, 9))
    for number, text in _LEARNED.items():
        launching.write_learned(actor=lead, wave_id=waves[number].id, text=text, now=stage.now)
    for name, note, who, done in _NEXT:
        checking.keep_line(
            actor=lead,
            wave_id=waves[len(_LAUNCHED)].id,
            name=name,
            done=done,
            note=note,
            owner_id=stage.by_address[who].id,
            now=stage.now,
        )


def _planned(stage: Stage, lead: Viewer) -> list[Wave]:
    """The plan with its waves and everybody's place in it."""
    spans = [_span(stage, days, weeks) for *_, days, weeks in (*_LAUNCHED, *_PLANNED)]
    made = moment(spans[0][0] - dt.timedelta(days=30), 10)
    plan = Plan.objects.create(
        organisation=stage.organisation,
        made_at=made,
        made_by_id=lead.person_id,
        agreed_at=made + dt.timedelta(days=9),
        first_day=spans[0][0],
        weeks=8,
        pilot_size=40,
        capacity=320,
        team_share=100,
        opens_at=_OPENS_AT,
        seed=7,
    )
    waves = [
        Wave.objects.create(plan=plan, number=number, first_day=first, last_day=last)
        for number, (first, last) in enumerate(spans)
    ]
    places = [
        Place(plan=plan, wave=waves[number], person=stage.person_of[person.number]) for person, number in _seats(stage)
    ]
    Place.objects.bulk_create(places, batch_size=BATCH)
    return waves


def _span(stage: Stage, days: int, weeks: int) -> tuple[dt.date, dt.date]:
    first = stage.today + dt.timedelta(days=days)
    first = opening_day(first, _COUNTRY) if days > 0 else first
    return first, first + dt.timedelta(weeks=weeks, days=-1)


def _seats(stage: Stage) -> Iterator[tuple[DemoPerson, int]]:
    """Everybody with the number of their wave: whoever has been invited in the launched ones, the earliest first."""
    invited = sorted(
        (p for p in stage.plan if p.months_ago is not None), key=lambda p: (-(p.months_ago or 0), p.number)
    )
    waiting = [p for p in stage.plan if p.months_ago is None]
    yield from _filled(invited, _LAUNCHED, first=0)
    yield from _filled(waiting, _PLANNED, first=len(_LAUNCHED))


def _filled(
    people: list[DemoPerson], waves: tuple[tuple[int, tuple[str, ...], int, int], ...], *, first: int
) -> Iterator[tuple[DemoPerson, int]]:
    """Each wave takes people of its divisions, then others, until it is full; the last one takes whoever is left."""
    left = list(people)
    for number, (size, divisions, _days, _weeks) in enumerate(waves):
        left.sort(key=lambda p, wanted=divisions: p.division not in wanted if wanted else False)  # type: ignore[misc]
        taken = left if number == len(waves) - 1 else left[:size]
        yield from ((person, first + number) for person in taken)
        left = left[len(taken) :]


def _tick_all(lead: Viewer, wave: Wave, now: dt.datetime) -> None:
    for key in OURS:
        checking.tick(actor=lead, wave_id=wave.id, name=key, done=True, now=now)
