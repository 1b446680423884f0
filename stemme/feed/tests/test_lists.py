"""Lists for mails and pages, and what is written when stories are shown."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.feed import actions, queries
from stemme.feed.models import Declined, Interest, Offer, Reading
from stemme.feed.tests.stories import make_story
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library.models import Topic
from stemme.people.models import Person
from stemme.people.queries import viewer

pytestmark = pytest.mark.django_db


def _titles(cast: SimpleNamespace, person: Person, limit: int = 10) -> list[str]:
    lists = queries.ranked_for(cast.nordlys.id, [person.id], now=cast.now, limit=limit)
    return [entry.title for entry in lists[person.id]]


def test_a_list_in_the_readers_languages(cast: SimpleNamespace) -> None:
    make_story(cast, "Nordic", languages=("da", "nb"))
    make_story(cast, "German", languages=("de",))
    make_story(cast, "Both", languages=("de", "en"))
    assert set(_titles(cast, cast.cleo)) == {"Nordic (da)", "Both (en)"}
    assert set(_titles(cast, cast.ada)) == {"Both (en)"}
    entry = queries.ranked_for(cast.nordlys.id, [cast.cleo.id], now=cast.now, limit=9)[cast.cleo.id]
    nordic = next(ranked for ranked in entry if ranked.title == "Nordic (da)")
    assert (nordic.language, nordic.summary_language, nordic.summary) == ("da", "nb", "About Nordic")
    assert nordic.reasons == ("recency", "popularity")


def test_who_chose_languages_gets_stories_in_those_and_no_others(cast: SimpleNamespace) -> None:
    make_story(cast, "Nordic", languages=("da", "nb"))
    make_story(cast, "German", languages=("de",))
    make_story(cast, "English", languages=("en",))
    Person.objects.filter(id=cast.cleo.id).update(story_languages=["de", "nb"])
    assert set(_titles(cast, cast.cleo)) == {"Nordic (nb)", "German (de)"}
    Person.objects.filter(id=cast.cleo.id).update(story_languages=None)
    assert set(_titles(cast, cast.cleo)) == {"Nordic (da)", "English (en)"}


def test_mails_leave_out_what_is_done(cast: SimpleNamespace) -> None:
    read, declined, twice, once, fresh = (make_story(cast, name) for name in ("Read", "No", "Twice", "Once", "Fresh"))
    Reading.objects.create(organisation=cast.nordlys, person=cast.cleo, story=read, read_on=cast.now.date())
    Declined.objects.create(organisation=cast.nordlys, person=cast.cleo, story=declined)
    cleo = [(cast.cleo.id, story.id) for story in (twice, once)]
    for rows in (cleo, cleo[:1]):
        actions.record_offers(organisation_id=cast.nordlys.id, rows=rows, where="mail", now=cast.now)
    stream = fresh.stream
    assert stream.name == "News"
    assert set(_titles(cast, cast.cleo)) == {"Once (nb)", "Fresh (nb)"}
    assert len(_titles(cast, cast.dan)) == 3, "the same stories are still there for others, three of a stream"


def test_of_stories_chosen_earlier_those_that_are_done_no_longer_fit(cast: SimpleNamespace) -> None:
    read, declined, fresh, other = (make_story(cast, name) for name in ("Read", "No", "Fresh", "Other"))
    chosen = {cast.cleo.id: [read.id, declined.id, fresh.id], cast.dan.id: [read.id], cast.eve.id: [fresh.id]}
    Reading.objects.create(organisation=cast.nordlys, person=cast.cleo, story=read, read_on=cast.now.date())
    Declined.objects.create(organisation=cast.nordlys, person=cast.cleo, story=declined)
    fitting = queries.still_fitting(cast.nordlys.id, chosen, now=cast.now)
    assert {person: set(found.stories) for person, found in fitting.items()} == {
        cast.cleo.id: {fresh.id}, cast.dan.id: {read.id},
    }  # fmt: skip
    found = fitting[cast.cleo.id].stories[fresh.id]
    listed = queries.ranked_for(cast.nordlys.id, [cast.cleo.id], now=cast.now, limit=9)[cast.cleo.id]
    assert found.reasons == next(entry for entry in listed if entry.story.id == fresh.id).reasons != ()
    with CaptureQueriesContext(connection) as for_two:
        queries.still_fitting(cast.nordlys.id, chosen, now=cast.now)
    with CaptureQueriesContext(connection) as for_one:
        queries.still_fitting(cast.nordlys.id, {cast.cleo.id: [other.id]}, now=cast.now)
    assert len(for_one) == len(for_two)


def test_people_who_get_no_mail_have_no_list_and_strangers_none_of_ours(cast: SimpleNamespace) -> None:
    make_story(cast, "Ours", languages=("en",))
    Person.objects.filter(id=cast.dan.id).update(paused_until=cast.now.date() + dt.timedelta(days=7))
    lists = queries.ranked_for(cast.nordlys.id, [cast.dan.id, cast.ada.id, cast.eve.id], now=cast.now, limit=3)
    assert set(lists) == {cast.ada.id}
    assert queries.ranked_for(cast.other.id, [cast.eve.id], now=cast.now, limit=3) == {cast.eve.id: []}


def test_what_one_follows_and_read_stands_higher(cast: SimpleNamespace) -> None:
    old = make_story(cast, "Nettet om vinteren", topics=("grid",), ends_at=cast.now - dt.timedelta(days=3))
    make_story(cast, "Nettet om sommeren", topics=("grid",), stream="A")
    make_story(cast, "Vind i nord", topics=("wind",), stream="B")
    Reading.objects.create(organisation=cast.nordlys, person=cast.cleo, story=old, read_on=cast.now.date())
    wind = Topic.objects.get(slug="wind")
    Interest.objects.create(organisation=cast.nordlys, person=cast.dan, topic=wind)
    assert _titles(cast, cast.cleo)[0] == "Nettet om sommeren (nb)"
    assert _titles(cast, cast.dan)[0] == "Vind i nord (nb)"


def test_more_people_and_stories_cost_no_more_queries(cast: SimpleNamespace) -> None:
    def count(people: list[Person]) -> int:
        with CaptureQueriesContext(connection) as captured:
            queries.ranked_for(cast.nordlys.id, [person.id for person in people], now=cast.now, limit=3)
        return len(captured)

    stories = [make_story(cast, f"Story {n}", topics=("wind",), stream=f"S{n}") for n in range(2)]
    Reading.objects.create(organisation=cast.nordlys, person=cast.cleo, story=stories[0], read_on=cast.now.date())
    few = count([cast.cleo])
    for n in range(2, 8):
        story = make_story(cast, f"Story {n}", topics=("grid",), stream=f"S{n}")
        Reading.objects.create(organisation=cast.nordlys, person=cast.dan, story=story, read_on=cast.now.date())
    assert count([cast.ada, cast.lea, cast.bo, cast.cleo, cast.dan]) == few


def test_an_offer_becomes_a_fact_once_and_counts_its_mails(cast: SimpleNamespace) -> None:
    story = make_story(cast, "One")
    rows = [(cast.cleo.id, story.id), (cast.dan.id, story.id)]

    def offer(where: str, some: list[tuple[int, int]]) -> int:
        return actions.record_offers(organisation_id=cast.nordlys.id, rows=some, where=where, now=cast.now)

    assert [offer("mail", rows[:1] * 2), offer("feed", rows), offer("mail", rows), offer("feed", [])] == [1, 1, 0, 0]
    offers = Offer.objects.order_by("person_id").values_list("person_id", "first_in", "mailed", "first_on")
    day = dt.date(2026, 11, 12)
    assert list(offers) == [(cast.cleo.id, "mail", 2, day), (cast.dan.id, "feed", 1, day)]
    recorded = (
        Fact.objects.filter(kind=facts.STORY_OFFERED).order_by("id").values_list("actor_id", "subject_id", "data")
    )
    assert list(recorded) == [(*rows[0], {"where": "mail"}), (*rows[1], {"where": "feed"})]
    with pytest.raises(ValueError, match="letter"):
        offer("letter", rows)


def test_whoever_acts_on_a_story_has_seen_it(cast: SimpleNamespace) -> None:
    story = make_story(cast, "One")
    cleo = viewer(cast.cleo.id, scope="suggest")
    assert actions.save(viewer=cleo, story_id=story.id, now=cast.now)
    assert not actions.save(viewer=cleo, story_id=story.id, now=cast.now)
    assert actions.read(viewer=cleo, story_id=story.id, now=cast.now)
    assert actions.decline(viewer=cleo, story_id=story.id, reason="field", now=cast.now)
    with pytest.raises(ValueError, match="reason"):
        actions.decline(viewer=cleo, story_id=story.id, reason="my manager", now=cast.now)
    kinds = list(Fact.objects.order_by("id").values_list("kind", flat=True))
    assert kinds == [facts.STORY_OFFERED, facts.STORY_SAVED, facts.STORY_READ, facts.STORY_DECLINED]
