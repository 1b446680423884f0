from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from stemme.library.audience import Audience
from stemme.library.bodies import editable, stored
from stemme.library.dates import moment
from stemme.library.decoding import decoded, mended
from stemme.library.guessing import language_of
from stemme.library.reach import count
from stemme.library.scenes import SCENES, scene_for
from stemme.library.states import STATES, state_of
from stemme.library.wording import _PROBLEMS, age, audience_in_words, problem

NOW = dt.datetime(2026, 11, 12, 8, 14, tzinfo=dt.UTC)


def test_an_audience_is_any_within_a_kind_and_all_across() -> None:
    audience = Audience(frozenset({1}), frozenset({"nb", "da"}), frozenset({"Bergen"}))
    assert audience.reaches(team_line=(7, 1), language="da", place="bergen")
    assert not audience.reaches(team_line=(7,), language="da", place="Bergen")
    assert not audience.reaches(team_line=(1,), language="sv", place="Bergen")
    assert not audience.reaches(team_line=(1,), language="nb", place="Oslo")
    assert Audience().reaches(team_line=(), language="en", place="") and Audience().is_everyone


CROWDS = [
    SimpleNamespace(team_id=2, language="nb", place="Bergen", people=10),
    SimpleNamespace(team_id=3, language="da", place="Aarhus", people=4),
    SimpleNamespace(team_id=None, language="nb", place="", people=1),
]
LINES = {1: (1,), 2: (2, 1), 3: (3,)}


def test_people_of_teams_below_are_counted_too_and_those_left_out_are_not() -> None:
    assert count(Audience(frozenset({1, 3}), frozenset({"nb"})), CROWDS, LINES) == 10
    assert count(Audience(frozenset({1, 3})), CROWDS, LINES) == 14
    assert count(Audience(without_team_ids=frozenset({1})), CROWDS, LINES) == 5
    assert count(Audience(without_languages=frozenset({"nb"}), without_places=frozenset({"OSLO"})), CROWDS, LINES) == 4


@given(
    st.sets(st.integers(1, 3)),
    st.sets(st.sampled_from(["nb", "da", "sv"])),
    st.sets(st.sampled_from(["Bergen", "Oslo"])),
)
def test_narrowing_an_audience_never_reaches_more(teams: set[int], languages: set[str], places: set[str]) -> None:
    narrow = count(Audience(frozenset(teams), frozenset(languages), frozenset(places)), CROWDS, LINES)
    assert narrow <= count(Audience(frozenset(teams), frozenset(languages)), CROWDS, LINES) <= 15


def test_audiences_in_words() -> None:
    teams = {1: "Grid", 2: "Hydropower", 3: "Technology", 4: "HR"}
    assert audience_in_words(Audience(), teams) == "Everyone"
    some = Audience(frozenset({1, 2, 3, 4}), frozenset({"sv"}), frozenset({"Luleå"}))
    assert audience_in_words(some, teams) == "Grid, HR, Hydropower and 1 more · Svenska · Luleå"


@given(st.tuples(*[st.none() | st.integers(-3, 3)] * 4))
def test_a_story_is_in_exactly_one_state(hours: tuple[int | None, ...]) -> None:
    published, starts, ends, withdrawn = (None if h is None else NOW + dt.timedelta(hours=h) for h in hours)
    state = state_of(NOW, published_at=published, starts_at=starts, ends_at=ends, withdrawn_at=withdrawn)
    assert state in STATES
    assert (state == "withdrawn") == (withdrawn is not None)


