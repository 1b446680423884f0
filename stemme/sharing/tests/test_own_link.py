"""Stopping one's own link, and what the sheet shows of a card."""

import dataclasses
import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.journal import facts
from stemme.journal.actions import record
from stemme.journal.models import Fact
from stemme.kit.languages import CODES
from stemme.library import queries as library
from stemme.library.models import Story, StoryText, Stream
from stemme.links.models import LinkTarget, TrackedLink
from stemme.people.models import Organisation, Person
from stemme.sharing import actions, queries
from stemme.sharing.channels import CHANNELS


@pytest.fixture
def story(cast):
    now = timezone.now()
    made = Story.objects.create(
        organisation=cast.nordlys,
        stream=Stream.objects.create(organisation=cast.nordlys, name="Communications"),
        language="nb",
        target_url="https://nordlys.example/nb/turbin",
        published_at=now,
        starts_at=now - dt.timedelta(hours=1),
    )
    StoryText.objects.create(story=made, language="nb", title="Siste turbin", summary="Tre vintre.")
    return made


def send(client, story, **data):
    return client.post(f"/stories/{story.id}/share/", {"channel": "linkedin", "language": "nb", "counted": "1"} | data)


def page_of(story, channel="linkedin"):
    return f"/stories/{story.id}/share/{channel}/"


def test_stopping_asks_first_and_can_be_undone(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story)
    page = client.get(page_of(story))
    assert page.status_code == 200
    assert TrackedLink.objects.get().retired_at is None, "looking changes nothing"
    stopped = client.post(page_of(story), {"do": "stop"})
    assert (stopped.status_code, stopped.headers["Location"]) == (303, page_of(story))
    assert TrackedLink.objects.get().retired_at
    assert queries.shares_of(cast.nordlys.id, cast.cleo.id)[0].stopped
    client.post(page_of(story), {"do": "stop"})
    client.post(page_of(story), {"do": "resume"})
    assert TrackedLink.objects.get().retired_at is None
    link = TrackedLink.objects.get().id
    told = Fact.objects.filter(subject_id=link, actor_id=cast.cleo.id, kind__startswith="link.").order_by("id")
    assert list(told.values_list("kind", flat=True)) == ["link.stopped", "link.resumed"], "pressing twice is one fact"


@pytest.mark.parametrize("name", ["dan", "bo", "ada", "eve"])
def test_only_its_owner_finds_it(cast, let_in, story, name):
    send(let_in(cast.cleo), story)
    other = let_in(getattr(cast, name))
    assert other.get(page_of(story)).status_code == 404
    assert other.post(page_of(story), {"do": "stop"}).status_code == 404
    assert TrackedLink.objects.get().retired_at is None


def test_a_forwarded_mail_stops_nothing(cast, let_in, story):
    client = let_in(cast.cleo, "suggest")
    send(client, story)
    assert client.get(page_of(story)).status_code == 403
    assert client.post(page_of(story), {"do": "stop"}).status_code == 403
    assert Client().post(page_of(story), {"do": "stop"}).status_code == 302
    assert TrackedLink.objects.get().retired_at is None


def test_there_is_no_page_before_there_is_a_link(cast, let_in, story):
    assert let_in(cast.cleo).get(page_of(story)).status_code == 404
    assert let_in(cast.cleo).put(page_of(story)).status_code == 405


def test_also_the_link_of_a_story_that_is_gone_can_be_stopped(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story)
    Story.objects.update(withdrawn_at=timezone.now())
    assert client.post(page_of(story), {"do": "stop"}).status_code == 303
    assert TrackedLink.objects.get().retired_at


def test_sharing_again_lets_a_stopped_link_work(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story)
    client.post(page_of(story), {"do": "stop"})
    assert "Deler du igjen" in client.get(f"/stories/{story.id}/share/?channel=linkedin").content.decode()
    send(client, story)
    assert TrackedLink.objects.get().retired_at is None
    assert Fact.objects.filter(kind="link.resumed").count() == 1


@pytest.mark.parametrize("language", CODES)
def test_in_every_language(cast, let_in, story, language):
    Person.objects.filter(id=cast.cleo.id).update(language=language)
    client = let_in(cast.cleo)
    send(client, story)
    page = client.get(page_of(story)).content.decode()
    assert ("Stop this link" in page) is (language == "en")
    client.post(page_of(story), {"do": "stop"})
    assert ("This link is stopped." in client.get(page_of(story)).content.decode()) is (language == "en")


