"""The pulse of two quarters, buddies, and points at Nordlys Energi. Everything by the real actions."""

from __future__ import annotations

import datetime as dt
import random

from stemme.buddies import actions as buddies
from stemme.buddies import course
from stemme.buddies.queries import REGULAR_FROM, standing
from stemme.kit.periods import quarter_of
from stemme.people.queries import viewer
from stemme.people.viewer import Viewer
from stemme.project.demo.stage import Stage, moment
from stemme.pulse import actions as pulse
from stemme.rewards import actions as rewards
from stemme.rewards import deciding_actions, earning, reading_actions
from stemme.sharing import queries as sharing

_OWNER, _INGRID = "henrik.fjeld", "ingrid.solheim"
#: Of a hundred who answer, so many chose each: "rather not say", then from "not at all" to "entirely".
_CHOSEN = (4, 2, 3, 6, 31, 54)
_ANSWERS = (48, 71)
_HELPERS, _HELPED, _WAITING = 12, 5, 3
_DAYS_OF_POINTS = 50
#: So many of the company take part in this, not everybody.
_ENOUGH = 150


def make_companions(stage: Stage) -> None:
    """Comes after the deeds were counted and the challenges held."""
    plan = [p for p in stage.plan if p.joined and not p.declined and not p.paused][:_ENOUGH]
    here = [person for p in plan if (person := viewer(stage.person_of[p.number].id, scope="employee"))]
    _pulse(stage, here)
    _points(stage, here)
    _buddies(stage, here)
    while reading_actions.read_facts(now=stage.now):
        pass
    ingrid = _known(stage, _INGRID)
    rewards.give(actor=ingrid, points=10, now=stage.now - dt.timedelta(days=2))
    for person in here[:30]:
        rewards.give(actor=person, points=15, now=stage.now - dt.timedelta(days=1))


def _known(stage: Stage, address: str) -> Viewer:
    found = viewer(stage.by_address[address].id, scope="employee")
    if found is None:
        raise LookupError(address)
    return found


def _pulse(stage: Stage, here: list[Viewer]) -> None:
    """The two quarters before this one; the question of this one is open, and Ingrid has not answered."""
    draw = random.Random(21)  # noqa: S311 - invented answers
    last = quarter_of(stage.today).first - dt.timedelta(days=1)
    before = quarter_of(last).first - dt.timedelta(days=1)
    for day, number in zip((before, last), _ANSWERS, strict=True):
        for person in here[:number]:
            step = draw.choices(range(6), weights=_CHOSEN)[0]
            pulse.answer(actor=person, step=step, now=moment(day, 12))


def _points(stage: Stage, here: list[Viewer]) -> None:
    owner, begun = _known(stage, _OWNER), stage.now - dt.timedelta(days=_DAYS_OF_POINTS)
    deciding_actions.set_rules(
        actor=owner, on=True, most_a_month=earning.DEFAULT_MOST_A_MONTH, cause="Redningsskøyta i Florø",
        rules=earning.DEFAULTS, now=begun,
    )  # fmt: skip
    for title, cost, stock in (("Lunsj med en kollega", 60, None), ("Billett til Nordlysfestivalen", 120, 6)):
        deciding_actions.list_reward(actor=owner, title=title, cost=cost, stock=stock, now=begun)
    for person in [_known(stage, _INGRID), *here[:40]]:
        rewards.collect(actor=person, now=begun)


def _buddies(stage: Stage, here: list[Viewer]) -> None:
    """Ingrid helps one newcomer now and has helped one before; others do the same; three wait."""
    ingrid, begun = _known(stage, _INGRID), stage.now - dt.timedelta(days=40)
    shared = sharing.shared_stories_of(ingrid.organisation_id, [person.person_id for person in here])
    often = [person for person in here if len(shared.get(person.person_id, ())) >= REGULAR_FROM]
    regulars = [person for person in often if person.person_id != ingrid.person_id][:_HELPERS]
    newcomers = [person for person in here if person.person_id not in shared]
    newcomers.sort(key=lambda person: (person.language != ingrid.language, person.team_id != ingrid.team_id))
    buddies.offer_help(actor=ingrid, room=2, now=begun)
    by_id = {person.person_id: person for person in (*regulars, ingrid)}
    for number, newcomer in enumerate(newcomers[: 2 + _HELPED]):
        if number == 2:
            for helper in regulars:
                buddies.offer_help(actor=helper, room=1, now=begun)
        asked = begun + dt.timedelta(days=4 * number)
        buddies.ask_for_help(actor=newcomer, wanted=True, now=asked)
        _go_on(newcomer, by_id, until_done=number != 1, at=asked + dt.timedelta(days=1))
    for newcomer in newcomers[2 + _HELPED : 2 + _HELPED + _WAITING]:
        buddies.ask_for_help(actor=newcomer, wanted=True, now=stage.now)


def _go_on(newcomer: Viewer, helpers: dict[int, Viewer], *, until_done: bool, at: dt.datetime) -> None:
    """Both say yes and take a step, or all of them."""
    pair = standing(newcomer).own
    if pair is None:
        return
    helper = next(who for who in helpers.values() if any(row.id == pair.id for row in standing(who).helping))
    buddies.go_on(actor=helper, pair_id=pair.id, deed=course.YES, now=at)
    for deed in (course.YES, course.STEP, *((course.STEP, course.FINISH) if until_done else ())):
        buddies.go_on(actor=newcomer, pair_id=pair.id, deed=deed, now=at + dt.timedelta(days=1))
