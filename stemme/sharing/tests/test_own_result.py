"""What a person says that they saw under their own post."""

import datetime as dt

import pytest

from stemme.library.models import Story, StoryText, Stream
from stemme.people.queries import viewer
from stemme.sharing import actions, forgetting_actions, reaction_queries
from stemme.sharing.models import Reported, Share
from stemme.sharing.reaction_queries import Reported as Seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(cast, now):
    """Cleo shared a story on LinkedIn."""
    stream = Stream.objects.create(organisation=cast.nordlys, name="Communications")
    story = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language="nb", target_url="https://nordlys.example/nb/turbin",
        published_at=now, starts_at=now - dt.timedelta(hours=1),
    )  # fmt: skip
    StoryText.objects.create(story=story, language="nb", title="Siste turbin", summary="Tre vintre.")
    cleo = viewer(cast.cleo.id, scope="employee")
    return actions.share(viewer=cleo, story_id=story.id, channel="linkedin", language="nb", own_words=True, now=now)


@pytest.fixture
def own(cast, let_in, shared):
    """Cleo's share, and the address at which she says what came of it."""
    return let_in(cast.cleo), f"/stories/{shared.story_id}/share/{shared.channel}/result/", shared


def test_what_she_saw_is_kept_shown_changed_and_taken_back(cast, own):
    client, address, shared = own
    client.post(address, {"reactions": "12", "comments": "3", "reshares": ""})
    assert reaction_queries.reported_by_link(cast.nordlys.id) == {shared.link_id: Seen(12, 3, 0)}
    assert Share.objects.get(id=shared.id).posted is True
    page = client.get(address.replace("result/", "")).content.decode()
    assert 'value="12"' in page
    client.post(address, {"reactions": "13", "comments": "3", "reshares": "1"})
    assert reaction_queries.reported_of(cast.nordlys.id, cast.cleo.id, [shared.id]) == {shared.id: Seen(13, 3, 1)}
    client.post(address, {"reactions": "", "comments": "", "reshares": ""})
    assert not Reported.objects.filter(organisation=cast.nordlys).exists()


@pytest.mark.parametrize("wrong", ["-1", "many", "1000001"])
def test_what_is_no_number_of_reactions_is_said_and_nothing_is_lost(cast, own, wrong):
    client, address, shared = own
    client.post(address, {"reactions": "5"})
    answer = client.post(address, {"reactions": wrong, "comments": "2"})
    assert answer.status_code == 422
    assert f'value="{wrong}"' in answer.content.decode()
    assert reaction_queries.reported_of(cast.nordlys.id, cast.cleo.id, [shared.id]) == {shared.id: Seen(5, 0, 0)}


def test_a_colleague_and_a_stranger_find_nothing(cast, own, let_in):
    _, address, _ = own
    for other in (cast.dan, cast.ada, cast.eve):
        assert let_in(other).post(address, {"reactions": "5"}).status_code == 404
    assert not Reported.objects.filter(organisation=cast.nordlys).exists()


def test_it_goes_with_the_name_and_after_a_year(cast, own, now):
    client, address, shared = own
    client.post(address, {"reactions": "5"})
    forgetting_actions.forget_old(now=now + dt.timedelta(days=300))
    assert Reported.objects.filter(organisation=cast.nordlys).count() == 1
    forgetting_actions.forget_old(now=now + dt.timedelta(days=400))
    assert not Reported.objects.filter(organisation=cast.nordlys).exists()
