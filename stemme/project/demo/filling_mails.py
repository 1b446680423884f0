"""The first mails of the demo, so that its mailbox is not empty: a digest for each person with a printed link."""

from __future__ import annotations

from stemme.mailings.actions import delivery, planning
from stemme.project.demo.company import ROLE_HOLDERS
from stemme.project.demo.stage import Stage


def send_first_mails(stage: Stage) -> None:
    """Send them the ordinary way; in the demo they land in the mailbox folder."""
    holders = {stage.by_address[address].id for _role, address in ROLE_HOLDERS}
    organisation_id = stage.organisation.id
    planning.plan_at_once(organisation_id=organisation_id, now=stage.now, only=holders)
    delivery.send_planned(now=stage.now, organisation_id=organisation_id, heed_hours=False, seconds=60)
