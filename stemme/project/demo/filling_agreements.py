"""Somebody asked once whether scorecards may be seen; the representative said no. Both locks are closed."""

from __future__ import annotations

import datetime as dt

from stemme.agreements import actions
from stemme.agreements.locks import SCORECARDS
from stemme.people.queries import viewer
from stemme.people.viewer import Viewer
from stemme.project.demo.stage import Stage

_OWNER, _REPRESENTATIVE = "henrik.fjeld", "anne.birk"
_PURPOSE = "Lederne skal kunne se hvem i teamet som gjerne vil ha hjelp, og gi den."
_REFERENCE = "Avtale om måling av 2. februar, § 4"
_NOTICE_DAYS = 60
_REASONS = "Den, der vil have hjælp, kan sige det selv. Lad os prøve et halvt år med tal for grupper først."


def make_refusal(stage: Stage) -> None:
    """Two hundred days ago, answered a week later."""
    asked_at = stage.now - dt.timedelta(days=200)
    agreement_id = actions.ask(
        actor=_viewer(stage, _OWNER), lock=SCORECARDS, purpose=_PURPOSE, reference=_REFERENCE,
        notice_days=_NOTICE_DAYS, now=asked_at,
    )  # fmt: skip
    actions.answer(
        actor=_viewer(stage, _REPRESENTATIVE), agreement_id=agreement_id, agreed=False, words=_REASONS,
        now=asked_at + dt.timedelta(days=7),
    )  # fmt: skip


def _viewer(stage: Stage, who: str) -> Viewer:
    found = viewer(stage.by_address[who].id, scope="employee")
    if found is None:
        raise LookupError(who)
    return found
