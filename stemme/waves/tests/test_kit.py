"""The launch kit of an organisation: its words, two who write at once, the first stories, the posters."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stemme.buddies.models import Helper, Wish
from stemme.joining.models import JoinLink
from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.kit.languages import CODES
from stemme.library.models import Story, StoryText, Stream
from stemme.library.queries import live_stories
from stemme.people.models import Person
from stemme.people.queries import viewer
from stemme.people.viewer import Viewer
from stemme.stats.models import StoryFigures
from stemme.waves.kit import actions, queries
from stemme.waves.kit.actions import ChangedMeanwhileError
from stemme.waves.kit.pieces import BUDDIES, INVITATION, MANAGER_NOTE, PIECES
from stemme.waves.kit.starters import starter
from stemme.waves.kit.texts import fill, text_of
from stemme.waves.kit.words import UnknownPlaceholderError, Words
from stemme.waves.models import KitStory, KitText

OURS = Words("Read along, {given_name}", "Hello {given_name}\n\nAt {organisation} nobody has to.")


@pytest.fixture
def lea(cast: SimpleNamespace) -> Viewer:
    found = viewer(cast.lea.id, scope="employee")
    assert found
    return found


def change(actor: Viewer, words: Words = OURS, *, piece: str = INVITATION, mark: str = "", at: dt.datetime) -> bool:
    return actions.change_text(actor=actor, piece=piece, language="nb", words=words, mark=mark, now=at)


def make_story(cast: SimpleNamespace, *languages: str, rate: int | None = None, **more: object) -> int:
    """A live story in these languages; ``rate`` of a hundred took part."""
    stream, _made = Stream.objects.get_or_create(organisation=cast.nordlys, name="Kit")
    start = timezone.now() - dt.timedelta(days=9)
    story = Story.objects.create(
        organisation=cast.nordlys, stream=stream, language=languages[0], published_at=start, starts_at=start, **more
    )
    for language in languages:
        StoryText.objects.create(story=story, language=language, title=f"Story {story.pk} {language}")
    if rate is not None:
        StoryFigures.objects.create(organisation_id=cast.nordlys.id, story_id=story.pk, offered=100, involved=rate)
    return int(story.pk)


def make_link(cast: SimpleNamespace) -> JoinLink:
    return JoinLink.objects.create(
        organisation=cast.nordlys, label="Canteen", token="abcdefgh" * 2, code="abcd2345", language="de",
        domains="nordlys.example", most=9, last_day=timezone.now().date() + dt.timedelta(days=9), made_by=cast.lea,
    )  # fmt: skip


def first(cast: SimpleNamespace, language: str) -> list[int]:
    live = live_stories(cast.nordlys.id, now=timezone.now())
    return queries.first_stories(cast.nordlys.id, language, live=live)


def test_the_words_are_ours_until_the_organisation_has_its_own(cast: SimpleNamespace, lea: Viewer) -> None:
    assert text_of(cast.nordlys.id, INVITATION, "nb") == starter(INVITATION, "nb")
    assert change(lea, at=cast.now)
    assert text_of(cast.nordlys.id, INVITATION, "nb") == OURS
    assert text_of(cast.nordlys.id, INVITATION, "da") == starter(INVITATION, "da")
    assert text_of(cast.other.id, INVITATION, "nb") == starter(INVITATION, "nb")
    filled = fill(text_of(cast.nordlys.id, INVITATION, "nb"), given_name="Cleo", organisation="Nordlys")
    assert filled == Words("Read along, Cleo", "Hello Cleo\n\nAt Nordlys nobody has to.")
    fact = Fact.objects.get(kind=facts.WAVE_KIT_TEXT_CHANGED)
    assert (fact.actor_id, fact.data) == (lea.person_id, {"piece": INVITATION, "language": "nb"})
    with pytest.raises(KeyError):
        text_of(cast.nordlys.id, "banner", "nb")


def test_the_same_words_again_change_nothing_and_ours_leave_no_row(cast: SimpleNamespace, lea: Viewer) -> None:
    assert not change(lea, starter(INVITATION, "nb"), at=cast.now)
    assert change(lea, at=cast.now)
    own = queries.own_text(cast.nordlys.id, INVITATION, "nb")
    assert own and (own.words, own.changed_by) == (OURS, "Lea Lind")
    assert not change(lea, mark=own.mark, at=cast.now)
    assert actions.back_to_ours(actor=lea, piece=INVITATION, language="nb", mark=own.mark, now=cast.now)
    assert not KitText.objects.exists()
    assert not actions.back_to_ours(actor=lea, piece=INVITATION, language="nb", mark="", now=cast.now)
    assert Fact.objects.filter(kind=facts.WAVE_KIT_TEXT_RESET).count() == 1


def test_whoever_saves_later_is_told_and_nothing_is_replaced(cast: SimpleNamespace, lea: Viewer) -> None:
    change(lea, at=cast.now)
    for mark in ("", (cast.now - dt.timedelta(seconds=1)).isoformat()):
        with pytest.raises(ChangedMeanwhileError):
            change(lea, Words("Mine", "Mine."), mark=mark, at=cast.now)
    with pytest.raises(ChangedMeanwhileError):
        actions.back_to_ours(actor=lea, piece=INVITATION, language="nb", mark="", now=cast.now)
    assert text_of(cast.nordlys.id, INVITATION, "nb") == OURS


def test_what_nobody_fills_is_kept_nowhere(cast: SimpleNamespace, lea: Viewer) -> None:
    with pytest.raises(UnknownPlaceholderError):
        change(lea, Words("Hello", "Come to {link}"), at=cast.now)
    with pytest.raises(ValueError, match="subject and a body"):
        change(lea, Words("Hello", " "), at=cast.now)
    assert not KitText.objects.exists()


def test_first_stories_are_those_that_can_be_read_the_readers_language_first(
    cast: SimpleNamespace, lea: Viewer
) -> None:
    english, norwegian, over = make_story(cast, "en"), make_story(cast, "nb", "en"), make_story(cast, "nb")
    actions.choose_stories(actor=lea, story_ids=[english, over, norwegian], now=cast.now)
    Story.objects.filter(pk=over).update(withdrawn_at=timezone.now())
    assert first(cast, "nb") == [norwegian, english]
    assert first(cast, "en") == [english, norwegian]
    assert queries.first_stories(cast.other.id, "en", live=[]) == []
    rows = queries.chosen_stories(cast.nordlys.id, now=timezone.now())
    assert [(row.id, row.live) for row in rows] == [(english, True), (over, False), (norwegian, True)]
    actions.choose_stories(actor=lea, story_ids=[], now=cast.now)
    assert not KitStory.objects.exists()
    for wrong in ([1, 1], [1, 2, 3, 4]):
        with pytest.raises(ValueError, match="at most three"):
            actions.choose_stories(actor=lea, story_ids=wrong, now=cast.now)


def test_what_is_suggested_is_for_everybody_and_counts_only_what_may_be_shown(
    cast: SimpleNamespace, lea: Viewer
) -> None:
    much, little = make_story(cast, "nb", rate=60), make_story(cast, "nb", rate=20)
    few = make_story(cast, "nb")
    StoryFigures.objects.create(organisation_id=cast.nordlys.id, story_id=few, offered=7, involved=7)
    passing = make_story(cast, "nb", rate=95, kind="job")
    make_story(cast, "nb", rate=90, embargo_until=timezone.now() + dt.timedelta(days=1))
    Story.objects.get(pk=make_story(cast, "nb", rate=90)).audience_teams.add(cast.wind)
    rows = queries.story_choices(cast.nordlys.id, now=timezone.now())
    assert [(row.id, row.involvement) for row in rows] == [
        (passing, 95.0),
        (much, 60.0),
        (little, 20.0),
        (few, None),
    ]
    assert queries.suggestion(lea, rows) == [much, little, few]


def test_sums_of_the_buddies_are_shown_from_the_floor_on(cast: SimpleNamespace, lea: Viewer) -> None:
    people = [
        Person.objects.create(
            organisation=cast.nordlys, team=cast.grid, email=f"p{n}@nordlys.example", joined_at=cast.now
        )
        for n in range(8)
    ]
    for person in people[:7]:
        Helper.objects.create(organisation=cast.nordlys, person=person, room=1)
    sums = queries.company(lea, now=cast.now)
    assert (sums.helpers, sums.waiting, sums.floor) == (None, None, 8)
    Helper.objects.create(organisation=cast.nordlys, person=people[7], room=1)
    for person in people:
        Wish.objects.create(organisation=cast.nordlys, person=person)
    assert queries.company(lea, now=cast.now) == queries.Company(8, 8, 8)


def test_the_kit_shows_every_piece_to_whoever_may_look(cast: SimpleNamespace, let_in: object, lea: Viewer) -> None:
    change(lea, at=cast.now)
    make_link(cast)
    looks, leads = let_in(cast.ana), let_in(cast.lea)  # type: ignore[operator]
    seen, own = (client.get("/rollout/kit/").content.decode() for client in (looks, leads))
    for page in (seen, own):
        assert all(f"/rollout/kit/{piece.key}/?in={code}" in page for piece in PIECES for code in CODES)
        assert "Last changed by Lea Lind" in page
        assert page.count("changed by you") == 1
        assert "fewer than 8" in page
    assert "?size=a6" in own and "/rollout/kit/stories/" in own and "Canteen" in own
    assert "?size=a6" not in seen and "/rollout/kit/stories/" not in seen and "Canteen" not in seen
    assert let_in(cast.cleo).get("/rollout/kit/").status_code == 404  # type: ignore[operator]


def test_one_who_only_looks_changes_nothing(cast: SimpleNamespace, let_in: object) -> None:
    ana: Client = let_in(cast.ana)  # type: ignore[operator]
    page = ana.get("/rollout/kit/invitation/?in=nb").content.decode()
    assert "Du er velkommen til å lese med, Ana" in page and "<textarea" not in page
    sent = {"subject": "x", "body": "y", "mark": ""}
    assert ana.post("/rollout/kit/invitation/?in=nb", sent).status_code == 404
    assert ana.post("/rollout/kit/invitation/ours/", {"in": "nb"}).status_code == 404
    assert ana.get("/rollout/kit/stories/").status_code == 404
    assert ana.get(f"/rollout/kit/poster/{make_link(cast).pk}/").status_code == 404
    assert ana.get("/rollout/kit/banner/").status_code == 404
    assert not KitText.objects.exists()


def test_writing_a_text_and_taking_ours_again(cast: SimpleNamespace, let_in: object) -> None:
    lea: Client = let_in(cast.lea)  # type: ignore[operator]
    page = lea.get("/rollout/kit/manager_note/?in=de").content.decode()
    assert "Für alle, die ein Team führen: Nordlys Energi" in page and "Lea Lind" in page
    assert "{organisation}, {link}, {sender}" in page and "<textarea" in page
    assert "/stories/" in page and "<copy-button" in page
    bad = lea.post("/rollout/kit/manager_note/?in=de", {"subject": "Hallo {chef}", "body": "An {team}", "mark": ""})
    assert bad.status_code == 422
    assert (
        "Nobody fills in {chef} here" in bad.content.decode() and "Nobody fills in {team} here" in bad.content.decode()
    )
    sent = {"subject": " Kurz\n ", "body": "Eins\r\n\r\n<b>Zwei</b> {link}\r\n", "mark": ""}
    assert lea.post("/rollout/kit/manager_note/?in=de", sent).headers["Location"] == "/rollout/kit/manager_note/?in=de"
    row = KitText.objects.get()
    assert (row.subject, row.body, row.changed_by_id) == ("Kurz", "Eins\n\n<b>Zwei</b> {link}", cast.lea.id)
    page = lea.get("/rollout/kit/manager_note/?in=de").content.decode()
    assert "&lt;b&gt;Zwei&lt;/b&gt;" in page and "<b>Zwei" not in page and "Changed by Lea Lind" in page
    back = lea.post("/rollout/kit/manager_note/ours/", {"in": "de", "mark": row.changed_at.isoformat()}, follow=True)
    assert "It is our text again." in back.content.decode()
    assert not KitText.objects.exists()


def test_two_editors_see_both_texts_and_the_later_one_decides(cast: SimpleNamespace, let_in: object) -> None:
    lea, ada = let_in(cast.lea), let_in(cast.ada)  # type: ignore[operator]
    first = {"subject": "From Lea", "body": "Lea wrote this.", "mark": ""}
    second = {"subject": "From Ada", "body": "Ada wrote that.", "mark": ""}
    address = "/rollout/kit/buddies/?in=en"
    assert lea.post(address, first).status_code == 303
    met = ada.post(address, second)
    page = met.content.decode()
    assert met.status_code == 409
    assert "Lea wrote this." in page and "Ada wrote that." in page and "Changed by Lea Lind" in page
    assert KitText.objects.get().body == "Lea wrote this."
    mark = KitText.objects.get().changed_at.isoformat()
    assert f'value="{mark.replace("+", "&#x2B;")}"' in page or f'value="{mark}"' in page
    kept = ada.post("/rollout/kit/buddies/ours/", {"in": "en", "mark": ""}, follow=True).content.decode()
    assert "Somebody else changed the text meanwhile" in kept
    assert ada.post(address, {**second, "mark": mark}).status_code == 303
    assert text_of(cast.nordlys.id, BUDDIES, "en") == Words("From Ada", "Ada wrote that.")


def test_choosing_begins_with_the_suggestion(cast: SimpleNamespace, let_in: object) -> None:
    lea: Client = let_in(cast.lea)  # type: ignore[operator]
    assert "No story for everybody yet" in lea.get("/rollout/kit/stories/").content.decode()
    one, two = make_story(cast, "nb", "en", rate=31), make_story(cast, "nb")
    page = lea.get("/rollout/kit/stories/").content.decode()
    assert f'<option value="{one}" selected>Story {one} en (31 per cent took part; English, Norsk)</option>' in page
    assert lea.post("/rollout/kit/stories/", {"story_0": one, "story_1": one}).status_code == 422
    assert lea.post("/rollout/kit/stories/", {"story_0": "987654"}).status_code == 422
    assert lea.post("/rollout/kit/stories/", {"story_0": "", "story_1": two, "story_2": one}).status_code == 303
    assert first(cast, "nb") == [two, one]
    page = lea.get("/rollout/kit/").content.decode()
    assert page.index(f"Story {two} nb") < page.index(f"Story {one} en")
    Story.objects.filter(pk=two).update(withdrawn_at=timezone.now())
    assert "over: choose another" in lea.get("/rollout/kit/").content.decode()


def test_the_poster_speaks_the_kits_words_with_the_code_of_a_way_to_join(
    cast: SimpleNamespace, let_in: object, lea: Viewer
) -> None:
    link = make_link(cast)
    own = Words("Komm herein bei {organisation}", "Freiwillig.")
    actions.change_text(actor=lea, piece="poster", language="de", words=own, mark="", now=cast.now)
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    page = client.get(f"/rollout/kit/poster/{link.pk}/").content.decode()
    assert '<article class="poster" lang="de">' in page and "Komm herein bei Nordlys Energi" in page
    assert all(f'<li lang="{code}">' in page for code in CODES if code != "de")
    assert f"/join/{link.token}/" in page and "ABCD-2345" in page and "style=" not in page
    four = client.get(f"/rollout/kit/poster/{link.pk}/?size=a6&in=sv").content.decode()
    assert four.count('class="handout"') == 4 and four.count("Goda berättelser från Nordlys Energi") == 4
    JoinLink.objects.filter(pk=link.pk).update(stopped_at=timezone.now())
    assert "Do not hang the poster up" in client.get(f"/rollout/kit/poster/{link.pk}/").content.decode()
    eve: Client = let_in(cast.eve)  # type: ignore[operator]
    assert eve.get(f"/rollout/kit/poster/{link.pk}/").status_code == 404


def test_more_stories_and_texts_cost_no_more_queries(cast: SimpleNamespace, let_in: object, lea: Viewer) -> None:
    client: Client = let_in(cast.lea)  # type: ignore[operator]
    made = [make_story(cast, "nb", "en", rate=30)]
    actions.choose_stories(actor=lea, story_ids=made, now=cast.now)
    change(lea, at=cast.now)
    client.get("/rollout/kit/")
    counts = []
    for piece in (MANAGER_NOTE, BUDDIES):
        for address in ("/rollout/kit/", "/rollout/kit/stories/"):
            with CaptureQueriesContext(connection) as asked:
                client.get(address)
            counts.append(len(asked))
        change(lea, piece=piece, words=Words("A", "B"), at=cast.now)
        made += [make_story(cast, "nb", rate=10 + n) for n in range(4)]
        actions.choose_stories(actor=lea, story_ids=made[:3], now=cast.now)
    assert counts[:2] == counts[2:]
