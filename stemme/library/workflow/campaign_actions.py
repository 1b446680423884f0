"""Making, changing and putting away campaigns."""

from __future__ import annotations

import datetime as dt

from django.db import IntegrityError, transaction

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.library.models import Campaign
from stemme.people.viewer import Viewer


class CampaignNameTakenError(Exception):
    """There is a campaign of this name already."""


def make_campaign(
    *, actor: Viewer, name: str, first_day: dt.date | None, last_day: dt.date | None, now: dt.datetime
) -> int:
    """Make a campaign; its id. Raises CampaignNameTakenError."""
    campaign = Campaign(organisation_id=actor.organisation_id, name=name, first_day=first_day, last_day=last_day)
    _save(actor, campaign, now)
    return campaign.id


def change_campaign(
    *,
    actor: Viewer,
    campaign_id: int,
    name: str,
    first_day: dt.date | None,
    last_day: dt.date | None,
    now: dt.datetime,
) -> None:
    """Give a campaign another name or other days. Raises CampaignNameTakenError, Campaign.DoesNotExist."""
    campaign = Campaign.objects.get(organisation_id=actor.organisation_id, id=campaign_id)
    campaign.name, campaign.first_day, campaign.last_day = name, first_day, last_day
    _save(actor, campaign, now)


def put_away_campaign(*, actor: Viewer, campaign_id: int, away: bool, now: dt.datetime) -> None:
    """Put a campaign away, or back: one that is away cannot be chosen any more. Its stories keep it."""
    campaign = Campaign.objects.get(organisation_id=actor.organisation_id, id=campaign_id)
    if (campaign.archived_at is not None) != away:
        campaign.archived_at = now if away else None
        _save(actor, campaign, now)


def _save(actor: Viewer, campaign: Campaign, now: dt.datetime) -> None:
    try:
        with transaction.atomic():
            campaign.save()
            record(
                facts.CAMPAIGN_CHANGED,
                organisation_id=actor.organisation_id,
                actor_id=actor.person_id,
                at=now,
                subject_id=campaign.id,
            )
    except IntegrityError as error:
        raise CampaignNameTakenError from error
