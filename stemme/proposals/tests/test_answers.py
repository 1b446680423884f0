from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.kit.tests.mail_server import Behaviour
from stemme.library import actions, proposal_queries
from stemme.library.models import SourceItem, Story
from stemme.mailings.actions import delivery
from stemme.mailings.models import Mailing, QuietWeek, Rhythm
from stemme.people.models import RoleGrant
from stemme.proposals import actions as mails
from stemme.proposals.timing import after_silence, waited_too_long, working_days_before

DAY = dt.timedelta(days=1)
Sent = Callable[[dt.datetime], list[str]]


def proposed(desk: SimpleNamespace, now: dt.datetime, **more: object) -> int:
    given: dict[str, object] = {"stream_id": desk.hr.id, "url": "", "text": "We lifted it.", "sentence": "It is big."}
    return actions.propose(actor=desk.cleo, now=now, **(given | more))  # type: ignore[arg-type]


@pytest.fixture
def sent(post: Behaviour) -> Callable[[dt.datetime], list[str]]:
    """``sent(now)``: what goes out when the jobs run then, as text."""

    def run(now: dt.datetime) -> list[str]:
        mails.queue_answers(now=now)
        before = len(post.taken)
        delivery.send_planned(now=now)
        return [
            f"{one['To']} {one['Subject']}\n{one.get_body(('plain',)).get_content()}" for one in post.taken[before:]
        ]

    return run


@pytest.fixture
def editor(cast: SimpleNamespace, let_in: object) -> Client:
    """Bo may write in HR alone."""
    RoleGrant.objects.filter(person=cast.bo).delete()
    return let_in(cast.bo)  # type: ignore[operator]


def in_hr(cast: SimpleNamespace, desk: SimpleNamespace) -> None:
    RoleGrant.objects.create(organisation=cast.nordlys, person=cast.bo, role="editor", stream_id=desk.hr.id)


def test_an_accepted_text_is_a_draft_and_the_person_hears_of_it_once(
    desk: SimpleNamespace, now: dt.datetime, sent: Sent
) -> None:
    item = proposed(desk, now, text="We lifted it.\n\nAll of it.", may_name=True)
    story_id = actions.accept(actor=desk.bo, item_id=item, answer="Lovely, thank you.", now=now)
    assert actions.accept(actor=desk.bo, item_id=item, answer="Again", now=now) == story_id
    story = Story.objects.get()
    assert (story.id, story.published_at) == (story_id, None)
    assert story.texts.get().body == "<p>We lifted it.</p><p>All of it.</p>"
    assert proposal_queries.proposer_named(story.organisation_id, story_id) == desk.cleo.name
    assert list(Fact.objects.filter(kind="story.proposal_answered").values_list("data", flat=True)) == [
        {"accepted": True}
    ]
    letters = sent(now)
    assert len(letters) == 1 and "Lovely, thank you." in letters[0] and "We lifted it." in letters[0]
    assert "say yes" in letters[0] and desk.bo.name not in letters[0]
    assert sent(now) == [] and sent(now + DAY) == []
    assert not Mailing.objects.filter(day__isnull=False).exists(), "an answer counts against no cap"


def test_without_a_yes_nobody_is_named(desk: SimpleNamespace, now: dt.datetime) -> None:
    story_id = actions.accept(actor=desk.bo, item_id=proposed(desk, now), answer="", now=now)
    assert proposal_queries.proposer_named(desk.bo.organisation_id, story_id) == ""


def test_a_no_needs_words(desk: SimpleNamespace, now: dt.datetime, sent: Sent) -> None:
    item = proposed(desk, now)
    with pytest.raises(actions.StoryError) as caught:
        actions.decline(actor=desk.bo, item_id=item, answer=" \u200b ", now=now)
    assert caught.value.reason == "no_answer"
    actions.decline(actor=desk.bo, item_id=item, answer="We told this last week.", now=now)
    actions.decline(actor=desk.bo, item_id=item, answer="Another one", now=now)
    assert SourceItem.objects.get().answer == "We told this last week."
    with pytest.raises(actions.StoryError):
        actions.accept(actor=desk.bo, item_id=item, answer="", now=now)
    assert "We told this last week." in sent(now)[0]


@pytest.mark.parametrize("deed", ["accept", "decline"])
def test_editors_answer_in_their_own_streams_only(
    desk: SimpleNamespace, cast: SimpleNamespace, editor: Client, let_in: object, now: dt.datetime, deed: str
) -> None:
    in_hr(cast, desk)
    elsewhere = proposed(desk, now, stream_id=desk.stream.id)
    here = proposed(desk, now)
    words = {"answer": "So be it"}
    for client, item in (
        (editor, elsewhere),
        (let_in(cast.eve), here),  # type: ignore[operator]
        (let_in(cast.cleo), here),  # type: ignore[operator]
    ):
        assert client.post(f"/studio/inbox/{item}/{deed}/", words).status_code == 404
    assert not SourceItem.objects.exclude(answered_at=None).exists()
    assert editor.get(f"/studio/inbox/{here}/{deed}/").status_code == 405
    assert editor.post(f"/studio/inbox/{here}/{deed}/", words).status_code == 303
    assert SourceItem.objects.get(id=here).answer == "So be it"


