"""Two lotteries of the demo: one that is over, over a campaign of the summer, and one over a story that comes."""

from __future__ import annotations

import datetime as dt

from stemme.library.workflow import campaign_actions
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage, moment
from stemme.uplift import actions

_LEAD = "maja.lindqvist"
_CAMPAIGN = "Open harbour in September"
#: The one that is over: per cent held back, days ago, days it lasted.
_SHARE, _AGO, _DAYS = 25, 75, 28
#: A story that nobody was offered yet.
_COMING = "quarter"


def make_lotteries(stage: Stage) -> None:
    """Draw both as a lead does. What colleagues of the demo did was invented before, without knowing of a lot: so the
    one that is over most likely says that nothing can be told from chance. Comes after the figures are counted."""
    lead = viewer(stage.by_address[_LEAD].id, scope="employee")
    if lead is None:
        raise LookupError(_LEAD)
    first = stage.today - dt.timedelta(days=_AGO)
    last = first + dt.timedelta(days=_DAYS)
    campaign = campaign_actions.make_campaign(
        actor=lead, name=_CAMPAIGN, first_day=first, last_day=last, now=moment(first, 8)
    )
    actions.draw(actor=lead, campaign_id=campaign, share=_SHARE, last_day=last, now=moment(first, 9))
    actions.end_due(now=moment(last + dt.timedelta(days=1), 6))
    story = next(plan.id for plan in stage.stories if plan.key == _COMING)
    actions.draw(actor=lead, story_id=story, share=10, last_day=stage.today + dt.timedelta(days=28), now=stage.now)
