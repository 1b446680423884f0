"""The studio of landing pages: from a starter to a public page, two editors at once, and who may come in."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stemme.journal.models import Fact
from stemme.kit.hosted import landing_url
from stemme.landing.models import ConsentText, Lead, Page, PageText, StepTally
from stemme.landing.step_actions import sum_months
from stemme.landing.studio import actions
from stemme.landing.tests.studio_scene import editor, made, sent_by
from stemme.library.models import Story, StoryText, Stream

LetIn = Callable[..., Client]


@pytest.fixture
def page(cast: SimpleNamespace) -> Page:
    """Bo's draft."""
    return made(cast, timezone.now())


def words(page: Page, language: str = "en") -> PageText:
    return PageText.objects.get(page_id=page.id, language=language)


def begin(bo: Client, **fields: str) -> object:
    return bo.post("/landing/new/", {"name": "Heat", "slug": "", "language": "en", "starter": "offer"} | fields)


def test_an_editor_makes_a_page_and_its_address_is_found(cast: SimpleNamespace, let_in: LetIn) -> None:
    bo = let_in(cast.bo)
    assert "No landing page yet" in bo.get("/landing/").content.decode()
    assert "Ask for an offer" in bo.get("/landing/new/").content.decode()
    answer = begin(bo, name="Wärme für Kiel", language="de", owner=str(cast.bo.id))
    found = Page.objects.get(organisation=cast.nordlys)
    assert answer["Location"] == f"/landing/{found.id}/"
    assert (found.slug, found.owner_id, found.published_at) == ("waerme-fuer-kiel", cast.bo.id, None)
    assert words(found, "de").title == "Fragen Sie uns nach einem Angebot"
    assert ConsentText.objects.get(page_id=found.id).words.startswith("Nordlys Energi darf mir")
    begin(bo, name="Wärme für Kiel")
    assert Page.objects.filter(organisation=cast.nordlys, slug="waerme-fuer-kiel-2").exists()


def test_who_answers_for_a_page_stands_at_its_foot_and_on_the_next_one(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    unsigned = "Visitors cannot see who answers for this page"
    assert unsigned in bo.get(url).content.decode()
    said = "Nordlys Energi <AS>\nKai 1, Bergen"
    bo.post(url, sent_by(bo.get(url).content, imprint=said.replace("\n", "\r\n")))
    assert words(page).imprint == said
    assert unsigned not in bo.get(url).content.decode()
    foot = "Nordlys Energi &lt;AS&gt;<br>Kai 1, Bergen"
    for step in ("page", "thanks", "sales"):
        assert foot in bo.get(f"{url}preview/?step={step}").content.decode()
    begin(bo, name="Another")
    begin(bo, name="Eine andere", language="de")
    begun = Page.objects.filter(organisation=cast.nordlys).exclude(id=page.id)
    assert {text.language: text.imprint for text in PageText.objects.filter(page__in=begun)} == {"en": said, "de": ""}


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("taken", "Another page has this address"),
        ("confirm", "This word is kept"),
        ("a b/c", "Write a word here that can stand in an address"),
    ],
)
def test_an_address_that_cannot_be_is_said_so(cast: SimpleNamespace, let_in: LetIn, slug: str, said: str) -> None:
    Page.objects.create(organisation=cast.other, slug="taken", name="Theirs", language="en")
    answer = begin(let_in(cast.bo), slug=slug)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Page.objects.filter(organisation=cast.nordlys).exists()


def test_words_and_settings_are_kept(cast: SimpleNamespace, page: Page, let_in: LetIn) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    typed = {"title": "Heat from the harbour", "blocks-0-lead": "Eight degrees.\r\nThat is enough.", "keep_months": "6"}
    assert bo.post(url, sent_by(bo.get(url).content, **typed)).status_code == 303
    page.refresh_from_db()
    assert (page.revision, page.keep_months) == (2, 6)
    assert (words(page).title, words(page).blocks[0]["lead"]) == (typed["title"], "Eight degrees.\nThat is enough.")
    assert bo.post(url, sent_by(bo.get(url).content)).status_code == 303
    page.refresh_from_db()
    assert page.revision == 2, "nothing was changed"


