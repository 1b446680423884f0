"""The pages where what is hoped for is written, and the paragraphs made of it."""

import dataclasses
import re

import pytest

from stemme.kit.languages import CODES
from stemme.people.models import Person
from stemme.policy.expectations import actions, starters
from stemme.policy.expectations.actions import FunctionChoice
from stemme.policy.expectations.expectation import ExpectationRow, Words
from stemme.policy.expectations.paragraphs import About, for_job_description, for_onboarding
from stemme.policy.models import ExpectationText, FunctionTitle, JobFunction

PAGE = "/expectations/"
SENT = {"name": "Fitters", "hope_en": "- that you tell\n\n that you laugh ", "minutes": "20", "seen": ""}


def make(cast, organisation=None):
    words = Words(("that you tell",), ("share anything",))
    return actions.make_function(
        actor=None, organisation_id=(organisation or cast.nordlys).id, now=cast.now,
        choice=FunctionChoice(name="Fitters", texts={"en": words, "nb": words}),
    )  # fmt: skip


@pytest.mark.parametrize("key", starters.KEYS)
@pytest.mark.parametrize("language", CODES)
def test_our_words_are_whole_in_every_language_and_never_a_quota(key, language):
    words = starters.starter(key)[language]
    points = [*words.hope, *words.need_not, *words.ask_first, *words.support]
    assert starters.starter_name(key, language)
    assert words.hope and words.ask_first and len(words.need_not) >= 2 and len(words.support) == 3
    assert not any(re.search(r"\d", point) or point.endswith(".") for point in points)
    own = {language: starters.starter(key)[language] for language in CODES}
    assert len({own[other].hope for other in CODES}) == len(CODES)


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("outside", [True, False])
@pytest.mark.parametrize("minutes", [0, 30])
def test_paragraphs_say_what_they_have_to(now, language, outside, minutes):
    words = starters.starter("engineers")[language]
    row = ExpectationRow(
        function_id=1, name="Fitter {x}", everybody=False, version=1, language=language, hope=words.hope,
        need_not=words.need_not, ask_first=words.ask_first, support=words.support, minutes_a_week=minutes,
        changed_at=now, outside_reviews=outside, is_new=False,
    )  # fmt: skip
    about = About("Nordlys {y}", guidelines=7, contacts=("Sunniva Aas (HR)",))
    said = starters.sentences(language)
    for text in (for_job_description(row, about), for_onboarding(row, about)):
        assert said["voluntary"] in text and (said["outside_reviews"] in text) is outside
        assert "Sunniva Aas (HR)" in text and "7" in text and "Nordlys {y}" in text and "Fitter {x}" in text
        assert ("30" in text) is bool(minutes) and words.hope[0] in text and words.ask_first[0] in text
        assert ".." not in text and "  " not in text
    bare = dataclasses.replace(row, need_not=(), ask_first=(), support=())
    assert "7" not in for_job_description(bare, About("Nordlys"))


def test_a_lead_writes_a_function_from_our_words(cast, let_in):
    Person.objects.filter(id=cast.cleo.id).update(title="Fitter")
    lea = let_in(cast.lea)
    assert "?starter=engineers" in lea.get(PAGE).text
    page = lea.get(f"{PAGE}new/?starter=engineers").text
    assert "dass Sie zeigen" in page and 'value="fitter"' in page
    assert not JobFunction.objects.exists()
    answer = lea.post(f"{PAGE}new/", SENT | {"titles": ["fitter"], "more_titles": "Welder\n\n WELDER "})
    made = JobFunction.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PAGE}{made.id}/")
    assert ExpectationText.objects.get(function=made).hope == "that you tell\nthat you laugh"
    assert set(FunctionTitle.objects.filter(function=made).values_list("title", flat=True)) == {"fitter", "welder"}
    assert made.changed_by_id == cast.lea.id and made.minutes_a_week == 20
    assert "Fitters" in lea.get(PAGE).text
    assert "that you laugh" in lea.get(f"{PAGE}{made.id}/paragraphs/").text
    shown = lea.get("/guidelines/")
    assert shown.status_code == 200


def test_two_editors_lose_nothing(cast, let_in):
    made = make(cast)
    first, second = let_in(cast.lea), let_in(cast.ada)
    page = f"{PAGE}{made}/"
    assert 'name="seen" value="1"' in second.get(page).text
    assert first.post(page, SENT | {"seen": "1", "hope_en": "that the first one wins"}).status_code == 303
    answer = second.post(page, SENT | {"seen": "1", "hope_en": "that mine is kept"})
    assert answer.status_code == 422
    assert "that mine is kept" in answer.text and "that the first one wins" in answer.text
    assert 'name="seen" value="2"' in answer.text
    assert ExpectationText.objects.get(function=made).hope == "that the first one wins"
    assert second.post(page, SENT | {"seen": "2", "hope_en": "both"}).status_code == 303
    assert JobFunction.objects.get().version == 3


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": " \u200b "}, "required"),
        ({"hope_en": "", "need_not_en": "share"}, "Say what you hope for."),
        ({"hope_en": ""}, "in at least one language"),
        ({"hope_en": "\n".join("abcdefghi")}, "At most 8 points"),
        ({"hope_en": "x" * 301}, "At most 8 points"),
        ({"minutes": "601"}, "600"),
        ({"more_titles": "x" * 161}, "One title per line"),
        ({"more_titles": "Rigger"}, "belongs to another function"),
        ({"name": "Riggers"}, "There is a function of this name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(cast, let_in, wrong, words):
    actions.make_function(
        actor=None, organisation_id=cast.nordlys.id, now=cast.now,
        choice=FunctionChoice(name="Riggers", texts={"en": Words(("x",))}, titles=frozenset({"rigger"})),
    )  # fmt: skip
    page = let_in(cast.lea).post(f"{PAGE}new/", SENT | wrong, headers={"accept-language": "en"})
    assert page.status_code == 422 and words in page.text
    assert JobFunction.objects.count() == 1


def test_a_function_is_put_away(cast, let_in):
    made = make(cast)
    lea = let_in(cast.lea)
    assert lea.post(f"{PAGE}{made}/archive/").status_code == 303
    for path in ("", "paragraphs/"):
        assert lea.get(f"{PAGE}{made}/{path}").status_code == 404
    assert lea.post(f"{PAGE}{made}/archive/").status_code == 404
    assert "Fitters" not in lea.get(PAGE).text


def test_only_who_leads_comes_in_and_each_to_their_own(cast, let_in):
    made, foreign = make(cast), make(cast, cast.other)
    paths = [PAGE, f"{PAGE}new/", f"{PAGE}{made}/", f"{PAGE}{made}/paragraphs/"]
    for name in ("bo", "ana", "cleo"):
        someone = let_in(getattr(cast, name))
        assert {someone.get(path).status_code for path in paths} == {404}
        assert someone.post(f"{PAGE}{made}/archive/").status_code == 404
    lea = let_in(cast.lea)
    assert {lea.get(path).status_code for path in paths} == {200}
    assert lea.get(f"{PAGE}{foreign}/").status_code == lea.get(f"{PAGE}{foreign}/paragraphs/").status_code == 404
    assert lea.post(f"{PAGE}{foreign}/", SENT).status_code == lea.post(f"{PAGE}{foreign}/archive/").status_code == 404
