"""What the guideline check sees and what it leaves alone, on real sentences in five languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.languages import CODES
from stemme.library.guidelines.checks import KEYS, MUST, Checked, Finding, Rules, Written, check
from stemme.library.guidelines.claims import SHOUTING, numbers_to_prove, shouted
from stemme.library.guidelines.likeness import TOO_ALIKE, likeness, sequences
from stemme.library.guidelines.readability import read
from stemme.library.guidelines.shouting import hashtags, in_capitals
from stemme.policy.phrases import Phrase

RULES = Rules(
    organisation_name="Nordlys AS",
    phrases=(Phrase("ambassadør", "Si kollega."), Phrase("Prosjekt Fyrlys", never=True)),
    customers=("Bergen Kommune", "Ørsted"),
    lines=("Jeg jobber i Nordlys.",),
)
#: Said as one person would say it: nothing to find.
QUIET = {
    "en": "Three winters, four storms, one broken crane. I was there when the last blade went up.",
    "nb": "Tre vintre, fire stormer og en kran som røk. Jeg var der da det siste bladet kom opp.",
    "da": "Tre vintre, fire storme og en kran, der gik i stykker. Jeg var der, da det sidste blad kom op.",
    "sv": "Jag har suttit ensam i kontrollrummet när hela Norrbotten sover. Det är då man hör nätet.",
    "de": "Drei Winter, vier Stürme und ein kaputter Kran. Ich war dabei, als das letzte Blatt hochkam.",
}


def shared(text: str, language: str = "nb", part: str = "personal") -> Written:
    return Written(part, language, text, shared=True)


def keys(*texts: Written, **story: object) -> list[tuple[str, str]]:
    found = check(Checked(language="nb", texts=texts, **story), RULES)  # type: ignore[arg-type]
    return [(finding.key, finding.words) for finding in found]


@pytest.mark.parametrize(("language", "text"), QUIET.items())
def test_a_text_without_any_of_it_gives_no_finding(language, text):
    assert keys(Written("title", language, text[:40]), shared(text, language)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Som ambassadør for Nordlys", [("phrase", "ambassadør")]),
        ("PROSJEKT  fyrlys går", [("phrase", "Prosjekt Fyrlys")]),
        ("Vi fikk det til", [("disclosure", "vi")]),
        ("Vi i Nordlys fikk det til", []),
        ("Vi fikk det til. Jeg jobber i Nordlys.", []),
        ("Bergen Kommunes nye tak", [("customer", "Bergen Kommune")]),
        ("Ørsteds park, og Oersted", [("customer", "Ørsted")]),
        ("Ørstedsparken i København", []),
        ("KOM OG SE DET", [("capitals", "KOM OG SE DET")]),
        ("HVDC fra NATO til EU", []),
        ("Endelig! Ja!", [("exclamations", "")]),
        ("Endelig!", []),
        ("#a #b #c", []),
        ("#a #b #c #d", [("hashtags", "")]),
        ("https://n.example/#a#b#c#d", []),
    ],
)
def test_what_stands_in_a_starting_point(text, found):
    assert keys(shared(text)) == found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Trettio minus, 214 000 kunder, tre personer på jobbet.", ["214 000 kunder"]),
        ("214 000 kunder, enligt Energimarknadsinspektionen.", []),
        ("214 000 kunder https://nordlys.example", []),
        ("Kilde: SSB. 214 000 kunder", []),
        ("42 % færre utslipp siden 2019", ["42 %"]),
        ("42 prosent færre", ["42 prosent"]),
        ("1,5 Millionen Haushalte", ["1,5 Millionen"]),
        ("Am 17.11.2026 um 9:30 kamen 2.500 Gäste", ["2.500 Gäste"]),
        ("In 2026 we built 3 towers with 14 people", []),
        ("Tel. +47 22 00 00 00, room 10:00, version 2.5.1000, #5000", []),
    ],
)
def test_numbers_that_somebody_will_doubt(text, numbers):
    assert numbers_to_prove(text) == numbers


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Our world-class, cutting-edge platform", ["cutting-edge", "world-class"]),
        ("nb", "Vi er verdensledende på vind", ["verdensledende"]),
        ("da", "En unik mulighed hos os", ["unik mulighed"]),
        ("sv", "Missa inte vår världsledande lösning", ["världsledande", "missa inte"]),
        ("de", "Der Marktführer mit bahnbrechender Technik", ["Marktführer"]),
        ("de", "Weltklasse, unübertroffen", ["unübertroffen", "Weltklasse"]),
        ("en", "a class of the world", []),
    ],
)
def test_words_that_advertise(language, text, found):
    assert shouted(text, language) == found


def test_every_language_has_its_short_list_and_no_word_twice():
    assert set(SHOUTING) == set(CODES)
    for phrases in SHOUTING.values():
        each = [phrase.strip() for phrase in phrases.split("|")]
        assert len(each) == len(set(each)) and 12 <= len(each) <= 30


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("We built the last turbine in three winters.", "The last turbine was built in three winters.", True),
        ("Jag satt ensam i kontrollrummet.", "Ensam satt jag i kontrollrummet.", True),
        ("Wir suchen drei Leute für den Hafen.", "Für den Hafen suchen wir drei Leute!", True),
        ("Vi søger tre kolleger til havnen.", "Vi søger tre nye kolleger til havnen i Esbjerg.", True),
        ("Jag har suttit ensam i kontrollrummet.", "Vad gör man en hel natt när ingenting får hända?", False),
        ("Tre vintre og en kran.", "Hva lærte dere av stormen?", False),
        ("What did you see that others did not?", "Three winters, four storms, one crane.", False),
    ],
)
def test_starting_points_that_say_the_same(one, other, same):
    assert (likeness(sequences(one), sequences(other)) >= TOO_ALIKE) is same
    found = [key for key, _words in keys(shared(one), shared(other, part="point"))]
    assert ("alike" in found) is same


EASY = "We went out at night. The wind was cold and the sea was black. Nobody said a word. " * 3
DENSE = {
    "en": "Notwithstanding the aforementioned considerations regarding organisational responsibilities, implementation "
    "necessitates comprehensive interdepartmental coordination throughout operational procedures. ",
    "nb": "Under henvisning til ovennevnte bestemmelser vedrørende virksomhetens forretningsmessige forpliktelser "
    "forutsettes gjennomføringen koordinert mellom samtlige ansvarlige organisasjonsenheter. ",
    "de": "Unter Berücksichtigung sämtlicher vorgenannter Rahmenbedingungen erfolgt die Durchführung der beschriebenen "
    "Maßnahmen ausschließlich durch die zuständigen Organisationseinheiten der Konzernverwaltung. ",
}


def test_how_hard_it_is_to_read():
    easy = read(EASY)
    assert easy is not None and easy.lix < 20 and easy.longest_words == 9
    assert read("Only a few words here.") is None
    assert keys(Written("body", "en", EASY)) == []
    for language, sentence in DENSE.items():
        assert ("hard", "") in keys(Written("body", language, sentence * 4))
    long = "and " * 50 + "stop."
    assert [key for key, _words in keys(Written("body", "en", long))] == ["sentence"]


def test_lix_is_the_published_sum():
    """40 words in 4 sentences, 10 of them long: 10 + 25."""
    text = (
        "Seventh one two tre fir fem sek syv ott sevenths. " * 2
        + "Seventh one two tre fir sevenths kor tid nok windmill. " * 2
    )
    reading = read(text)
    assert reading is not None and (reading.words, reading.lix) == (40, 10 + 25)


def test_what_belongs_to_a_kind_of_story():
    assert keys(kind="job") == [("job_deadline", ""), ("job_place", "")]
    assert keys(kind="job", last_day=True, place=True) == []
    assert keys(kind="event") == [("event_time", ""), ("event_place", "")]
    assert keys(has_picture=True, picture_theirs=True) == [("picture_theirs", ""), ("picture_undescribed", "")]
    assert keys(has_picture=True, picture_described=True) == []
    assert keys(Written("title", "nb", "x" * 96)) == [("long_title", "")]


def test_a_language_nobody_wrote_leads_to_its_title():
    found = check(Checked(language="sv", cannot_read={"en": 19}), RULES)
    assert found == [Finding("language", "title", "en", number=19)]


def test_only_what_is_marked_never_must_go():
    found = check(Checked(language="nb", texts=(shared("Ambassadør for Prosjekt Fyrlys"),)), RULES)
    assert [(f.words, f.level, f.advice) for f in found] == [
        ("Prosjekt Fyrlys", MUST, ""), ("ambassadør", "hint", "Si kollega.")
    ]  # fmt: skip


def test_small_signs():
    assert in_capitals("Vi er BEST OG STØRST") == "BEST OG STØRST"
    assert in_capitals("STØRST BEST") == "" and in_capitals("VERDENS STØRSTE") == "VERDENS STØRSTE"
    assert hashtags("a#b c&#39; #d") == 1


PIECES = [
    *QUIET.values(),
    "Vi! Vi! #a #b #c #d",
    "214 000 kunder",
    "KOM OG SE DET",
    "Ørsted",
    "verdensledende",
    DENSE["nb"],
]
WRITTEN = st.builds(
    Written, st.sampled_from(["title", "body", "personal", "point"]), st.sampled_from(CODES),
    st.one_of(st.sampled_from(PIECES), st.text(max_size=300)), st.booleans(),
)  # fmt: skip


@given(st.lists(WRITTEN, max_size=8), st.integers())
def test_the_order_of_texts_does_not_matter_and_nothing_breaks(texts, seed):
    found = check(Checked(language="nb", texts=tuple(texts)), RULES)
    mixed = list(texts)
    random.Random(seed).shuffle(mixed)  # noqa: S311 - an order, not a secret
    assert check(Checked(language="nb", texts=tuple(mixed)), RULES) == found
    assert all(f.key in KEYS for f in found) and len(found) == len(set(found))


@given(st.lists(st.sampled_from(sorted(QUIET.items())), max_size=5, unique=True))
def test_quiet_texts_stay_quiet_together(texts):
    assert keys(*(shared(text, language) for language, text in texts)) == []
