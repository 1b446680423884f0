"""The page with the organisation's rules about words in posts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stemme.journal import facts
from stemme.journal.models import Fact
from stemme.policy import queries, word_actions
from stemme.policy.phrases import Phrase

PAGE = "/guidelines/words/"


def test_an_owner_writes_rules_and_finds_them_again(cast, let_in):
    ada = let_in(cast.ada)
    sent = {
        "line_nb": " Jeg jobber i  Nordlys. ",
        "warn": "verdensledende: Si hva vi får til.\n\nambassadør",
        "never": "Prosjekt Fyrlys",
        "customers": "Ørsted\n Bergen  Kommune \n",
    }
    answer = ada.post(PAGE, sent)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    rules = queries.word_rules(cast.nordlys.id)
    assert rules.disclosure == {"nb": "Jeg jobber i Nordlys."}
    assert set(rules.phrases) == {
        Phrase("verdensledende", "Si hva vi får til."), Phrase("ambassadør"), Phrase("Prosjekt Fyrlys", never=True)
    }  # fmt: skip
    assert rules.blocked == ("Prosjekt Fyrlys", "ambassadør", "verdensledende")
    fact = Fact.objects.get(kind=facts.WORD_RULES_CHANGED)
    assert (fact.actor_id, fact.data) == (cast.ada.id, {"phrases": 3, "never": 1, "customers": 2})
    assert rules.customers == ("Bergen Kommune", "Ørsted")
    page = ada.get(PAGE).text
    assert "Bergen Kommune\nØrsted" in page
    assert "verdensledende: Si hva vi får til." in page and "Jeg jobber i Nordlys." in page
    assert 'placeholder="Ich arbeite bei Nordlys Energi."' in page
    assert f'href="{PAGE}"' in ada.get("/guidelines/edit/").text
    assert ada.post(PAGE, {}).status_code == 303
    assert queries.word_rules(cast.nordlys.id).phrases == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"line_en": "#WeAreNordlys"}, "A hashtag does not tell"),
        ({"line_en": "…"}, "Write a sentence"),
        ({"warn": "Größte\nGROESSTE"}, "stands here twice"),
        ({"warn": "a", "never": "A"}, "stands here twice"),
        ({"never": "!!!"}, "has no words"),
        ({"never": "x" * 101}, "too long"),
        ({"never": "Ørsted", "customers": "oersted"}, "stands here twice"),
        ({"customers": "…"}, "has no words"),
        ({"warn": "\n".join(f"w{n}" for n in range(101))}, "more than 100"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(cast, let_in, data, words):
    page = let_in(cast.ada).post(PAGE, data, headers={"accept-language": "en"})
    assert page.status_code == 422 and words in page.text
    assert not Fact.objects.filter(kind=facts.WORD_RULES_CHANGED).exists()


@pytest.mark.parametrize("name", ["lea", "bo", "ana", "cleo"])
def test_only_owners_see_it(cast, let_in, name):
    someone = let_in(getattr(cast, name))
    assert someone.get(PAGE).status_code == someone.post(PAGE, {}).status_code == 404


def test_each_organisation_has_its_own(cast):
    word_actions.set_word_rules(
        actor=None, organisation_id=cast.other.id, phrases=[Phrase("x")], disclosure={"en": "I am."}, now=cast.now
    )
    assert queries.word_rules(cast.nordlys.id).phrases == ()
    assert queries.word_rules(cast.other.id).disclosure == {"en": "I am."}


@pytest.mark.parametrize("phrases", [[Phrase("…")], [Phrase("Kafé"), Phrase("kafe", never=True)]])
def test_phrases_have_words_and_come_once(cast, phrases):
    with pytest.raises(ValueError):
        word_actions.set_word_rules(
            actor=None, organisation_id=cast.nordlys.id, phrases=phrases, disclosure={}, now=cast.now
        )


def test_the_number_of_queries_does_not_grow(cast, let_in):
    ada, counts = let_in(cast.ada), []
    ada.get(PAGE)
    for phrases in ([], [Phrase(f"word{number}") for number in range(40)]):
        word_actions.set_word_rules(
            actor=None, organisation_id=cast.nordlys.id, phrases=phrases, disclosure={"en": f"I am {len(phrases)}."},
            now=cast.now,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            assert ada.get(PAGE).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