def test_the_buttons_of_a_list_keep_what_was_typed_and_save_nothing(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    before = sent_by(
        bo.get(url).content, **{"title": "Not saved yet", "blocks-0-heading": "Mine", "blocks-new": "voice"}
    )
    added = sent_by(bo.post(url, {**before, "do": "blocks:add"}).content)
    assert added["blocks-kinds"] == "opening,text,list,voice"
    moved = sent_by(bo.post(url, {**added, "blocks-3-quote": "Ask me.", "do": "blocks:up:3"}).content)
    assert (moved["title"], moved["blocks-0-heading"], moved["blocks-2-quote"]) == ("Not saved yet", "Mine", "Ask me.")
    asked = sent_by(bo.post(url, {**moved, "do": "questions:add"}).content)
    assert asked["questions-kinds"] == "question,question,question"
    assert words(page).title != "Not saved yet"
    asked |= {"questions-2-label": "When?", "questions-2-answer": "choice", "questions-2-options": "Now\nLater"}
    assert bo.post(url, asked).status_code == 303
    assert [one["kind"] for one in words(page).blocks] == ["opening", "text", "voice", "list"]
    last = words(page).form["questions"][-1]
    assert (last["label"], last["options"], bool(last["key"])) == ("When?", ["Now", "Later"], True)


def test_a_form_with_mistakes_comes_back_filled(cast: SimpleNamespace, page: Page, let_in: LetIn) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    sent = sent_by(bo.get(url).content, **{"title": "", "blocks-new": "button", "blocks-0-heading": "Mine"})
    sent = sent_by(bo.post(url, {**sent, "do": "blocks:add"}).content)
    answer = bo.post(url, {**sent, "blocks-3-label": "Go", "blocks-3-url": "javascript:alert(1)"})
    assert answer.status_code == 422
    assert "Write an address that begins with https://." in answer.content.decode()
    assert sent_by(answer.content)["blocks-0-heading"] == "Mine"


def test_other_consent_words_are_a_new_version_and_none_are_no_way_out(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    first = ConsentText.objects.get(page_id=page.id).words
    bo.post(url, sent_by(bo.get(url).content, consent="You may write to me."))
    versions = ConsentText.objects.filter(page_id=page.id).order_by("version").values_list("version", "words")
    assert list(versions) == [(1, first), (2, "You may write to me.")]
    assert "2 versions" in bo.get(url).content.decode()
    answer = bo.post(url, sent_by(bo.get(url).content, consent=""))
    assert answer.status_code == 422
    assert ConsentText.objects.filter(page_id=page.id).count() == 2


def test_another_language_is_a_copy_that_nobody_has_before_it_is_saved(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/?in=nb&from=en"
    begun = sent_by(bo.get(url).content)
    assert (begun["title"], PageText.objects.filter(page=page).count()) == (words(page).title, 1)
    assert bo.post(url, {**begun, "title": "Varme", "questions-0-label": "Bedrift"}).status_code == 303
    assert ConsentText.objects.filter(page_id=page.id, language="nb", version=1).exists()
    english = sent_by(bo.get(f"/landing/{page.id}/?in=en").content)
    bo.post(f"/landing/{page.id}/?in=en", sent_by(bo.post(url, {**english, "do": "questions:down:0"}).content))
    asked = {code: [one["key"] for one in words(page, code).form["questions"]] for code in ("en", "nb")}
    assert asked == {"en": ["need", "company"], "nb": ["need", "company"]}
    assert words(page, "nb").form["questions"][1]["label"] == "Bedrift"
    bo.post(f"/landing/{page.id}/drop-language/", {"language": "nb"})
    bo.post(f"/landing/{page.id}/drop-language/", {"language": "en"})
    assert list(PageText.objects.filter(page=page).values_list("language", flat=True)) == ["en"]


def test_two_editors_changes_are_put_together_and_where_both_wrote_one_chooses(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, lea, url = let_in(cast.bo), let_in(cast.lea), f"/landing/{page.id}/"
    opened = bo.get(url).content
    lea.post(url, sent_by(lea.get(url).content, title="Lea's title", keep_months="3"))
    assert bo.post(url, sent_by(opened, description="Bo's description")).status_code == 303
    page.refresh_from_db()
    assert (words(page).title, words(page).description, page.keep_months) == ("Lea's title", "Bo's description", 3)

    opened = bo.get(url).content
    lea.post(url, sent_by(lea.get(url).content, title="Lea again", name="Lea's name"))
    clash = bo.post(url, sent_by(opened, title="Bo again", description="Bo's second"))
    assert clash.status_code == 409
    assert "Lea again" in clash.content.decode()
    assert words(page).title == "Lea again"
    shown = sent_by(clash.content)
    assert (shown["title"], shown["description"], shown["name"]) == ("Bo again", "Bo's second", "Lea's name")
    assert bo.post(url, {**shown, "pick.title": "saved"}).status_code == 303
    assert (words(page).title, words(page).description) == ("Lea again", "Bo's second")

    opened = bo.get(url).content
    lea.post(url, sent_by(lea.get(url).content, title="Lea, last"))
    shown = sent_by(bo.post(url, sent_by(opened, title="Bo, last")).content)
    assert bo.post(url, shown).status_code == 303
    assert words(page).title == "Bo, last"


def test_a_page_is_published_when_nothing_is_missing_and_stays_whole(
    cast: SimpleNamespace, page: Page, let_in: LetIn
) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    bo.post(url, sent_by(bo.get(url).content, **{"owner": "", "blocks-0-heading": "", "do": "publish"}))
    page.refresh_from_db()
    shown = bo.get(url).content
    assert page.published_at is None
    assert "Say who gets the leads." in shown.decode()
    assert "English: An opening with a heading is missing." in shown.decode()
    ready = {"owner": str(cast.bo.id), "blocks-0-heading": "Heat", "do": "publish"}
    bo.post(url, sent_by(shown, **ready))
    page.refresh_from_db()
    assert page.published_at is not None
    answer = bo.post(url, sent_by(bo.get(url).content, **{"blocks-0-heading": ""}))
    assert answer.status_code == 422
    assert words(page).blocks[0]["heading"] == "Heat"
    bo.post(f"/landing/{page.id}/withdraw/")
    page.refresh_from_db()
    assert page.withdrawn_at is not None
    facts = Fact.objects.filter(organisation=cast.nordlys, kind__startswith="landing.", subject_id=page.id)
    assert list(facts.order_by("id").values_list("kind", flat=True)) == ["landing.published", "landing.withdrawn"]


def test_a_story_is_made_of_a_page_once(cast: SimpleNamespace, page: Page, let_in: LetIn) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/story/"
    actions.publish(actor=editor(cast), page_id=page.id, now=timezone.now())
    stream = Stream.objects.create(organisation=cast.nordlys, name="Heat")
    theirs = Stream.objects.create(organisation=cast.other, name="Theirs")
    assert bo.post(url, {"stream": str(theirs.id)})["Location"] == f"/landing/{page.id}/"
    assert bo.post(url, {"stream": ""})["Location"] == f"/landing/{page.id}/"
    assert not Story.objects.filter(organisation=cast.nordlys).exists()
    answer = bo.post(url, {"stream": str(stream.id)})
    story = Story.objects.get(organisation=cast.nordlys)
    assert answer["Location"] == reverse("library:edit", args=[story.id])
    assert (story.target_url, story.published_at) == (landing_url(page.slug), None)
    assert StoryText.objects.get(story=story).title == words(page).title
    bo.post(url, {"stream": str(stream.id)})
    assert Story.objects.filter(organisation=cast.nordlys).count() == 1
    assert "Open the story" in bo.get(f"/landing/{page.id}/").content.decode()


def test_the_list_says_what_came_and_asks_no_more_for_more_pages(cast: SimpleNamespace, let_in: LetIn) -> None:
    bo, now = let_in(cast.bo), timezone.now()
    first = made(cast, now, name="First")
    day = editor(cast).today(now)
    StepTally.objects.create(organisation=cast.nordlys, page=first, day=day, link_id=1, seen=41, stayed=20)
    sum_months(cast.nordlys.id, [first.id])
    consent = ConsentText.objects.get(page_id=first.id)
    for number, confirmed in enumerate((None, now)):
        Lead.objects.create(
            organisation=cast.nordlys, page=first, language="en", name="V", email=f"v{number}@away.example",
            consent=consent, consented_at=now, token_hash=str(number), created_at=now, confirmed_at=confirmed,
        )  # fmt: skip
    bo.get("/landing/")  # Fills what a process remembers.
    with CaptureQueriesContext(connection) as few:
        shown = bo.get("/landing/").content.decode()
    assert all(f'<td class="num">{number}</td>' in shown for number in (41, 2, 1))
    for name in ("Second", "Third"):
        made(cast, now, name=name)
    with CaptureQueriesContext(connection) as more:
        bo.get("/landing/")
    assert len(more) == len(few)


def test_others_find_no_studio_there(cast: SimpleNamespace, page: Page, let_in: LetIn) -> None:
    for person in (cast.cleo, cast.ana, cast.eve):
        assert let_in(person).get(f"/landing/{page.id}/").status_code == 404
    eve = let_in(cast.eve)
    for path in ("withdraw", "drop-language", "story"):
        assert eve.post(f"/landing/{page.id}/{path}/").status_code == 404
    assert "Harbour heat" not in eve.get("/landing/").content.decode()
    for person in (cast.cleo, cast.ana):
        assert let_in(person).get("/landing/").status_code == 404


def test_a_look_shows_what_is_typed_and_keeps_nothing(cast: SimpleNamespace, page: Page, let_in: LetIn) -> None:
    bo, url = let_in(cast.bo), f"/landing/{page.id}/"
    typed = sent_by(bo.get(url).content, **{"blocks-0-heading": "Typed just now", "with_sales_page": "on"})
    shown = bo.post(f"{url}preview/?in=en&step=page", typed).content.decode()
    assert "Typed just now" in shown
    assert "Typed just now" not in bo.get(f"{url}preview/?in=en").content.decode()
    begun = bo.post(f"{url}preview/?in=sv&from=en", {**typed, "blocks-0-heading": "Skrivet nyss"})
    assert (begun["Content-Language"], "Skrivet nyss" in begun.content.decode()) == ("sv", True)
    assert bo.get(f"{url}preview/?in=en&step=thanks").status_code == 200
    assert let_in(cast.eve).post(f"{url}preview/", typed).status_code == 404
    assert PageText.objects.filter(page=page).count() == 1
