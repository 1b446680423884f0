"""What the demo's influence scores were in the weeks of a year: counted by the real thing, week by week."""

from __future__ import annotations

import datetime as dt

from stemme.people import queries as people
from stemme.project.demo.stage import Stage
from stemme.scores import actions

#: Each of the last weeks, and one week of each month before.
_WEEKS = (*range(48, 12, -4), *range(12, 0, -1))


def count_scores(stage: Stage) -> None:
    """Cards and notes as the nightly job would have left them."""
    organisation = people.organisation(stage.organisation.id)
    for weeks in _WEEKS:
        actions.count_organisation(organisation=organisation, now=stage.now - dt.timedelta(weeks=weeks))
    actions.count_organisation(organisation=organisation, now=stage.now)