def test_my_impact_leads_there_and_says_what_is_stopped(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story)
    assert f'href="{page_of(story)}"' in client.get("/impact/").content.decode()
    assert "stoppet" not in client.get("/impact/").content.decode()
    client.post(page_of(story), {"do": "stop"})
    assert "stoppet" in client.get("/impact/").content.decode()


def test_an_own_domain_is_in_everything_that_is_shared(cast, let_in, story, settings):
    settings.LINK_URL = "https://link.company.example"
    Organisation.objects.filter(id=cast.nordlys.id).update(link_host="go.nordlys.example")
    client = let_in(cast.cleo)
    page = send(client, story, text="Mine ord").content.decode()
    code = TrackedLink.objects.get().code
    assert f"https://go.nordlys.example/s/{code}" in page
    assert "link.company.example" not in page
    assert f"go.nordlys.example%2Fs%2F{code}" in page, "also in the network's own address"
    sheet = client.get(f"/stories/{story.id}/share/").content.decode()
    assert "data-card-host>go.nordlys.example<" in sheet
    assert f'data-link-length="{len(f"https://go.nordlys.example/s/{code}")}"' in sheet
    (share,) = queries.shares_of(cast.nordlys.id, cast.cleo.id)
    assert share.link_url == f"https://go.nordlys.example/s/{code}"
    (own,) = queries.own_links(cast.nordlys.id, cast.cleo.id, story_id=story.id)
    assert own.url == share.link_url


def test_the_card_has_a_picture_of_ours_whatever_the_story_has(cast, story):
    bare = library.story(cast.nordlys.id, story.id, now=timezone.now())
    card = actions.card_of(bare, "nb")
    assert card.image_url == f"/media/scenes/{bare.scene}.jpg"
    assert (card.image_width, card.image_height, card.image_alt) == (1200, 630, "")
    pictured = dataclasses.replace(bare, picture_url="/media/pictures/abc.jpg", picture_alt="En kran")
    card = actions.card_of(pictured, "nb")
    assert (card.image_url, card.image_alt) == ("/media/cards/abc.jpg", "En kran")


def test_the_sheet_loads_nothing_from_elsewhere(cast, let_in, story):
    page = let_in(cast.cleo).get(f"/stories/{story.id}/share/").content.decode()
    sources = re.findall(r'<(?:img|script|link)\b[^>]*?(?:src|href)="([^"]+)"', page)
    assert sources
    assert all(source.startswith("/") and not source.startswith("//") for source in sources)


@pytest.mark.parametrize("channel", [channel.key for channel in CHANNELS])
def test_where_nobody_draws_a_card_the_sheet_says_so(cast, let_in, story, channel):
    page = let_in(cast.cleo).get(f"/stories/{story.id}/share/?channel={channel}").content.decode()
    bare = channel in {"mail", "qr", "signature"}
    assert ("data-card hidden" in page) is bare
    assert ('<p class="t-xs muted" data-bare>' in page) is bare


def test_a_story_that_came_to_lead_to_us_is_told_and_not_shared(cast, let_in, story):
    Organisation.objects.filter(id=cast.other.id).update(link_host="nordlys.example")
    answer = send(let_in(cast.cleo), story, text="Mine ord")
    assert answer.status_code == 409
    assert "Mine ord" in answer.content.decode()
    assert not TrackedLink.objects.exists()


def test_one_story_that_cannot_be_followed_does_not_hold_up_the_others(cast, let_in, story):
    send(let_in(cast.cleo), story)
    Story.objects.update(target_url="javascript:alert(1)")
    from django.db import transaction

    with transaction.atomic():
        record(
            facts.STORY_CHANGED,
            organisation_id=cast.nordlys.id,
            actor_id=cast.bo.id,
            subject_id=story.id,
            at=timezone.now(),
        )
    assert actions.follow_stories(now=timezone.now()) == 1
    assert LinkTarget.objects.get().url == "https://nordlys.example/nb/turbin"


def test_the_page_asks_the_database_equally_often(cast, let_in, story):
    client = let_in(cast.cleo)
    send(client, story)
    client.get(page_of(story))

    def asked():
        with CaptureQueriesContext(connection) as made:
            client.get(page_of(story))
        return len(made)

    before = asked()
    for channel in ("x", "bluesky", "xing"):
        send(client, story, channel=channel)
    assert asked() == before
