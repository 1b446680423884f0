"""The guidelines on the share sheet: read there once, with one tick, where the organisation wants it."""

import datetime as dt

import pytest
from django.utils import timezone

from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.policy import actions as policy
from stemme.policy import queries
from stemme.policy.models import Acknowledgement
from stemme.policy.texts import TextRow
from stemme.sharing import actions
from stemme.sharing.models import Share

POINTS = ("Voluntary, always.", "Say that you work here.", "Be kind.")


@pytest.fixture
def story(cast):
    Person.objects.filter(organisation=cast.nordlys).update(language="en")
    now = timezone.now()
    made = Story.objects.create(
        organisation=cast.nordlys, stream=Stream.objects.create(organisation=cast.nordlys, name="Communications"),
        language="en", target_url="https://nordlys.example/en/turbine", created_at=now, published_at=now,
        starts_at=now - dt.timedelta(hours=1),
    )  # fmt: skip
    StoryText.objects.create(story=made, language="en", title="The last turbine")
    return made


def publish(cast, *points, **how):
    texts = [TextRow("en", "What we say", "", points or POINTS)]
    return policy.publish(actor=None, organisation_id=cast.nordlys.id, texts=texts, now=cast.now, **how)


def send(client, story, **data):
    sent = {"channel": "linkedin", "language": "en", "counted": "1", "text": "My own words."} | data
    return client.post(f"/stories/{story.id}/share/", sent)


READ = {"read": "1", "read_version": "1", "read_language": "en"}


@pytest.mark.parametrize("how", [{}, {"before_sharing": False}])
def test_nothing_waits_unless_the_organisation_decided_so(cast, let_in, story, how):
    publish(cast, **how)
    cleo = let_in(cast.cleo)
    assert "read-first" not in cleo.get(f"/stories/{story.id}/share/").text
    assert send(cleo, story).status_code == 200 and Share.objects.count() == 1


@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_one_tick_on_the_sheet_and_nothing_typed_is_lost(cast, let_in, story, scope):
    publish(cast, before_sharing=True)
    cleo = let_in(cast.cleo, scope)
    page = cleo.get(f"/stories/{story.id}/share/").text
    assert all(point in page for point in POINTS) and 'name="read_version" value="1"' in page
    refused = send(cleo, story, text="Words of Zanzibar.")
    assert refused.status_code == 422 and "Words of Zanzibar." in refused.text and "Tick the box" in refused.text
    assert not Share.objects.exists() and not Acknowledgement.objects.exists()
    assert send(cleo, story, **READ).status_code == 200
    assert Share.objects.count() == 1 and Acknowledgement.objects.get().person == cast.cleo
    assert "read-first" not in cleo.get(f"/stories/{story.id}/share/").text
    assert send(cleo, story, channel="xing").status_code == 200


def test_changes_of_substance_ask_again_and_corrections_do_not(cast, let_in, story):
    publish(cast, before_sharing=True)
    cleo = let_in(cast.cleo)
    send(cleo, story, **READ)
    publish(cast, "Voluntary.", before_sharing=True, asks_again=False)
    assert send(cleo, story, channel="xing").status_code == 200
    publish(cast, "Voluntary!", before_sharing=True)
    assert send(cleo, story, channel="x", **READ).status_code == 422
    assert "please read them once" in cleo.get(f"/stories/{story.id}/share/").text
    assert send(cleo, story, channel="x", **(READ | {"read_version": "3"})).status_code == 200


@pytest.mark.parametrize("odd", [{"read_version": "9" * 40}, {"read_version": "2"}, {"read_language": "fi"}])
def test_a_tick_about_other_words_is_none(cast, let_in, story, odd):
    publish(cast, before_sharing=True)
    assert send(let_in(cast.cleo), story, **(READ | odd)).status_code == 422
    assert not Acknowledgement.objects.exists()


def test_no_way_around_the_sheet(cast, story):
    publish(cast, before_sharing=True)
    cleo = viewer(cast.cleo.id, scope="employee")
    with pytest.raises(actions.ReadFirstError):
        actions.share(viewer=cleo, story_id=story.id, channel="x", language="en", own_words=True, now=timezone.now())
    policy.acknowledge(actor=cleo, version=1, language="en", now=cast.now)
    assert not queries.acknowledged(cast.nordlys.id, cast.cleo.id).holds_sharing
    actions.share(viewer=cleo, story_id=story.id, channel="x", language="en", own_words=True, now=timezone.now())


def test_the_point_that_fits_stands_at_the_text(cast, let_in, story):
    publish(cast)
    cleo = let_in(cast.cleo)
    sent = {"channel": "linkedin", "language": "en", "do": "look"}
    page = cleo.post(f"/stories/{story.id}/share/", sent | {"text": "A good day."}).text
    assert POINTS[1] in page
    page = cleo.post(f"/stories/{story.id}/share/", sent | {"text": "I work at Nordlys Energi. A good day."}).text
    assert POINTS[story.id % 3] in page