@given(st.text(), st.text())
def test_scenes(topic: str, url: str) -> None:
    assert scene_for(topic, url) in SCENES
    assert scene_for("wind", url) == "wind"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The last turbine stands at the harbour, and the crew tells how it went.", "en"),
        ("Hvorfor strømmen blir billigere om natten, og hva du kan gjøre med det.", "nb"),
        ("Hvorfor strømmen bliver billigere om natten, og hvad du selv kan gøre ved det.", "da"),
        ("Så vaktar vi elnätet en vinternatt när det är trettio minus ute.", "sv"),
        ("Wärme aus dem Hafenbecken: wie wir die Stadt mit dem Wasser der Elbe heizen.", "de"),
        ("Kva vi gjer når straumen blir borte, og kor lenge det varer.", "nb"),
        ("Les éoliennes de la mer du Nord et le vent qui les fait tourner.", ""),
        ("Het is een windmolen op de zee en wij bouwen die niet alleen.", ""),
        ("Driftstekniker", ""),
        ("", ""),
    ],
)
def test_languages_by_their_small_words(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-10-12T08:00:00+02:00", dt.datetime(2026, 10, 12, 6, tzinfo=dt.UTC)),
        ("Mon, 12 Oct 2026 08:00:00 +0200", dt.datetime(2026, 10, 12, 6, tzinfo=dt.UTC)),
        ("2014-03-10 00:00:00 +0000 UTC", dt.datetime(2014, 3, 10, tzinfo=dt.UTC)),
        ("15.11.2026", dt.datetime(2026, 11, 15, tzinfo=dt.UTC)),
        ("2026-10-15", dt.datetime(2026, 10, 15, tzinfo=dt.UTC)),
        ("0001-01-01T00:00:00+00:00", None),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("1970-01-01T00:00:00Z", None),
        ("31.02.2026", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("Snarest", None),
        ("", None),
        (None, None),
        (2026, None),
    ],
)
def test_dates(written: object, expected: dt.datetime | None) -> None:
    assert moment(written) == expected


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_none(written: str) -> None:
    found = moment(written)
    assert found is None or found.tzinfo is not None


@given(st.text(alphabet=st.characters(codec="utf-8")), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_what_was_encoded_is_decoded(text: str, encoding: str) -> None:
    body = ("<?xml?>" + text).encode(encoding)
    assert decoded(body, {}) == "<?xml?>" + text


@given(st.text(alphabet="abcæøåäöüßÆØÅÄÖÜ –’“” "))
def test_windows_1252_is_understood_and_mended(text: str) -> None:
    assert decoded(("é " + text).encode("cp1252"), {"content-type": "text/html"}) == "é " + text
    assert mended(text.encode().decode("latin-1")) == text
    assert mended("Ærlig å være: über öde") == "Ærlig å være: über öde"


@given(st.lists(st.text(alphabet="xyz <>&å\u202e", min_size=1).filter(str.strip), max_size=4))
def test_a_body_survives_its_text_field(blocks: list[str]) -> None:
    once = stored("\n\n".join(block.strip() for block in blocks))
    assert stored(editable(once)) == once


def test_bodies() -> None:
    assert stored("Én kran.\nTre vintre.\n\nSlutt & takk") == "<p>Én kran.<br>Tre vintre.</p><p>Slutt &amp; takk</p>"
    assert stored("<p>Hei <b>du</b><script>x</script></p>") == "<p>Hei <strong>du</strong></p>"
    assert editable("<p>Én</p><p>To &amp; tre</p>") == "Én\n\nTo & tre"
    assert editable("<p>Én <em>to</em></p>") == "<p>Én <em>to</em></p>"
    assert stored("1 < 2") == "<p>1 &lt; 2</p>"


def test_every_problem_has_a_sentence_in_five_languages() -> None:
    for code in ("en", "nb", "da", "sv", "de"):
        with translation.override(code):
            sentences = {problem(reason) for reason in _PROBLEMS}
            assert len(sentences) == len(_PROBLEMS)
            assert problem("") == ""
            assert problem("something new") == problem("failing")


def test_ages() -> None:
    ages = [age(NOW - dt.timedelta(minutes=m), NOW) for m in (1, 59, 60, 1439, 1440, 6 * 1440, 8 * 1440)]
    assert ages == [
        "1 minute ago",
        "59 minutes ago",
        "1 hour ago",
        "23 hours ago",
        "1 day ago",
        "6 days ago",
        "4 Nov 2026",
    ]
    assert age(None, NOW) == ""
    assert age(NOW + dt.timedelta(hours=1), NOW) == "0 minutes ago"
