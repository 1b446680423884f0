"""The pages: they work, they refuse, they do the same twice, and more stories cost no more queries."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.feed.models import Declined, Interest, Offer, Reading, Saved
from stemme.feed.tests.stories import make_story
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.library.models import Topic
from stemme.stats.models import Invited, StoryFigures, TakingPart

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def _kinds(cast: SimpleNamespace) -> list[str]:
    return list(Fact.objects.filter(organisation=cast.nordlys).order_by("id").values_list("kind", flat=True))


def test_the_list_greets_and_tells_what_is_new(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Siste turbin", topics=("wind",), languages=("nb", "en"))
    page = let_in(cast.ada).get("/stories/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Good morning, Ada" in text
    assert "One new story. About 2 minutes, if you read it all." in text
    assert '<h2 lang="en">' in text or "Siste turbin (en)" in text
    assert "It came out on 11 November" in text
    assert f"/stories/{story.id}/share/" in text
    assert "That is all for now" in text and "Tuesday" in text


def test_the_title_keeps_its_language_for_those_who_read_it(cast: SimpleNamespace, let_in) -> None:
    make_story(cast, "Vind", languages=("nb", "da"))
    text = let_in(cast.dan).get("/stories/").content.decode()
    assert 'lang="nb"' in text and "Vind (nb)" in text


def test_shown_stories_are_recorded_once(cast: SimpleNamespace, let_in) -> None:
    make_story(cast, "One")
    make_story(cast, "Two")
    client = let_in(cast.cleo)
    client.head("/stories/")
    client.get("/stories/", headers={"Sec-Purpose": "prefetch"})
    assert Offer.objects.count() == 0
    client.get("/stories/")
    client.get("/stories/")
    assert Offer.objects.filter(person=cast.cleo, first_in="feed").count() == 2
    assert _kinds(cast) == [facts.STORY_OFFERED] * 2


def test_opening_pages_by_a_mails_link_changes_nothing(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "One", body="<p>All of it</p>")
    client = let_in(cast.cleo, scope="suggest")
    text = client.get("/stories/").content.decode()
    assert "personlige lenken" in text and "Ikke Cleo?" in text
    assert f'action="/stories/{story.id}/read/"' in text
    assert client.get(f"/stories/{story.id}/").status_code == 200
    assert (Offer.objects.count(), Reading.objects.count(), _kinds(cast)) == (0, 0, [])
    answer = client.post(f"/stories/{story.id}/read/")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/stories/{story.id}/")
    client.post(f"/stories/{story.id}/read/")
    assert _kinds(cast) == [facts.STORY_OFFERED, facts.STORY_READ]


def test_reading_counts_once_for_those_who_signed_in(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "One", body="<p>All of <strong>it</strong></p>")
    client = let_in(cast.cleo)
    for _ in range(2):
        page = client.get(f"/stories/{story.id}/")
        assert "<p>All of <strong>it</strong></p>" in page.content.decode()
    assert Reading.objects.get().read_on == dt.date(2026, 11, 12)
    assert _kinds(cast) == [facts.STORY_OFFERED, facts.STORY_READ]


def test_a_story_that_lives_elsewhere_says_where(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Strom")
    text = let_in(cast.ada).get(f"/stories/{story.id}/").content.decode()
    assert "Read at nordlys.example" in text
    assert 'rel="noopener noreferrer"' in text


def test_saving_and_taking_back(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "One")
    client = let_in(cast.ada)
    for _ in range(2):
        answer = client.post(f"/stories/{story.id}/save/", {"next": "/stories/?show=saved"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/stories/?show=saved")
    assert Saved.objects.get().person == cast.ada
    assert _kinds(cast).count(facts.STORY_SAVED) == 1
    client.post(f"/stories/{story.id}/save/", {"undo": "1", "next": "https://elsewhere.example/"})
    assert Saved.objects.count() == 0
    assert "Nothing put aside yet" in client.get("/stories/?show=saved").content.decode()


@pytest.mark.parametrize("next_", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example", ""])
def test_the_way_back_stays_here(cast: SimpleNamespace, let_in, next_: str) -> None:
    story = make_story(cast, "One")
    answer = let_in(cast.ada).post(f"/stories/{story.id}/save/", {"next": next_})
    assert answer.headers["Location"] == "/stories/"


def test_not_for_me_takes_a_story_away_and_can_be_undone(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Unwanted", languages=("en",))
    client = let_in(cast.ada)
    answer = client.post(f"/stories/{story.id}/decline/", {"reason": "salesy"})
    assert answer.status_code == 303
    client.post(f"/stories/{story.id}/decline/", {"reason": "no such reason"})
    assert Declined.objects.get().reason == "salesy"
    assert _kinds(cast).count(facts.STORY_DECLINED) == 1
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Unwanted" not in page and "You will not see that story again." in page
    client.post(f"/stories/{story.id}/decline/", {"undo": "1"})
    assert "Unwanted" in client.get("/stories/").content.decode()


def test_filters_narrow_the_list(cast: SimpleNamespace, let_in) -> None:
    make_story(cast, "Turbine", languages=("en",), topics=("wind",))
    make_story(cast, "Engineer", languages=("en",), kind="job", ends_at=cast.now + dt.timedelta(days=9))
    make_story(cast, "Paper", languages=("en",), outside=True)
    Interest.objects.create(organisation=cast.nordlys, person=cast.ada, topic=Topic.objects.get())
    client = let_in(cast.ada)
    titles = {"Turbine", "Engineer", "Paper"}
    for show, title in {"topic-wind": "Turbine", "jobs": "Engineer", "outside": "Paper"}.items():
        text = client.get(f"/stories/?show={show}").content.decode()
        assert {t for t in titles if f"{t} (en)" in text} == {title}
    assert "Job · until 21 November" in client.get("/stories/?show=jobs").content.decode()
    everything = client.get("/stories/?show=nonsense").content.decode()
    assert all(f"{title} (en)" in everything for title in titles)
    assert "It is like what you follow, have read or shared" in everything


def test_colleagues_are_told_from_five_on(cast: SimpleNamespace, let_in) -> None:
    few, many = make_story(cast, "Few", languages=("en",)), make_story(cast, "Many", languages=("en",))
    for story, sharers in ((few, 4), (many, 5)):
        StoryFigures.objects.create(
            organisation_id=cast.nordlys.id, story_id=story.id, offered=20, involved=9, sharers=sharers
        )
    text = let_in(cast.ada).get("/stories/").content.decode()
    assert "5 colleagues are in on this" in text and "4 colleagues" not in text


def test_the_house_is_the_smallest_group_that_is_large_enough(cast: SimpleNamespace, let_in) -> None:
    month = dt.date(2026, 11, 1)
    for team, people in ((cast.turbine, 7), (cast.wind, 30)):
        Invited.objects.create(organisation_id=cast.nordlys.id, day=month, team_id=team.id, people=people)
    TakingPart.objects.create(
        organisation_id=cast.nordlys.id, start=month, person_id=cast.cleo.id, team_id=cast.turbine.id, reads=1
    )
    full = let_in(cast.cleo).get("/stories/").content.decode()
    assert "1 av 30 vinduer i Offshore wind" in full and "Turbine engineering er" not in full
    assert "Ditt er ett av dem." in full
    by_mail = let_in(cast.cleo, scope="suggest").get("/stories/").content.decode()
    assert "Ditt er ett av dem." not in by_mail
    assert "/sign-in/?next=/impact/" in by_mail


def test_following_topics(cast: SimpleNamespace, let_in) -> None:
    make_story(cast, "Turbine", topics=("wind", "grid"))
    wind, grid = Topic.objects.get(slug="wind"), Topic.objects.get(slug="grid")
    client = let_in(cast.ada)
    assert "Wind" in client.get("/interests/").content.decode()
    for chosen in ([wind.id, grid.id], [grid.id], [grid.id]):
        assert client.post("/interests/", {"topics": chosen}).status_code == 303
    assert [entry.topic for entry in Interest.objects.all()] == [grid]
    assert client.post("/interests/", {"topics": [999_999]}).status_code == 422
    assert client.post("/interests/", {}).status_code == 303
    assert Interest.objects.count() == 0


def test_interests_are_not_for_a_forwarded_mail(cast: SimpleNamespace, let_in) -> None:
    assert let_in(cast.cleo, scope="suggest").get("/interests/").status_code == 403


@pytest.mark.parametrize("language", ["en", "nb", "da", "sv", "de"])
def test_the_ranking_is_published_in_five_languages(cast: SimpleNamespace, client, language: str) -> None:
    page = client.get(f"/how/ranking/?lang={language}")
    assert page.status_code == 200
    headings = {"en": "How stories are chosen", "nb": "Slik velges historiene", "da": "Sådan vælges historierne"}
    headings |= {"sv": "Så väljs berättelserna", "de": "Wie Beiträge ausgewählt werden"}
    assert headings[language] in page.content.decode()


@pytest.mark.parametrize("path", ["read", "save", "decline"])
def test_changes_need_a_post(cast: SimpleNamespace, let_in, path: str) -> None:
    story = make_story(cast, "One")
    assert let_in(cast.ada).get(f"/stories/{story.id}/{path}/").status_code == 405
    assert let_in(cast.ada).post(f"/stories/{story.id}/").status_code == 405


@pytest.mark.parametrize("path", ["", "read/", "save/", "decline/"])
def test_strangers_find_nothing(cast: SimpleNamespace, let_in, client, path: str) -> None:
    story = make_story(cast, "Ours")
    address = f"/stories/{story.id}/{path}"
    eve = let_in(cast.eve)
    assert (eve.post(address) if path else eve.get(address)).status_code == 404
    assert "Ours" not in eve.get("/stories/").content.decode()
    anonymous = client.post(address) if path else client.get(address)
    assert anonymous.status_code == 302 and "/sign-in/" in anonymous.headers["Location"]


def test_a_story_for_others_or_not_live_is_not_there(cast: SimpleNamespace, let_in) -> None:
    for_wind = make_story(cast, "Wind only", teams=(cast.wind,))
    over = make_story(cast, "Over", ends_at=cast.now)
    planned = make_story(cast, "Planned", starts_at=cast.now + dt.timedelta(hours=1))
    assert let_in(cast.cleo).get(f"/stories/{for_wind.id}/").status_code == 200
    for story in (for_wind, over, planned):
        assert let_in(cast.dan).get(f"/stories/{story.id}/").status_code == 404


def test_an_embargo_forbids_sharing_only(cast: SimpleNamespace, let_in) -> None:
    story = make_story(cast, "Secret", languages=("en",), embargo_until=cast.now + dt.timedelta(days=2))
    for path in ("/stories/", f"/stories/{story.id}/"):
        text = let_in(cast.ada).get(path).content.decode()
        assert "Secret (en)" in text and "Can be shared from" in text
        assert f"/stories/{story.id}/share/" not in text


def test_more_stories_cost_no_more_queries(cast: SimpleNamespace, let_in) -> None:
    client = let_in(cast.ada)
    for number in range(2):
        make_story(cast, f"Story {number}", topics=("wind",), stream=f"Stream {number}", languages=("en", "nb"))
    client.get("/stories/")
    few = _queries(client)
    for number in range(2, 9):
        make_story(cast, f"Story {number}", topics=("wind", "grid"), stream=f"Stream {number}", languages=("en", "nb"))
    client.get("/stories/")
    assert _queries(client) == few
    assert few <= 45


def _queries(client) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/stories/").status_code == 200
    return len(captured)
