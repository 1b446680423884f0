"""A stop that is over: a story whose figure was wrong for a morning."""

from __future__ import annotations

import datetime as dt

from stemme.crisis import actions, queries
from stemme.crisis.actions import Stopped
from stemme.library import queries as library
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage

_OWNER = "henrik.fjeld"
_REASON = "Et tall i saken var feil. Vi retter det nå, og sier fra her når den går videre."


def make_past_stop(stage: Stage) -> None:
    """Nineteen days ago, for three hours, and nobody had to be told."""
    owner = viewer(stage.by_address[_OWNER].id, scope="employee")
    if owner is None:
        raise LookupError(_OWNER)
    began = stage.now - dt.timedelta(days=19)
    story = library.live_stories(stage.organisation.id, now=began)[0]
    stop_id = actions.stop(actor=owner, what=Stopped(story_id=story.id), now=began)
    stop = queries.stop_to_touch(owner, stop_id)
    actions.explain(actor=owner, pause=stop, reason=_REASON, instead_url="", now=began + dt.timedelta(minutes=20))
    actions.resume(actor=owner, pause=stop, tell_again=False, now=began + dt.timedelta(hours=3))
