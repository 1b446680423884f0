"""Campaigns, and times that are typed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal import facts
from stemme.library import actions
from stemme.library.forms import LocalMomentField
from stemme.library.models import Campaign, Story
from stemme.library.tests.desk_steps import kinds
from stemme.library.tests.writing import made
from stemme.library.workflow.campaign_queries import campaign_names
from stemme.people.viewer import Viewer

Enter = Callable[..., Client]


def test_times_that_make_no_sense_are_refused(desk: SimpleNamespace) -> None:
    now = timezone.now()
    story_id = made(desk, embargo_until=now + dt.timedelta(days=3), ends_at=now + dt.timedelta(days=2))
    with pytest.raises(actions.StoryError, match="embargo"):
        actions.publish(actor=desk.bo, story_id=story_id, now=now)


def test_campaigns_are_made_renamed_put_away_and_chosen(
    desk: SimpleNamespace, bo: Client, cast: SimpleNamespace, let_in: Enter
) -> None:
    assert bo.post("/studio/campaigns/", {"name": " \u200b "}).status_code == 422
    days = {"first_day": "2026-11-20", "last_day": "2026-11-10"}
    assert bo.post("/studio/campaigns/", {"name": "Havn", **days}).status_code == 422, "ends before it begins"
    assert bo.post("/studio/campaigns/", {"name": "Havn", "first_day": "2026-11-01"}).status_code == 303
    assert bo.post("/studio/campaigns/", {"name": "Havn"}).status_code == 422, "there is one of this name"
    campaign = Campaign.objects.get()
    page = f"/studio/campaigns/{campaign.id}/"
    story_id = made(desk, campaign_id=campaign.id)
    foreign = Story.objects.create(
        organisation=cast.nordlys, stream=desk.hr, language="en", target_url="https://a.example/", campaign=campaign
    )
    assert [story.id for story in bo.get(page).context["stories"]] == [foreign.id, story_id]
    assert bo.post(page, {"name": "Havnen"}).status_code == 303
    assert bo.post(f"{page}archive/").status_code == 303
    campaign.refresh_from_db()
    assert (campaign.name, campaign.first_day, campaign.archived_at is None) == ("Havnen", None, False)
    assert campaign_names(cast.nordlys.id) == []
    assert campaign_names(cast.nordlys.id, also=campaign.id) == [(campaign.id, "Havnen")], "its stories keep it"
    assert kinds(campaign.id).count(facts.CAMPAIGN_CHANGED) == 3
    for person in (cast.dan, cast.eve):
        stranger = let_in(person)
        assert stranger.get(page).status_code == 404
        assert stranger.post(f"{page}archive/").status_code == 404
    with pytest.raises(actions.StoryError, match="foreign"):
        made(desk, campaign_id=Campaign.objects.create(organisation=cast.other, name="Theirs").id)


def test_an_editor_of_one_stream_sees_only_its_stories_in_a_campaign(
    desk: SimpleNamespace, cast: SimpleNamespace, second: Viewer, let_in: Enter
) -> None:
    campaign = Campaign.objects.create(organisation=cast.nordlys, name="Havn")
    story_id = made(desk, campaign_id=campaign.id)
    Story.objects.create(
        organisation=cast.nordlys, stream=desk.hr, language="en", target_url="https://a.example/", campaign=campaign
    )
    cleo = let_in(cast.cleo)
    assert [story.id for story in cleo.get(f"/studio/campaigns/{campaign.id}/").context["stories"]] == [story_id]
    assert [row.stories for row in cleo.get("/studio/campaigns/").context["rows"]] == [1]


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("2026-11-17T07:45", dt.datetime(2026, 11, 17, 6, 45, tzinfo=dt.UTC)),
        ("2026-10-25T02:30", dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)),
        ("2026-03-29T02:30", dt.datetime(2026, 3, 29, 1, 30, tzinfo=dt.UTC)),
    ],
    ids=["winter", "an hour that comes twice", "an hour that is left out"],
)
def test_times_are_those_of_the_office_also_when_clocks_change(typed: str, moment: dt.datetime) -> None:
    with timezone.override("Europe/Oslo"):
        assert LocalMomentField().clean(typed) == moment
