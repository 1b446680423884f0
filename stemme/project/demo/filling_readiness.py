"""Two rounds about readiness: one in March, one in November by seven people, and what was decided because of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from stemme.people.queries import viewer
from stemme.people.viewer import Viewer
from stemme.project.demo.stage import Stage
from stemme.readiness import actions, round_queries, task_actions
from stemme.readiness.statements import BY_KEY

_LEAD = "maja.lindqvist"
#: What was answered in March, by role: a digit for each statement in the order of statements.py, ? for unknown.
_MARCH = (
    ("communications", "", "23322 33234 22312 21221"),
    ("marketing", "", "22333 34234 22222 22221"),
    ("hr", "", "23232 33?33 12212 11122"),
    ("it", "", "122?2 44343 22?11 11?11"),
    ("employees", "", "12231 33232 11211 10121"),
)
#: In November seven people; whoever has an address agreed to stand there by name.
_NOVEMBER = (
    ("communications", "maja.lindqvist", "33343 44343 33433 32332"),
    ("marketing", "jonas.brandt", "23433 44344 32322 33322"),
    ("hr", "sunniva.aas", "33342 43?34 22321 22222"),
    ("it", "yusuf.demir", "233?2 44444 33?22 22?22"),
    ("employees", "", "13332 43333 22321 11231"),
    ("employees", "", "23243 34332 22312 21222"),
    ("employees", "", "12332 33343 13221 11131"),
)


def make_readiness(stage: Stage) -> None:
    """Both rounds through the ordinary actions; two of the things to do are taken on, one of them is done."""
    lead = viewer(stage.by_address[_LEAD].id, scope="employee")
    if lead is None:
        raise LookupError(_LEAD)
    march = stage.now - dt.timedelta(days=250)
    _round(stage, lead, _MARCH, opened=march, closed=march + dt.timedelta(days=12))
    november = stage.now - dt.timedelta(days=20)
    _round(stage, lead, _NOVEMBER, opened=november, closed=november + dt.timedelta(days=14))
    newest = round_queries.newest_closed(lead.organisation_id)
    assert newest is not None
    taken = stage.now - dt.timedelta(days=5)
    tasks = (("supply", "Give HR and operations a stream each", 30), ("owners", "Name one person in HR", 10))
    made = [
        task_actions.take_on(
            actor=lead,
            round_id=newest,
            statement=statement,
            text=text,
            owner_id=lead.person_id,
            due_on=stage.today + dt.timedelta(days=days),
            now=taken,
        )
        for statement, text, days in tasks
    ]
    task_actions.settle(actor=lead, task_id=made[1], how=task_actions.DONE, now=stage.now - dt.timedelta(days=1))


def _round(
    stage: Stage, lead: Viewer, said: tuple[tuple[str, str, str], ...], *, opened: dt.datetime, closed: dt.datetime
) -> None:
    actions.open_round(actor=lead, closes_on=lead.today(opened) + dt.timedelta(days=14), now=opened)
    for role, address, line in said:
        if address:
            person_id = stage.by_address[address].id
            rater = actions.ask_person(actor=lead, role=role, person_id=person_id, now=opened)
            token = actions.new_link(organisation_id=lead.organisation_id, rater_id=rater, now=opened)
        else:
            token = actions.make_link(actor=lead, role=role, language="nb", now=opened)
        assert token
        at = opened + dt.timedelta(days=2)
        actions.answer(token=token, answers=_answers(line), named=bool(address), now=at)
    actions.close(actor=lead, now=closed)


def _answers(line: str) -> Mapping[str, int | None]:
    """One digit for each statement, in the order in which they are asked."""
    return {key: None if digit == "?" else int(digit) for key, digit in zip(BY_KEY, line.replace(" ", ""), strict=True)}
