"""What the demo's influence scores were in the weeks of half a year: counted by the real thing, week by week."""

from __future__ import annotations

import datetime as dt

from stemme.people import queries as people
from stemme.project.demo.stage import Stage
from stemme.scores import actions

#: So many weeks back: longer would take longer.
_WEEKS = 26


def count_scores(stage: Stage) -> None:
    """Cards and notes as the nightly job would have left them."""
    organisation = people.organisation(stage.organisation.id)
    for weeks in range(_WEEKS, 0, -1):
        actions.count_organisation(organisation=organisation, now=stage.now - dt.timedelta(weeks=weeks))
    actions.count_organisation(organisation=organisation, now=stage.now)
