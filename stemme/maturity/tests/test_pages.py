"""The parts of /growth/ that come from here, the forms they send, and the page on how a place is worked out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.formats import number_format

from benchmarks import bench_maturity as bench
from stemme.kit.languages import CODES
from stemme.maturity import explaining, queries
from stemme.maturity.classifier import classify
from stemme.maturity.drawing import ladder, on_map, panes, percentages
from stemme.maturity.measured import MEASURED, Measured
from stemme.maturity.question_wording import option_texts, question_text
from stemme.maturity.questions import OPTIONS, QUESTIONS
from stemme.maturity.types import KEYS
from stemme.maturity.wording import type_name
from stemme.people.models import Person

ANSWERS = {key: str(option) for key, option in explaining.EXAMPLE.items()}
DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "algorithms" / "maturity.md"


@pytest.fixture
def browser(cast, let_in):
    """Cleo's, in English."""
    Person.objects.filter(id=cast.cleo.id).update(language="en")
    return let_in(cast.cleo)


def told(page):
    """The words of a page, entities and line breaks undone."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()).replace("&#x27;", "'"))


@pytest.mark.django_db
def test_answering_on_the_page_leads_back_to_the_place(browser):
    assert "0 of 8 answered" in told(browser.get("/growth/"))
    answer = browser.post("/growth/answers/", ANSWERS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/growth/#place")
    page = browser.get("/growth/")
    place = classify(bench.Answered(key, option, 0) for key, option in explaining.EXAMPLE.items())
    assert "8 of 8 answered" in told(page)
    for pane in panes(place):
        if pane.percent:
            assert f"{type_name(pane.key)}" in told(page)
            assert f"{pane.percent}%" in told(page)
    for key, percent in ladder(place)[0]:
        assert re.search(rf"{type_name(key)} {percent}%", told(page))
    assert page.content.count(b" checked") == 8
    assert "Rests on 8 answers, the newest from today." in told(page)


@pytest.mark.django_db
def test_each_wish_is_kept_and_shown(cast, browser):
    ids = (cast.nordlys.id, cast.cleo.id)
    browser.post("/growth/answers/", ANSWERS)
    for path, sent in (
        ("/growth/rather/", {"type": "connector"}),
        ("/growth/as-far-as/", {"type": "collaborator"}),
        ("/growth/on-the-map/", {"on": "0"}),
        ("/growth/by-stemme/", {"on": "1"}),
    ):
        assert browser.post(path, sent).status_code == 303
    assert queries.correction_of(*ids) == "connector"
    assert queries.choices_of(*ids) == queries.Choices(on_map=False, target="collaborator", by_stemme=True)
    page = browser.get("/growth/").content.decode()
    assert '<option value="connector" selected>' in page
    assert '<option value="collaborator" selected>' in page
    assert "Put me back on the map" in page
    assert "No longer place me" in page
    browser.post("/growth/on-the-map/", {"on": "1"})
    browser.post("/growth/by-stemme/", {"on": "0"})
    browser.post("/growth/rather/", {"type": ""})
    assert queries.choices_of(*ids) == queries.Choices(target="collaborator")
    assert queries.correction_of(*ids) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/growth/answers/", {"contacts": "5"}),
        ("/growth/rather/", {"type": "winner"}),
        ("/growth/as-far-as/", {"type": "winner"}),
        ("/growth/on-the-map/", {}),
        ("/growth/by-stemme/", {"on": "perhaps"}),
    ],
)
def test_what_no_page_of_ours_sends_changes_nothing(cast, browser, path, sent):
    assert browser.post(path, sent).status_code == 404
    assert browser.get(path).status_code == 405
    assert not queries.place_of(cast.nordlys.id, cast.cleo.id, now=cast.now).known


@pytest.mark.django_db
@pytest.mark.parametrize("language", CODES)
def test_the_open_page_says_what_the_code_does(client, language):
    page = client.get("/how/maturity/", headers={"accept-language": language})
    words = told(page)
    with translation.override(language):
        found = explaining.told()
        for question in found.questions:
            assert question.text in words
            assert " · ".join(map(number_format, question.thresholds)) in words
        for name, percent in found.example:
            assert re.search(rf"{name} {percent}\D", words)
        for number in (found.noise, found.bias, found.counts_sd, found.correction_sd):
            assert number_format(number) in words
        assert number_format(found.example_place.network, decimal_pos=2) in words
        assert found.example_target in words
    assert found.example_place == explaining.example_place()


def test_the_document_says_what_the_code_does():
    words = re.sub(r"\s+", " ", DOCUMENT.read_text(encoding="utf-8"))
    place = explaining.example_place()
    for key, membership in zip(KEYS, place.memberships, strict=True):
        assert f"| {key} | {membership:.3f} |" in words
    for question in QUESTIONS:
        assert f"| {question.key} | {question.axis} | {' '.join(map(str, question.thresholds))} |" in words
    for value in (place.network, place.activity, place.network_sd, place.activity_sd):
        assert f"{value:.2f}" in words
    for name in Measured.__dataclass_fields__:
        assert f"| {name} | {getattr(MEASURED, name):.2f} |" in words


def test_the_simulation_says_what_the_page_says():
    """The numbers of the page, by the simulation of the benchmark on a fifth of its people."""
    by_name = {(setting.who, setting.evidence): setting for setting in bench.SETTINGS}
    exact = bench.measure(by_name["exactly a type", "8 answers"], people=800)
    export = bench.measure(by_name["exactly a type", "+ own export"], people=800)
    anywhere = bench.measure(by_name["anywhere", "8 answers"], people=800)
    found = Measured(
        right=exact.right, right_export=export.right, right_anywhere=anywhere.right, near=exact.near, again=exact.again,
        again_anywhere=anywhere.again, step=exact.step, step_again=exact.step_again,
    )  # fmt: skip
    for name in Measured.__dataclass_fields__:
        assert getattr(found, name) == pytest.approx(getattr(MEASURED, name), abs=0.05), name


def test_every_question_has_words_and_five_options():
    for question in QUESTIONS:
        assert question_text(question.key).endswith("?")
        assert len(set(option_texts(question.key))) == OPTIONS == len(question.thresholds) + 1
        assert list(question.thresholds) == sorted(set(question.thresholds))


def test_a_dot_lies_in_the_third_it_belongs_to():
    assert [int(on_map(value) * 3 / 100.001) for value in (0.0, 0.49, 0.51, 1.49, 1.51, 2.0)] == [0, 0, 1, 1, 2, 2]
    assert percentages((1.0, *(0.0 for _ in range(8)))) == (100, *(0 for _ in range(8)))
