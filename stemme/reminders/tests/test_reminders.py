"""Reminders: set, moved and taken away by their owner; one mail at its time, and none when nobody needs it any more."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.http import Http404
from django.utils import timezone

from stemme.kit.tests.mail_server import Behaviour, mail_server
from stemme.library.models import Story, StoryText, Stream
from stemme.mailings.actions import delivery
from stemme.mailings.actions.choosing import choose
from stemme.mailings.models import Mailing
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.reminders import actions, forgetting_actions, queries
from stemme.reminders.models import Reminder
from stemme.sharing import actions as sharing

pytestmark = pytest.mark.django_db
OSLO = ZoneInfo("Europe/Oslo")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


@pytest.fixture
def tell(cast, now):
    """``tell(title)``: a live story of Nordlys."""

    def make(title="Siste turbin", organisation=None, **changes):
        organisation = organisation or cast.nordlys
        stream, _ = Stream.objects.get_or_create(organisation=organisation, name="Communications")
        before = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
        story = Story.objects.create(
            organisation=organisation, stream=stream, language="nb", target_url="https://nordlys.example/x",
            published_at=before, starts_at=before, **changes,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="nb", title=title, summary="Tre vintre.")
        return story

    return make


@pytest.fixture
def cleo(cast):
    return viewer(cast.cleo.id, scope="employee")


@pytest.fixture
def server(settings):
    behaviour = Behaviour()
    with mail_server(behaviour) as url:
        settings.SMTP_URL = url
        yield behaviour


def set_one(cleo, story, now, *, after=HOUR, channel=""):
    actions.remind(actor=cleo, story_id=story.id, channel=channel, at=now + after, now=now)
    return Reminder.objects.get(person_id=cleo.person_id, story=story, done_at=None)


def test_one_mail_at_its_time_and_never_a_second(cast, now, tell, cleo, server):
    row = set_one(cleo, tell(), now, channel="x")
    assert actions.queue_due(now=now + HOUR / 2) == 0, "not before"
    at = now + HOUR
    assert actions.queue_due(now=at) == 1
    assert actions.queue_due(now=at) == 0
    mailing = Mailing.objects.get(kind="reminder")
    assert (mailing.person_id, mailing.subject_id, mailing.not_before) == (cast.cleo.id, row.id, row.at)
    delivery.send_planned(now=at)
    delivery.send_planned(now=at + HOUR)
    assert len(server.taken) == 1
    mailing.refresh_from_db()
    assert mailing.state == "sent"
    letter = server.mail()
    text = letter.get_body(("plain",)).get_content()
    assert "Siste turbin" in letter["Subject"] and "Siste turbin" in text
    assert letter["List-Unsubscribe-Post"] and "/unsubscribe/" in text and "/reminders/" in text
    shares = [line for line in text.splitlines() if "share" in line and "channel%3D" in line]
    assert "channel%3Dx" in shares[0], "the channel they had in mind stands first"


@pytest.mark.parametrize("what", ["withdrawn", "over", "shared", "no", "left", "break", "stopped", "taken away"])
@pytest.mark.parametrize("queued", [False, True])
def test_nothing_goes_out_when_nobody_needs_it(cast, now, tell, cleo, server, what, queued):
    story = tell()
    row = set_one(cleo, story, now)
    at = now + HOUR
    if queued:
        assert actions.queue_due(now=at) == 1
    person = Person.objects.filter(id=cast.cleo.id)
    if what == "withdrawn":
        Story.objects.filter(id=story.id).update(withdrawn_at=now)
    elif what == "over":
        Story.objects.filter(id=story.id).update(ends_at=now + HOUR / 2)
    elif what == "shared":
        sharing.share(viewer=cleo, story_id=story.id, channel="x", language="nb", own_words=True, now=now)
    elif what == "no":
        person.update(declined_at=now)
    elif what == "left":
        person.update(deactivated_at=now)
    elif what == "break":
        person.update(paused_until=now.date() + 7 * DAY)
    elif what == "stopped":
        choose(viewer=cleo, every="never", now=now)
    else:
        Reminder.objects.filter(id=row.id).delete()
    actions.queue_due(now=at)
    delivery.send_planned(now=at)
    assert server.taken == []


def test_one_open_reminder_for_each_story_and_ten_in_all(now, tell, cleo):
    stories = [tell(f"Historie {n}") for n in range(11)]
    first = set_one(cleo, stories[0], now)
    assert set_one(cleo, stories[0], now, after=2 * HOUR).id == first.id, "a new time moves it"
    for story in stories[1:10]:
        set_one(cleo, story, now)
    with pytest.raises(actions.TooManyError):
        set_one(cleo, stories[10], now)
    set_one(cleo, stories[3], now, after=3 * HOUR)
    actions.drop(actor=cleo, reminder_id=first.id, now=now)
    set_one(cleo, stories[10], now)
    assert [row.title for row in queries.open_reminders(cleo.organisation_id, cleo.person_id)][-1] == "Historie 3"


@pytest.mark.parametrize("after", [-HOUR, dt.timedelta(minutes=1), 200 * DAY, 3 * DAY])
def test_no_reminder_for_what_is_past_too_far_or_when_the_story_is_over(now, tell, cleo, after):
    story = tell(ends_at=now + 2 * DAY)
    with pytest.raises(ValueError):
        set_one(cleo, story, now, after=after)


def test_nobody_sees_or_takes_away_the_reminders_of_others(cast, now, tell, cleo, let_in):
    row = set_one(cleo, tell(), now)
    with pytest.raises(Http404):
        set_one(cleo, tell("Hemmelig", organisation=cast.other), now)
    for other in (cast.dan, cast.ada, cast.eve):
        client = let_in(other)
        assert "Siste turbin" not in client.get("/reminders/").content.decode()
        assert client.post(f"/reminders/{row.id}/drop/").status_code == 404
    assert Reminder.objects.filter(id=row.id, done_at=None).exists()


def test_the_page_offers_times_and_keeps_what_was_chosen(cast, tell, let_in):
    story, client, now = tell(), let_in(cast.cleo), timezone.now()
    address = f"/stories/{story.id}/remind/"
    text = client.get(address + "?channel=x").content.decode()
    assert 'value="tomorrow" checked' in text and 'value="best"' in text
    assert not Reminder.objects.exists(), "looking sets nothing"
    day = (now.astimezone(OSLO) + 3 * DAY).date()
    sent = {"when": "own", "day": day.isoformat(), "time": "10:15", "how": "mail"}
    answer = client.post(address + "?channel=x", sent)
    assert (answer.status_code, answer["Location"]) == (303, "/reminders/")
    row = Reminder.objects.get(organisation=cast.nordlys)
    assert (row.at.astimezone(OSLO).strftime("%Y-%m-%d %H:%M"), row.channel) == (f"{day} 10:15", "x")
    assert "10:15" in client.get("/reminders/").content.decode()
    past = client.post(address, sent | {"day": "2020-01-01"})
    assert past.status_code == 422 and 'value="2020-01-01"' in past.content.decode()
    assert client.post(address, {"when": "own", "how": "mail"}).status_code == 422
    assert client.post(address, {"when": "never", "how": "pigeon"}).status_code == 422
    assert client.post(f"/reminders/{row.id}/drop/").status_code == 303
    assert not Reminder.objects.exists()


def test_the_calendar_file_changes_nothing_and_carries_no_key(cast, tell, let_in):
    story, client = tell(), let_in(cast.cleo)
    answer = client.post(f"/stories/{story.id}/remind/", {"when": "tomorrow", "how": "file"})
    assert answer.status_code == 303
    file = client.get(answer["Location"])
    assert file["Content-Type"].startswith("text/calendar")
    text = file.content.replace(b"\r\n ", b"").decode()
    assert f"/stories/{story.id}/\r\n" in text and "BEGIN:VALARM" in text
    for key in ("/l/", "/s/", "/unsubscribe/", "?"):
        assert key not in text.partition("URL:")[2].partition("\r\n")[0]
    assert not Reminder.objects.exists() and not Mailing.objects.exists()
    for wrong in ("?at=yesterday", "?at=20200101T080000Z", "?at=20991231T080000Z"):
        assert client.get(f"/stories/{story.id}/remind/reminder.ics{wrong}").status_code == 404
    assert let_in(cast.eve).get(answer["Location"]).status_code == 404


def test_who_stopped_mails_is_offered_the_calendar_alone(cast, now, tell, cleo, let_in):
    choose(viewer=cleo, every="never", now=now)
    story, client = tell(), let_in(cast.cleo)
    address = f"/stories/{story.id}/remind/"
    assert 'value="mail"' not in client.get(address).content.decode()
    assert client.post(address, {"when": "tomorrow", "how": "mail"}).status_code == 422
    assert client.post(address, {"when": "tomorrow", "how": "file"}).status_code == 303


def test_the_list_takes_the_same_queries_for_one_and_for_ten(now, tell, cleo, django_assert_num_queries):
    set_one(cleo, tell(), now)
    with django_assert_num_queries(2):
        queries.open_reminders(cleo.organisation_id, cleo.person_id)
    for number in range(6):
        set_one(cleo, tell(f"Historie {number}"), now)
    with django_assert_num_queries(2):
        assert len(queries.open_reminders(cleo.organisation_id, cleo.person_id)) == 7


def test_they_go_when_they_have_served_and_with_the_person(cast, now, tell, cleo):
    set_one(cleo, tell(), now)
    actions.queue_due(now=now + HOUR)
    assert forgetting_actions.forget_old(now=now + 20 * DAY) == 0
    assert forgetting_actions.forget_old(now=now + 40 * DAY) == 1
    set_one(cleo, tell(), now)
    forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id)
    assert not Reminder.objects.exists()
