"""A story into channels: by whom, once, and honestly when something breaks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from stemme.chat import posting_actions
from stemme.chat.models import Posting, Room
from stemme.journal.models import Fact
from stemme.library.models import Story, StoryText, Stream
from stemme.people.models import RoleGrant

pytestmark = pytest.mark.django_db
HOOK = "/services/T/B/canary"


@pytest.fixture
def story(cast):
    now = timezone.now()
    stream = Stream.objects.create(organisation=cast.nordlys, name="Newsroom", owner=cast.bo)
    made = Story.objects.create(
        organisation=cast.nordlys, stream=stream, kind="article", language="en", reading_minutes=3,
        published_at=now, starts_at=now - dt.timedelta(hours=1), target_url="https://nordlys.example/blades",
    )  # fmt: skip
    StoryText.objects.create(story=made, language="en", title="Blades & <!channel>", summary="Twelve.", why="It flies.")
    StoryText.objects.create(story=made, language="nb", title="Vinger", summary="Tolv.", why="Det flyr.")
    return made


def page(story):
    return f"/studio/{story.id}/chat/"


def ask(client, story, *rooms):
    return client.post(page(story), {"rooms": [f"{room.id}.{times}" for room, times in rooms]})


def test_an_editor_posts_and_sees_what_became_of_it(cast, let_in, world, story):
    slack, teams = world.room(cast.nordlys), world.room(cast.nordlys, "teams", "/workflows/canary", language="nb")
    world.says(HOOK, "ok")
    world.says("/workflows/canary", "", 202)
    editor = let_in(cast.bo)
    drawn = editor.get(page(story)).content.decode()
    assert "Why share this:" in drawn
    assert "Hvorfor dele" in drawn
    assert "&lt;!channel&gt;" in drawn
    assert "canary" not in drawn
    assert ask(editor, story, (slack, 0), (teams, 0)).status_code == 303
    assert "On its way" in editor.get(page(story)).content.decode()
    assert posting_actions.send_waiting(now=timezone.now()) == {"sent": 2}
    assert "Posted" in editor.get(page(story)).content.decode()
    said = str(world.sent())
    for expected in (f"/stories/{story.id}/", f"/stories/{story.id}/share/", "Det flyr.", "Blades & <!channel>"):
        assert expected in said
    for personal in ("/l/", "advd_", "cleo", "Bo Brandt"):
        assert personal not in said
    fact = Fact.objects.get(kind="story.to_chat")
    assert (fact.actor_id, fact.subject_id, fact.data) == (cast.bo.id, story.id, {"channels": 2})


def test_once_unless_asked_again(cast, let_in, world, story):
    room, editor = world.room(cast.nordlys), let_in(cast.bo)
    world.says(HOOK, "ok")
    for _press in range(3):
        ask(editor, story, (room, 0))
    posting_actions.send_waiting(now=timezone.now())
    posting_actions.send_waiting(now=timezone.now())
    assert len(world.sent()) == 1
    ask(editor, story, (room, 1))
    posting_actions.send_waiting(now=timezone.now())
    assert len(world.sent()) == 2
    assert ask(editor, story, (room, 9)).status_code == 422


def broken(handler):
    handler.connection.close()


def test_what_may_have_left_is_never_sent_again(cast, let_in, world, story):
    room, editor = world.room(cast.nordlys), let_in(cast.bo)
    ask(editor, story, (room, 0))
    world.stage.answers[HOOK] = broken
    now = timezone.now()
    assert posting_actions.send_waiting(now=now) == {"unclear": 1}
    world.says(HOOK, "ok")
    assert posting_actions.send_waiting(now=now + dt.timedelta(hours=1)) == {}
    assert len(world.sent()) == 1
    assert "Look in the channel" in editor.get(page(story)).content.decode()


def test_a_worker_that_was_killed_leaves_it_unclear(cast, world, story):
    now = timezone.now()
    Posting.objects.create(
        organisation=cast.nordlys, room=world.room(cast.nordlys), story=story, number=1, state="sending",
        not_before=now, asked_at=now, changed_at=now - dt.timedelta(minutes=16),
    )  # fmt: skip
    assert posting_actions.send_waiting(now=now) == {"unclear": 1}
    assert world.sent() == []


def test_what_certainly_did_not_leave_is_tried_again(cast, let_in, world, story):
    room = world.room(cast.nordlys)
    ask(let_in(cast.bo), story, (room, 0))
    now = timezone.now()
    world.says(HOOK, "rate_limited", 429, retry_after="90")
    assert posting_actions.send_waiting(now=now) == {"queued": 1}
    world.says(HOOK, "ok")
    assert posting_actions.send_waiting(now=now + dt.timedelta(seconds=89)) == {}
    assert posting_actions.send_waiting(now=now + dt.timedelta(seconds=91)) == {"sent": 1}
    assert Posting.objects.get().why == ""


def test_after_twelve_hours_it_is_no_news(cast, let_in, world, story):
    ask(let_in(cast.bo), story, (world.room(cast.nordlys), 0))
    later = timezone.now() + dt.timedelta(hours=12, minutes=1)
    assert posting_actions.send_waiting(now=later) == {"refused": 1}
    assert world.sent() == []


def test_a_refused_message_says_why_and_the_owner_sees_it(cast, let_in, world, story):
    room = world.room(cast.nordlys)
    ask(let_in(cast.bo), story, (room, 0))
    world.says(HOOK, "channel_is_archived", 410)
    assert posting_actions.send_waiting(now=timezone.now()) == {"refused": 1}
    assert "archived" in let_in(cast.bo).get(page(story)).content.decode()
    assert "archived" in let_in(cast.ada).get("/settings/chat/").content.decode()


@pytest.mark.parametrize(
    "changed",
    [
        {"withdrawn_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
        {"published_at": None},
        {"embargo_until": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)},
        {"ends_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_what_colleagues_cannot_read_or_share_is_not_posted(cast, let_in, world, story, changed):
    room, editor = world.room(cast.nordlys), let_in(cast.bo)
    ask(editor, story, (room, 0))
    Story.objects.filter(id=story.id).update(**changed)
    assert posting_actions.send_waiting(now=timezone.now()) == {"refused": 1}
    assert ask(editor, story, (room, 1)).status_code == 422
    assert world.sent() == []


def test_who_may_post_what(cast, let_in, world, story):
    world.says(HOOK, "ok")
    theirs = world.room(cast.other)
    assert let_in(cast.cleo).get(page(story)).status_code == 404
    assert let_in(cast.eve).get(page(story)).status_code == 404
    assert ask(let_in(cast.bo), story, (theirs, 0)).status_code == 422
    assert posting_actions.send_waiting(now=timezone.now()) == {}
    another = Stream.objects.create(organisation=cast.nordlys, name="Another")
    RoleGrant.objects.filter(person=cast.bo).update(stream_id=another.id)
    assert let_in(cast.bo).get(page(story)).status_code == 404


def test_without_a_channel_and_for_few(cast, let_in, world, story):
    assert "There is no channel yet" in let_in(cast.bo).get(page(story)).content.decode()
    assert "/settings/chat/" in let_in(cast.ada).get(page(story)).content.decode()
    world.room(cast.nordlys)
    story.audience_teams.add(cast.grid)
    assert "Others may be in the channel" in let_in(cast.bo).get(page(story)).content.decode()


def test_a_channel_taken_away_takes_its_history_along(cast, let_in, world, story):
    room = world.room(cast.nordlys)
    ask(let_in(cast.bo), story, (room, 0))
    Room.objects.filter(id=room.id).delete()
    assert posting_actions.send_waiting(now=timezone.now()) == {}


def test_a_robot_that_follows_the_links_counts_for_nothing(cast, client, world, story):
    before = Fact.objects.count()
    for agent in ("Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)", "SkypeUriPreview Preview/0.5"):
        for path in (f"/stories/{story.id}/", f"/stories/{story.id}/share/"):
            assert client.get(path, headers={"user-agent": agent}).status_code == 302
    assert Fact.objects.count() == before
