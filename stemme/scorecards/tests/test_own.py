"""One's own scorecard: complete, one's own, and seen by nobody whom one did not let."""

from __future__ import annotations

import datetime as dt
import json
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.agreements import actions as agreements
from stemme.agreements.locks import SCORECARDS
from stemme.feed.models import Offer
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.periods import quarter_of
from stemme.library.models import Story, StoryText, Stream
from stemme.links.models import LinkTarget, TrackedLink
from stemme.people.models import Person
from stemme.policy.models import ExpectationText, JobFunction
from stemme.scorecards import actions, forgetting_actions
from stemme.scorecards.models import Consent
from stemme.scorecards.queries import scorecard_of
from stemme.scorecards.tests.scene import manager, open_lock, viewer_of
from stemme.sharing.models import Share
from stemme.stats.models import Tally

YES, BACK = {"lock": SCORECARDS, "do": "yes"}, {"lock": SCORECARDS, "do": "back"}


@pytest.fixture
def deeds(cast: SimpleNamespace) -> SimpleNamespace:
    """Cleo shared three times this quarter, twice in own words, and once in the quarter before; nine people came."""
    now = timezone.now()
    first = quarter_of(viewer_of(cast.cleo).today(now)).first
    before = first - dt.timedelta(days=20)
    stream = Stream.objects.create(organisation=cast.nordlys, name="Wind", owner=cast.bo)
    for number, (day, own) in enumerate(((first, True), (first, True), (first, False), (before, True))):
        at = dt.datetime.combine(day, dt.time(12), dt.UTC)
        story = Story.objects.create(
            organisation=cast.nordlys, stream=stream, language="en", target_url=f"https://nordlys.example/{number}",
            published_at=at, starts_at=at,
        )  # fmt: skip
        StoryText.objects.create(story=story, language="en", title=f"Turbine {number}")
        Offer.objects.create(
            organisation=cast.nordlys, person=cast.cleo, story=story, first_on=day, first_in="feed"
        )  # fmt: skip
        link = _link(cast, story, number)
        Share.objects.create(
            organisation=cast.nordlys, person=cast.cleo, story=story, link=link, channel="linkedin", language="en",
            own_words=own, shared_at=at,
        )  # fmt: skip
        came = 9 if number == 0 else 0
        if came:
            Tally.objects.create(
                organisation_id=cast.nordlys.id, dimension="link", grain="total", start=dt.date(1, 1, 1), key=link.id,
                visitors=came, clicks=came,
            )  # fmt: skip
    Tally.objects.create(
        organisation_id=cast.nordlys.id, dimension="person", grain="month", start=first, key=cast.cleo.id, visitors=9
    )
    Tally.objects.create(
        organisation_id=cast.nordlys.id, dimension="person", grain="month", start=before.replace(day=1),
        key=cast.cleo.id, visitors=2,
    )  # fmt: skip
    return SimpleNamespace(first=first)


def _link(cast: SimpleNamespace, story: Story, number: int) -> TrackedLink:
    target = LinkTarget.objects.create(
        organisation=cast.nordlys, story_id=story.id, url=story.target_url, title="Turbine", language="en"
    )
    made: TrackedLink = TrackedLink.objects.create(
        organisation=cast.nordlys, person=cast.cleo, story_id=story.id, code=f"abcd{number}fg", channel="linkedin",
        target=target,
    )  # fmt: skip
    return made


def test_effort_and_effect_are_what_the_apps_below_have_counted(cast: SimpleNamespace, deeds: SimpleNamespace) -> None:
    figures = scorecard_of(viewer_of(cast.cleo), now=timezone.now()).figures
    now, before = figures.now, figures.before
    assert (now.suggestions, now.shares, now.own_words, now.other_words) == (3, 3, 2, 1)
    assert (now.visitors, now.brought) == (9, 1)
    assert (before.suggestions, before.shares, before.own_words, before.visitors, before.brought) == (None, 1, 1, 2, 0)
    assert now.period.first == deeds.first and before.period.last == deeds.first - dt.timedelta(days=1)
    other = scorecard_of(viewer_of(cast.dan), now=timezone.now()).figures.now
    assert (other.suggestions, other.shares, other.visitors) == (0, 0, 0)


def test_the_page_has_four_parts_and_says_only_you(cast: SimpleNamespace, let_in: Any) -> None:
    function = JobFunction.objects.create(
        organisation=cast.nordlys, name="Everybody", everybody=True, minutes_a_week=20
    )  # fmt: skip
    ExpectationText.objects.create(function=function, language="en", hope="Tell what your work is like.")
    body = let_in(cast.ana).get("/scorecard/").content.decode()
    assert "Only you" in body and "Tell what your work is like." in body and "20" in body
    assert let_in(cast.ana, "suggest").get("/scorecard/").status_code == 403


