from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.urls import reverse

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.people.queries import viewer
from stemme.policy import actions, queries
from stemme.policy.models import Guidelines
from stemme.policy.queries import TextRow

SHORT = ("Taking part is voluntary.", "Your accounts are yours.")
ENGLISH = TextRow("en", "What we say about work", "You never have to.", SHORT)
DANISH = TextRow("da", "Hvad vi siger om arbejdet", "", ("Det er frivilligt.",))


def publish(cast, *texts):
    actor = viewer(cast.ada.id, scope="employee")
    return actions.publish(actor=actor, organisation_id=cast.nordlys.id, texts=texts or [ENGLISH], now=cast.now)


def form_of(*texts):
    data = {"change": "substance"}
    for text in texts:
        code = text.language
        data |= {f"title_{code}": text.title, f"lead_{code}": text.lead, f"points_{code}": "\n".join(text.points)}
    return data


def test_versions_follow_each_other_and_stay_as_they_were(cast):
    assert queries.current(cast.nordlys.id) is None
    assert [publish(cast), publish(cast, ENGLISH, DANISH)] == [1, 2]
    current = queries.current(cast.nordlys.id)
    assert current.version == 2 and list(current.texts) == ["en", "da"]
    assert current.texts["en"] == ENGLISH
    assert Guidelines.objects.count() == 2
    fact = Fact.objects.filter(kind=facts.GUIDELINES_PUBLISHED).latest("id")
    assert (fact.actor_id, fact.data) == (cast.ada.id, {"version": 2})


def test_other_organisations_have_their_own(cast):
    publish(cast)
    assert queries.current(cast.other.id) is None
    actions.publish(actor=None, organisation_id=cast.other.id, texts=[DANISH], now=cast.now)
    assert queries.current(cast.other.id).version == 1


def test_neighbours_understand_each_other(cast):
    publish(cast, ENGLISH, DANISH)
    current = queries.current(cast.nordlys.id)
    assert [current.text_for(code).language for code in ("nb", "sv", "de", "en")] == ["da", "da", "en", "en"]


@pytest.mark.parametrize(
    "texts", [[], [ENGLISH, ENGLISH], [TextRow("en", "", "", SHORT)], [TextRow("en", "Title", "", ())]]
)
def test_incomplete_versions_are_not_published(cast, texts):
    with pytest.raises(ValueError):
        actions.publish(actor=None, organisation_id=cast.nordlys.id, texts=texts, now=cast.now)
    assert Guidelines.objects.count() == 0


def test_a_version_number_exists_once(cast):
    publish(cast)
    with pytest.raises(IntegrityError):
        Guidelines.objects.create(organisation=cast.nordlys, version=1)


@pytest.mark.parametrize("scope", ["employee", "suggest"])
def test_readers_see_the_guidelines_in_their_language(cast, let_in, scope):
    publish(cast, ENGLISH, DANISH)
    page = let_in(cast.dan, scope).get(reverse("policy:guidelines"))
    assert page.status_code == 200
    assert DANISH.title in page.text and "Det er frivilligt." in page.text
    assert 'href="?lang=en"' in page.text and "Version 1" in page.text
    asked = let_in(cast.dan, scope).get(reverse("policy:guidelines") + "?lang=en")
    assert ENGLISH.title in asked.text


def test_without_guidelines_the_page_is_calm_and_only_owners_are_asked_to_write(cast, let_in):
    url, edit = reverse("policy:guidelines"), reverse("policy:edit")
    assert f'href="{edit}"' not in let_in(cast.cleo).get(url).text
    assert f'href="{edit}"' in let_in(cast.ada).get(url).text
    publish(cast)
    assert let_in(cast.eve).get(url).text.count(ENGLISH.title) == 0


def test_strangers_are_asked_to_sign_in(client, db):
    assert client.get("/guidelines/").status_code == 302


def test_wrong_methods(cast, let_in):
    assert let_in(cast.cleo).post("/guidelines/").status_code == 405
    assert let_in(cast.ada).delete("/guidelines/edit/").status_code == 405


@pytest.mark.parametrize("name", ["lea", "bo", "ana", "cleo"])
def test_only_owners_may_write(cast, let_in, name):
    someone = let_in(getattr(cast, name))
    assert someone.get("/guidelines/edit/").status_code == 404
    assert someone.post("/guidelines/edit/", form_of(ENGLISH)).status_code == 404
    assert Guidelines.objects.count() == 0


def test_an_owner_publishes_and_sees_the_words_again(cast, let_in):
    ada = let_in(cast.ada)
    listed = TextRow(
        "en", ENGLISH.title, ENGLISH.lead, (" - Taking part is voluntary.", "", "Your accounts are yours.")
    )
    answer = ada.post("/guidelines/edit/", form_of(listed, DANISH))
    assert (answer.status_code, answer["Location"]) == (303, "/guidelines/")
    assert queries.current(cast.nordlys.id).texts == {"en": ENGLISH, "da": DANISH}
    assert "Det er frivilligt." in ada.get("/guidelines/edit/").text
    again = ada.post("/guidelines/edit/", form_of(ENGLISH, DANISH))
    assert again.status_code == 422 and "published already" in again.text
    assert Guidelines.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "at least one language"),
        ({"lead_nb": "x"}, "Give it a title"),
        ({"title_en": "x"}, "Write at least one point"),
        ({"title_en": "x", "points_en": "a\n" * 31}, "more than 30 points"),
        ({"title_en": "x" * 201, "points_en": "a"}, "200"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(cast, let_in, data, words):
    page = let_in(cast.ada).post("/guidelines/edit/", data)
    assert page.status_code == 422 and words in page.text
    assert Guidelines.objects.count() == 0


def test_markup_in_guidelines_is_text(cast, let_in):
    publish(cast, TextRow("en", "<script>alert(1)</script>", "", ("<b>bold</b>",)))
    page = let_in(cast.cleo).get("/guidelines/").text
    assert "<script>alert(1)" not in page and "&lt;b&gt;bold" in page
