"""A story that goes out by itself: who gets it, who is held back, what is said of it, stopping."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.feed.models import Declined, Offer, Reading
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library.models import Stream
from stemme.mailings import sending_queries
from stemme.mailings.actions import choosing, delivery, planning, sending
from stemme.mailings.models import SENT, Mailing, QuietWeek, StorySend
from stemme.mailings.sending import REASONS, outlook_of, told
from stemme.people.models import Person, RoleGrant, Team
from stemme.people.queries import viewer

DAY, HOUR, MINUTE = dt.timedelta(days=1), dt.timedelta(hours=1), dt.timedelta(minutes=1)


@pytest.fixture
def bo(cast):
    """The editor."""
    return viewer(cast.bo.id, scope="employee")


def crowd(cast, number: int, **fields) -> list[Person]:
    """So many more people of Nordlys who joined."""
    before = dt.datetime(2026, 10, 1, tzinfo=dt.UTC)
    mark = Person.objects.count()
    return Person.objects.bulk_create(
        Person(
            organisation=cast.nordlys,
            email=f"p{mark}-{n}@nordlys.example",
            given_name=f"P{n}",
            **{"joined_at": before, "invited_at": before, "language": "en", **fields},
        )
        for n in range(number)
    )


def outlook(cast, story, now):
    row = sending_queries.story_to_send(cast.nordlys.id, story.id, now=now)
    return sending_queries.Asked(cast.nordlys.id, row, now=now).outlook()


def had(cast, person, day, kind="digest"):
    Mailing.objects.create(
        organisation=cast.nordlys, person=person, kind=kind, slot=day, day=day, state=SENT, subject_id=10**6
    )


def test_everybody_is_counted_once_with_the_reason(cast, stories, tuesday):
    story, today = stories.turbine, tuesday.date()
    wind = Team.objects.filter(organisation=cast.nordlys).order_by("id")[0]
    outside = Team.objects.create(organisation=cast.nordlys, name="Elsewhere")
    Person.objects.filter(organisation=cast.nordlys).update(team=wind, time_zone="", joined_at=tuesday - 40 * DAY)
    story.audience_teams.add(wind)
    crowd(cast, 1, team=outside)
    people = iter(crowd(cast, 14, team=wind))
    read, declined, mailed, stopped, quiet, paused, no, bounced, own, monthly, full, busy, far, japanese = people
    Reading.objects.create(organisation=cast.nordlys, person=read, story=story, read_on=today)
    Declined.objects.create(organisation=cast.nordlys, person=declined, story=story)
    Offer.objects.create(
        organisation=cast.nordlys, person=mailed, story=story, first_on=today, first_in="mail", mailed=1
    )
    for person, wish in ((stopped, {"every": "never"}), (own, {"weekday": 3}), (monthly, {"every": "monthly"})):
        me = viewer(person.id, scope="employee")
        choosing.choose(viewer=me, **{"every": "weekly", **wish}, now=tuesday - 30 * DAY)
    QuietWeek.objects.create(organisation=cast.nordlys, person=quiet, first=today - DAY, last=today + DAY)
    Person.objects.filter(id=paused.id).update(paused_until=today + 9 * DAY)
    Person.objects.filter(id=no.id).update(declined_at=tuesday)
    Person.objects.filter(id=bounced.id).update(bounced_at=tuesday)
    had(cast, full, today - DAY)
    had(cast, full, today - 2 * DAY)
    had(cast, busy, today)
    Person.objects.filter(id=far.id).update(time_zone="America/New_York")
    Person.objects.filter(id=japanese.id).update(story_languages=["nb"])
    found = outlook(cast, story, tuesday)
    assert dict(found.held) == {
        "audience": 1, "language": 1, "done": 3, "lot": 0, "away": 4, "address": 1, "own_day": 2, "cap": 1
    }  # fmt: skip
    assert dict(found.going) == {"now": 6, "today": 1, "later": 1}
    assert found.reached + sum(found.held.values()) == 21


def test_what_is_counted_is_what_is_planned_each_at_their_first_moment(cast, stories, bo, tuesday):
    far, busy = crowd(cast, 2)
    Person.objects.filter(id=far.id).update(time_zone="America/New_York")
    had(cast, busy, tuesday.date())
    assert sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday)
    assert not sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday + MINUTE), "it is on its way"
    expected = outlook(cast, stories.turbine, tuesday)
    assert sending.plan_stories(now=tuesday) == expected.going["now"] == 6
    assert sending.plan_stories(now=tuesday + MINUTE) == 0
    assert sending.plan_stories(now=tuesday + 5 * HOUR) == 1, "seven in the morning in New York"
    assert sending.plan_stories(now=tuesday + DAY) == 1
    rows = Mailing.objects.filter(kind="story")
    assert {row.person_id for row in rows} >= {far.id, busy.id} and all(r.stories == [stories.turbine.id] for r in rows)
    assert StorySend.objects.get().ends_at == tuesday + DAY, "nobody is left to get it"
    assert Fact.objects.get(kind=facts.STORY_SENT).subject_id == stories.turbine.id


def test_it_goes_out_like_any_mail_and_the_digest_leaves_it_out(cast, stories, bo, server, tuesday):
    sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday - HOUR)
    sending.plan_stories(now=tuesday - HOUR)
    assert delivery.send_planned(now=tuesday - HOUR).accepted == 6
    assert planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday) == 0, "one a day"
    planning.plan_digests_of(organisation_id=cast.nordlys.id, now=tuesday + DAY)
    digests = Mailing.objects.filter(kind="digest", organisation=cast.nordlys)
    assert [m.stories for m in digests] == [[stories.salmon.id]] * 6
    text = server.taken[0].get_body(("plain",)).get_content()
    assert "turbine" in text and "/unsubscribe/" in text


def test_who_shared_or_said_no_after_planning_gets_nothing(cast, stories, bo, server, tuesday):
    sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday)
    sending.plan_stories(now=tuesday)
    Declined.objects.create(organisation=cast.nordlys, person=cast.dan, story=stories.turbine)
    Person.objects.filter(id=cast.cleo.id).update(declined_at=tuesday)
    assert delivery.send_planned(now=tuesday).accepted == 4
    assert not {"dan@nordlys.example", "cleo@nordlys.example"} & set(server.recipients)


def test_stopping_keeps_back_what_has_not_left_and_ordering_again_reaches_them(cast, stories, bo, server, tuesday):
    sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday)
    sending.plan_stories(now=tuesday)
    Mailing.objects.filter(person__in=[cast.dan, cast.cleo]).update(state=SENT)
    assert sending.stop_send(actor=bo, story_id=stories.turbine.id, now=tuesday + MINUTE) == 4
    assert sending.plan_stories(now=tuesday + HOUR) == 0 and delivery.send_planned(now=tuesday + HOUR).accepted == 0
    assert Fact.objects.filter(kind=facts.STORY_SEND_STOPPED).count() == 1
    assert sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday + 2 * HOUR)
    assert sending.plan_stories(now=tuesday + 2 * HOUR) == 4, "all but the two who have it"


def test_in_quiet_hours_everybody_waits_until_the_morning(cast, stories, bo, tuesday):
    night = tuesday + 14 * HOUR
    assert dict(outlook(cast, stories.turbine, night).going) == {"now": 0, "today": 0, "later": 6}
    sending.order_send(actor=bo, story_id=stories.turbine.id, now=night)
    assert sending.plan_stories(now=night) == 0
    assert sending.plan_stories(now=night + 9 * HOUR) == 6


def test_a_withdrawn_story_ends_by_itself_and_a_draft_does_not_go(cast, stories, bo, tuesday):
    sending.order_send(actor=bo, story_id=stories.turbine.id, now=tuesday)
    stories.turbine.withdrawn_at = tuesday
    stories.turbine.save()
    assert sending.plan_stories(now=tuesday) == 0 and StorySend.objects.get().ends_at == tuesday
    for action in (sending.order_send, sending.send_test):
        with pytest.raises(sending.NotLiveError):
            action(actor=bo, story_id=stories.turbine.id, now=tuesday)


def test_a_test_goes_to_oneself_at_once_and_counts_nowhere(cast, stories, bo, server, tuesday):
    night = tuesday + 14 * HOUR
    Declined.objects.create(organisation=cast.nordlys, person=cast.bo, story=stories.turbine)
    choosing.choose(viewer=bo, every="never", now=tuesday)
    assert all(
        sending.send_test(actor=bo, story_id=stories.turbine.id, now=night + n * MINUTE)
        for n in range(sending.MOST_TESTS)
    )
    assert not sending.send_test(actor=bo, story_id=stories.turbine.id, now=night + HOUR)
    assert delivery.send_planned(now=night + 20 * MINUTE).accepted == sending.MOST_TESTS
    assert dict(server.recipients) == {"bo@nordlys.example": sending.MOST_TESTS}
    assert not Offer.objects.filter(person=cast.bo).exists() and not Mailing.objects.exclude(day=None).exists()


def test_the_page_counts_sends_and_stops(cast, stories, let_in, settings):
    url = f"/studio/{stories.turbine.id}/send/"
    editor = let_in(cast.bo)
    page = editor.get(url + "?lang=en").text
    assert "The last turbine stands" in page and "meant for fewer than 8 people" in page
    crowd(cast, 8)
    page = editor.get(url + "?lang=en").text
    assert "people get it." in page and ">14<" in page and 'value="send"' in page and 'value="stop"' not in page
    for asked in ("test", "send", "nonsense"):
        answer = editor.post(url, {"do": asked})
        assert (answer.status_code, answer["Location"]) == (303, url)
    assert Mailing.objects.get().kind == "test" and StorySend.objects.get().ordered_by_id == cast.bo.id
    assert 'value="stop"' in editor.get(url).text
    editor.post(url, {"do": "stop"})
    assert StorySend.objects.get().stopped_at is not None


def test_only_who_writes_in_the_stream_may(cast, stories, let_in):
    url = f"/studio/{stories.turbine.id}/send/"
    for person in (cast.cleo, cast.ana):
        assert (
            let_in(person).get(url).status_code == 404 and let_in(person).post(url, {"do": "send"}).status_code == 404
        )
    editor = let_in(cast.bo)
    assert editor.get(f"/studio/{stories.foreign.id}/send/").status_code == 404
    other = Stream.objects.create(organisation=cast.nordlys, name="Another")
    RoleGrant.objects.filter(person=cast.bo).update(stream_id=other.id)
    assert editor.get(url).status_code == 404 and editor.post(url, {"do": "send"}).status_code == 404
    assert not StorySend.objects.exists() and not Mailing.objects.exists()


def test_the_page_asks_as_much_for_many_as_for_few(cast, stories, let_in):
    url = f"/studio/{stories.turbine.id}/send/"
    editor = let_in(cast.bo)
    editor.get(url)
    with CaptureQueriesContext(connection) as few:
        editor.get(url)
    crowd(cast, 40)
    with CaptureQueriesContext(connection) as many:
        editor.get(url)
    assert len(many) == len(few) <= 45


@pytest.mark.parametrize("seed", range(40))
def test_no_count_that_is_told_is_of_a_small_group(seed):
    chance = random.Random(seed)
    floor = chance.randint(5, 12)
    numbers = [chance.choice([0, 0, chance.randint(1, 9), 40]) for _ in range(3 + len(REASONS))]
    going = dict(zip(("now", "today", "later"), numbers, strict=False))
    held = dict(zip(REASONS, numbers[3:], strict=True))
    outlook = outlook_of(going, held)
    found = told(outlook, floor=floor)
    if outlook.meant < floor:
        assert found.reached is None and not found.held and found.others == 0
        return
    assert all(number >= floor for _, number in found.held)
    assert found.reached == found.now + found.today + found.later == sum(numbers[:3])
    assert found.today == 0 or found.today >= floor
    small = [number for reason, number in held.items() if number and reason not in dict(found.held)]
    if found.others is None:
        assert sum(small) > 0 and (sum(small) < floor or len(small) == 1)
    else:
        assert found.others == sum(small) and (not small or (found.others >= floor and len(small) >= 2))
