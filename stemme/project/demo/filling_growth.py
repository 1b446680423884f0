"""What Ingrid tries, has learnt and keeps: two lessons done, a sentence kept, a step under way."""

from __future__ import annotations

import datetime as dt

from stemme.growth import actions
from stemme.people.queries import viewer
from stemme.project.demo.stage import Stage

_SENTENCE = "Jeg har hatt regnjakka liggende klar i tre år. I dag kunne jeg la den ligge."


def make_growth(stage: Stage) -> None:
    """As Ingrid would have left it by herself."""
    ingrid = viewer(stage.by_address["ingrid.solheim"].id, scope="employee")
    if ingrid is None:
        raise LookupError("Ingrid is not there")
    for lesson, days in (("line-under-your-name", 34), ("first-sentence", 9)):
        actions.mark_done(viewer=ingrid, lesson=lesson, now=stage.now - dt.timedelta(days=days))
    actions.keep(
        viewer=ingrid, lesson="first-sentence", language="nb", text=_SENTENCE, now=stage.now - dt.timedelta(days=9)
    )
    actions.try_step(viewer=ingrid, step="question", now=stage.now - dt.timedelta(days=8))
