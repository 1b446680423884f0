"""More or less of this: said on a card, seen and changed at one's interests, counted in the list, told to nobody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from stemme.feed import leaning_actions
from stemme.feed.decline_queries import declines_of
from stemme.feed.leaning_queries import leanings_of
from stemme.feed.models import Declined, Leaning
from stemme.feed.tests.stories import make_story
from stemme.people.models import Person
from stemme.people.queries import viewer as viewer_of

pytestmark = pytest.mark.django_db


def test_said_on_a_card_seen_at_interests_and_taken_back(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Crane", languages=("en",), topics=("wind",))
    client = let_in(cast.cleo)
    topic = story.topics.get()
    said = client.post(
        f"/stories/{story.id}/lean/", {"of": f"topic-{topic.id}", "do": "more", "next": "/stories/?show="}
    )
    assert (said.status_code, said.headers["Location"]) == (303, "/stories/?show=")
    assert leanings_of(cast.nordlys.id, [cast.cleo.id])[cast.cleo.id].topics == {"wind": True}
    page = client.get("/interests/").content.decode()
    change = f"/interests/topic/{topic.id}/"
    assert f'action="{change}"' in page
    client.post(change, {"do": "less"})
    assert Leaning.objects.get().more is False
    client.post(change, {"do": "undo"})
    assert Leaning.objects.count() == 0
    assert change not in client.get("/interests/").content.decode()
    assert client.post(change, {"do": "undo"}).status_code == 404


def test_story_and_stream_can_be_said_too_and_the_last_word_counts(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Crane")
    client = let_in(cast.cleo)
    for of in ("story", "stream"):
        for do in ("more", "less"):
            assert client.post(f"/stories/{story.id}/lean/", {"of": of, "do": do}).status_code == 303
    said = leanings_of(cast.nordlys.id, [cast.cleo.id])[cast.cleo.id]
    assert (said.stories, said.streams) == ({story.id: False}, {story.stream.name: False})
    page = client.get(f"/stories/{story.id}/").content.decode()
    assert f"/interests/story/{story.id}/" in page and f"/interests/stream/{story.stream_id}/" in page


@pytest.mark.parametrize(
    "sent", [{}, {"of": "story"}, {"of": "topic-999999", "do": "more"}, {"of": "person", "do": "more"}]
)
def test_nothing_else_can_be_leant_to(cast: SimpleNamespace, let_in, sent: dict[str, str]) -> None:
    story = make_story(cast, "Crane")
    assert let_in(cast.cleo).post(f"/stories/{story.id}/lean/", sent).status_code == 404
    assert not Leaning.objects.exists()


def test_a_story_for_others_cannot_be_leant_to_and_another_ones_word_is_not_there(
    cast: SimpleNamespace, let_in
) -> None:
    story = make_story(cast, "Grid only", teams=(cast.grid,))
    assert let_in(cast.cleo).post(f"/stories/{story.id}/lean/", {"of": "story", "do": "more"}).status_code == 404
    assert let_in(cast.eve).post(f"/stories/{story.id}/lean/", {"of": "story", "do": "more"}).status_code == 404
    dan = viewer_of(cast.dan.id, scope="employee")
    leaning_actions.lean(viewer=dan, thing="story", thing_id=story.id, more=True, now=cast.now)
    assert let_in(cast.cleo).post(f"/interests/story/{story.id}/", {"do": "undo"}).status_code == 404
    assert Leaning.objects.count() == 1


def test_what_was_asked_for_stands_higher_and_says_why(cast: SimpleNamespace, let_in) -> None:
    make_story(cast, "Grid", languages=("en",), stream="Grid")
    liked = make_story(cast, "Wind", languages=("en",), stream="Wind")
    make_story(cast, "Heat", languages=("en",), stream="Heat")
    ada = viewer_of(cast.ada.id, scope="employee")
    leaning_actions.lean(viewer=ada, thing="stream", thing_id=liked.stream_id, more=True, now=cast.now)
    page = let_in(cast.ada).get("/stories/")
    assert page.context["cards"][0].story.id == liked.id
    assert "You asked for more like this" in page.context["cards"][0].reasons
    leaning_actions.lean(viewer=ada, thing="stream", thing_id=liked.stream_id, more=False, now=cast.now)
    assert let_in(cast.ada).get("/stories/").context["cards"][-1].story.id == liked.id


def test_editors_read_how_many_said_no_and_why_from_the_floor_on(cast: SimpleNamespace) -> None:
    story, floor = make_story(cast, "Crane"), cast.nordlys.group_floor
    people = [
        Person.objects.create(organisation=cast.nordlys, email=f"p{n}@nordlys.example", given_name=f"P{n}")
        for n in range(floor + 1)
    ]
    for number, person in enumerate(people):
        Declined.objects.create(
            organisation=cast.nordlys, person=person, story=story, reason="salesy" if number < floor else "doubt"
        )
    assert declines_of(cast.nordlys.id, [story.id]) == {story.id: {"salesy": floor}}
    assert declines_of(cast.other.id, [story.id]) == {}
