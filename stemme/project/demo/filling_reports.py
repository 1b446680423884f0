"""Reports in the demo: one that is mailed after each month, and a link that a board was given."""

from __future__ import annotations

import datetime as dt

from stemme.people.queries import viewer
from stemme.people.role_queries import colleagues_with
from stemme.people.roles import READ_OVERVIEW
from stemme.project.demo.stage import Stage
from stemme.reports import actions
from stemme.reports.stretches import last_due, stretch


def make_reports(stage: Stage) -> None:
    """As Henrik planned it three weeks ago. The link's address was shown to him alone, so nobody can open it."""
    henrik = viewer(stage.by_address["henrik.fjeld"].id, scope="employee")
    if henrik is None:
        raise LookupError("Henrik is not there")
    at = stage.now - dt.timedelta(days=6)
    people = list(colleagues_with(stage.organisation.id, READ_OVERVIEW))[:3]
    actions.make_plan(actor=henrik, rhythm="month", language="en", recipients=people, now=at)
    today = henrik.today(at)
    month = stretch("month", last_due("month", today=today, days_after=1), today=today)
    actions.make_link(actor=henrik, label="Board, 3 December", stretch=month, language="nb", days=30, now=at)