def test_a_yes_counts_only_while_the_lock_is_open(cast: SimpleNamespace, let_in: Any) -> None:
    client = let_in(cast.cleo)
    assert client.post("/scorecard/consent/", YES).status_code == 404
    assert client.post("/scorecard/consent/", {"lock": "everything", "do": "yes"}).status_code == 404
    assert not Consent.objects.filter(organisation=cast.nordlys).exists()
    with pytest.raises(actions.ClosedError):
        actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=timezone.now())
    open_lock(cast, SCORECARDS)
    answer = client.post("/scorecard/consent/", YES)
    assert (answer.status_code, answer["Location"]) == (303, "/scorecard/#seen")
    assert not actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=timezone.now()), "once is enough"
    assert [fact.kind for fact in Fact.objects.filter(actor_id=cast.cleo.id)] == [facts.SCORECARD_SHOWN]


def test_the_page_says_who_sees_it_since_when_and_how_often(cast: SimpleNamespace, let_in: Any) -> None:
    hanne = manager(cast, "Hanne", cast.wind)
    open_lock(cast, SCORECARDS)
    Person.objects.filter(id=cast.cleo.id).update(language="en")
    client = let_in(cast.cleo)
    assert "Hanne Hval" in client.get("/scorecard/").content.decode()
    client.post("/scorecard/consent/", YES)
    body = client.get("/scorecard/").content.decode()
    assert "Hanne Hval can see your effort" in body and "Nobody has looked yet." in body
    now = timezone.now()
    actions.note_look(actor=viewer_of(hanne), person_id=cast.cleo.id, now=now)
    actions.note_look(actor=viewer_of(hanne), person_id=cast.cleo.id, now=now + dt.timedelta(hours=2))
    told = scorecard_of(viewer_of(cast.cleo), now=now).seen.sharing[0]
    assert told.looks == 2 and told.last_look == now + dt.timedelta(hours=2)
    assert "Hanne Hval" in client.get("/privacy/").content.decode(), "each look stands in the ledger"
    client.post("/scorecard/consent/", BACK)
    assert scorecard_of(viewer_of(cast.cleo), now=now).seen.alone
    assert Fact.objects.filter(actor_id=cast.cleo.id, kind=facts.SCORECARD_HIDDEN).count() == 1
    assert not actions.take_back(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)


def test_a_closed_agreement_ends_every_yes(cast: SimpleNamespace) -> None:
    first = open_lock(cast, SCORECARDS)
    now = timezone.now()
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=now)
    assert actions.drop_void(now=now) == 0
    agreements.close(actor=viewer_of(cast.ada), agreement_id=first, now=now)
    assert scorecard_of(viewer_of(cast.cleo), now=now).seen.sharing == ()
    open_lock(cast, SCORECARDS)
    assert scorecard_of(viewer_of(cast.cleo), now=now).seen.alone, "another agreement asks anew"
    assert actions.drop_void(now=now) == 1
    assert not Consent.objects.filter(organisation=cast.nordlys).exists()


def test_ones_own_as_files(cast: SimpleNamespace, deeds: SimpleNamespace, let_in: Any) -> None:
    table = let_in(cast.cleo).get("/scorecard/scorecard.csv")
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    _header, running, past = table.content.decode().split()
    assert running.startswith(f'"{deeds.first.isoformat()}",') and running.endswith(',"3","3","2","9","1"')
    assert past.endswith('"","1","1","2","0"')
    document = json.loads(let_in(cast.cleo).get("/scorecard/scorecard.json").content)
    assert document["quarters"][0]["visitors"] == 9 and document["quarters"][1]["suggestions"] is None
    assert document["expectation"] is None and document["influence_score"] is None


def test_the_same_number_of_queries_with_and_without_deeds(cast: SimpleNamespace, deeds: SimpleNamespace) -> None:
    """Whoever has shared costs some more than whoever has not (best time), but ten shares no more than two."""
    cleo, now = viewer_of(cast.cleo), timezone.now()
    with CaptureQueriesContext(
        connection,
    ) as few:
        scorecard_of(cleo, now=now)
    for number in range(10, 30):
        story = Story.objects.create(
            organisation=cast.nordlys, stream_id=Stream.objects.get(organisation=cast.nordlys).id, language="en",
            target_url=f"https://nordlys.example/{number}", published_at=now, starts_at=now,
        )  # fmt: skip
        Share.objects.create(
            organisation=cast.nordlys, person=cast.cleo, story=story, link=_link(cast, story, number),
            channel="linkedin", language="en", own_words=True, shared_at=now,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        scorecard_of(cleo, now=now)
    assert len(many) == len(few) <= 45


def test_whoever_is_forgotten_agreed_to_nothing(cast: SimpleNamespace) -> None:
    open_lock(cast, SCORECARDS)
    actions.agree(actor=viewer_of(cast.cleo), lock=SCORECARDS, now=timezone.now())
    actions.agree(actor=viewer_of(cast.dan), lock=SCORECARDS, now=timezone.now())
    assert forgetting_actions.forget_person(organisation_id=cast.nordlys.id, person_id=cast.cleo.id) == 1
    assert list(Consent.objects.filter(organisation=cast.nordlys).values_list("person_id")) == [(cast.dan.id,)]