def test_a_no_without_words_changes_nothing(
    desk: SimpleNamespace, cast: SimpleNamespace, editor: Client, now: dt.datetime
) -> None:
    in_hr(cast, desk)
    item = proposed(desk, now)
    assert editor.post(f"/studio/inbox/{item}/decline/", {"answer": " "}).status_code == 303
    assert SourceItem.objects.get().answered_at is None


def test_a_mail_of_a_stranger_may_be_put_away_without_words(
    desk: SimpleNamespace, now: dt.datetime, sent: Sent
) -> None:
    item = SourceItem.objects.create(
        organisation_id=desk.bo.organisation_id,
        origin="mail",
        stream=desk.hr,
        guid="1",
        title="Hei",
        author="A <a@b.c>",
    )
    actions.decline(actor=desk.bo, item_id=item.id, answer="", now=now)
    assert sent(now) == []


def test_no_stop_break_and_quiet_weeks_hold_for_answers_too(
    desk: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime, sent: Sent
) -> None:
    def declined(at: dt.datetime) -> None:
        actions.decline(actor=desk.bo, item_id=proposed(desk, at), answer="Not now", now=at)

    rhythm = Rhythm.objects.create(organisation=cast.nordlys, person=cast.cleo, every="never")
    declined(now)
    assert sent(now) == [], "whoever stopped mails gets none"
    rhythm.delete()
    QuietWeek.objects.create(organisation=cast.nordlys, person=cast.cleo, first=now.date(), last=now.date() + 4 * DAY)
    declined(now)
    assert sent(now + DAY) == []
    assert len(sent(now + 5 * DAY)) == 1, "it waits for the end of the quiet week"
    cast.cleo.declined_at = now
    cast.cleo.save()
    declined(now + 6 * DAY)
    assert sent(now + 7 * DAY) == [], "a no is a no"


def test_an_answer_at_night_waits_for_the_morning(desk: SimpleNamespace, now: dt.datetime, sent: Sent) -> None:
    night = now.replace(hour=22)
    actions.decline(actor=desk.bo, item_id=proposed(desk, now), answer="Not now", now=night)
    assert sent(night) == []
    assert len(sent(night + dt.timedelta(hours=10))) == 1


def test_an_owner_hears_once_that_a_colleague_waits(
    desk: SimpleNamespace, cast: SimpleNamespace, now: dt.datetime, sent: Sent
) -> None:
    monday = now - 3 * DAY
    proposed(desk, monday, stream_id=desk.stream.id)
    days = [day for day in range(14) if mails.queue_waiting(now=monday + day * DAY)]
    assert days == [4], "on Friday, once"
    friday = monday + 4 * DAY
    assert mails.queue_waiting(now=friday) == 0
    assert list(Mailing.objects.values_list("person_id", "kind")) == [(cast.bo.id, "waiting")]
    letters = sent(friday)
    assert len(letters) == 1 and "Communications: 1" in letters[0] and desk.cleo.name not in letters[0]


def test_nobody_is_told_of_what_was_answered_meanwhile(desk: SimpleNamespace, now: dt.datetime, sent: Sent) -> None:
    monday, friday = now - 3 * DAY, now + DAY
    item = proposed(desk, monday, stream_id=desk.stream.id)
    assert mails.queue_waiting(now=friday) == 1
    actions.decline(actor=desk.bo, item_id=item, answer="Not now", now=friday)
    assert [letter for letter in sent(friday) if "Communications: 1" in letter] == []


def test_days_off_do_not_count() -> None:
    friday = dt.date(2026, 11, 13)
    assert working_days_before(friday + 3 * DAY, 1, "no") == friday
    assert working_days_before(dt.date(2026, 12, 28), 2, "no") == dt.date(2026, 12, 23), "Christmas"
    since, until = waited_too_long(friday, "no", "Europe/Oslo")
    assert (since.date(), until.date()) == (dt.date(2026, 11, 8), dt.date(2026, 11, 9))


def test_silence_is_followed_by_a_morning() -> None:
    now = dt.datetime(2026, 11, 12, 8, tzinfo=dt.UTC)
    assert after_silence(now, zone="Europe/Oslo", until=None, quiet=[]) == now
    quiet = [(dt.date(2026, 11, 16), dt.date(2026, 11, 20)), (dt.date(2026, 11, 10), dt.date(2026, 11, 15))]
    assert after_silence(now, zone="Europe/Oslo", until=None, quiet=quiet).date() == dt.date(2026, 11, 21)
    until = dt.date(2026, 12, 1)
    assert after_silence(now, zone="Europe/Oslo", until=until, quiet=quiet).date() == until


def test_the_story_names_who_agreed_to_colleagues_who_signed_in(
    desk: SimpleNamespace, cast: SimpleNamespace, let_in: object, now: dt.datetime
) -> None:
    enter: Callable[..., Client] = let_in  # type: ignore[assignment]
    moment = timezone.now() - DAY
    for agreed in (True, False):
        story_id = actions.accept(
            actor=desk.bo, item_id=proposed(desk, moment, may_name=agreed, text=f"{agreed}"), answer="", now=moment
        )
        actions.publish(actor=desk.bo, story_id=story_id, now=moment)
        for client, named in ((enter(cast.dan), agreed), (enter(cast.dan, scope="suggest"), False)):
            page = client.get(f"/stories/{story_id}/").content.decode()
            assert (desk.cleo.name in page) == named
