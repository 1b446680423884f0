"""How words are looked at: beginnings, the line that says where one works, phrases. Without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.policy.disclosure import says_where, with_line
from stemme.policy.phrases import Phrase, fold, found_in, words_of
from stemme.sharing.words.angles import general_angles
from stemme.sharing.words.beginnings import FEWEST, LONGEST, beginning_of, told

LINE = "Jeg jobber i Nordlys Energi."
WORD = st.text("abcæøåäöüßéÆØÅ", min_size=1, max_size=9)
TEXTS = st.lists(WORD, min_size=1, max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Jeg har hatt regnjakka liggende klar i tre år.", "jeg har hatt regnjakka liggende klar"),
        ("  jeg HAR hatt\n\nregnjakka – «liggende» klar nå", "jeg har hatt regnjakka liggende klar"),
        ("https://nordlys.example/1 Jeg har hatt regnjakka", "jeg har hatt regnjakka"),
        ("Stolt av laget!", ""),
        ("", ""),
        ("👨‍👩‍👧 🎉", ""),
    ],
)
def test_the_first_words_are_a_beginning(text, beginning):
    assert beginning_of(text) == beginning


@given(TEXTS, TEXTS)
def test_a_beginning_is_blind_to_case_and_to_what_follows(text, more):
    begun = beginning_of(text)
    assert beginning_of(text.upper()) == begun == beginning_of(begun or "")
    words = words_of(text)
    assert bool(begun) is (len(words) >= FEWEST)
    if len(words) >= LONGEST:
        assert beginning_of(f"{text}, {more}!") == begun


@pytest.mark.parametrize(
    ("counted", "has_shared", "reached", "said"),
    [(1, False, 100, 0), (2, False, 100, 2), (2, True, 100, 0), (3, True, 100, 2), (9, False, 7, 0), (9, False, 8, 9)],
)
def test_a_number_is_told_from_two_others_on_and_never_in_small_groups(counted, has_shared, reached, said):
    assert told(counted, has_shared=has_shared, reached=reached, floor=8) == said


@pytest.mark.parametrize(
    "text",
    [
        "Stolt av Nordlys Energi.",
        "Nordlys Energis nye turbin",
        "Nordlys Energi's new turbine",
        "Nordlys Energi’s new turbine",
        "die Turbine der NORDLYS\nENERGI",
        "Nordlys-Energi-teamet",
        "laget i NordlysEnergi",
        "Bei uns im Licht. Ich arbeite beim Netz von Nordlys!",
    ],
)
def test_a_bent_name_says_where_one_works(text):
    assert says_where(text, "Nordlys Energi AS", ["Ich arbeite beim Netz von Nordlys"])


@pytest.mark.parametrize(
    "text",
    ["Et nordlys over fjorden", "Ny energi i nord", "Stolt! #NordlysEnergi", "https://nordlys-energi.no/nordlysenergi",
     "Les mer på nordlysenergi.no", "Energi Nordlys", ""],
)  # fmt: skip
def test_hashtags_addresses_and_likenesses_do_not(text):
    assert not says_where(text, "Nordlys Energi", [LINE])


@pytest.mark.parametrize("text", ["hos Stadtwerken Kiel", "der Stadtwerke Kiel", "Kiel Stadtwerke Kiels"])
def test_every_word_of_a_name_may_be_bent(text):
    assert says_where(text, "Stadtwerke Kiel GmbH", [])


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("", LINE),
        ("I dag snur den.", f"I dag snur den. {LINE}"),
        ("I dag snur den", f"I dag snur den. {LINE}"),
        ("Første.\n\nAndre.", f"Første. {LINE}\n\nAndre."),
        ("Første.\nSamme avsnitt.\n \nAndre.", f"Første.\nSamme avsnitt. {LINE}\n \nAndre."),
        ("Den snur. #vind #energi", f"Den snur. {LINE} #vind #energi"),
        ("Den snur. https://x.no/1\n", f"Den snur. {LINE} https://x.no/1\n"),
        ("#vind", f"{LINE} #vind"),
        ("\n\nDen snur!\n", f"\n\nDen snur! {LINE}\n"),
    ],
)
def test_the_line_goes_near_the_claim(text, result):
    assert with_line(text, LINE) == result


@given(st.text("ab .\n#🎉é", max_size=60))
def test_nothing_written_is_lost_and_the_line_is_found_again(text):
    result = with_line(text, LINE)
    before, _line, after = result.partition(LINE)
    assert "".join(result.replace(LINE, "", 1).split()).replace(".", "") == "".join(text.split()).replace(".", "")
    assert says_where(result, "Nordlys Energi", [LINE])
    assert "\n\n" not in before.strip()


PHRASES = [Phrase("Prosjekt Fyrlys", never=True), Phrase("größte"), Phrase("kafé"), Phrase("får")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Om PROSJEKT\u00a0fyrlys, da", ["Prosjekt Fyrlys"]),
        ("Prosjekt-Fyrlys", ["Prosjekt Fyrlys"]),
        ("Prosjekt\u00adet", []),
        ("Prosjektet Fyrlys, prosjekt Fyrlyset", []),
        ("DER GRÖSSTE, der groesste", ["größte"]),
        ("Cafe? Kafe!", ["kafé"]),
        ("Kafe\u0301", ["kafé"]),
        ("far og för", []),
        ("faar", ["får"]),
    ],
)
def test_phrases_are_whole_words_in_any_spelling(text, found):
    assert [phrase.text for phrase in found_in(text, PHRASES)] == found


@given(TEXTS, TEXTS, TEXTS)
def test_a_phrase_is_found_wherever_it_stands(before, phrase, after):
    assert found_in(f"{before}, {phrase.upper()}! {after}", [Phrase(phrase)])
    assert fold(fold(phrase)) == fold(phrase)


def test_general_questions_differ_by_kind_and_speak_the_language_of_the_text():
    kinds = [general_angles(kind, "nb") for kind in ("article", "job", "event", "video", "outside")]
    assert len(set(kinds)) == 5 and all(len(questions) == 3 for questions in kinds)
    assert general_angles("article", "nb")[0] == "Hva så du av det som andre ikke så?"
    assert general_angles("article", "en")[0] == "What did you see of it that others did not?"


@pytest.mark.parametrize("piece", ["a", "a.", "a@", "#a ", " ", "\n ", "a b ", "https://", "'a", "-", "\u0301"])
def test_long_texts_are_read_in_one_go(piece):
    """A reading that took the square of the length would not come back from here."""
    text = (piece * 70_000)[:70_000] + "x"
    assert not says_where(text, "Nordlys Energi", [LINE]) and not found_in(text, PHRASES)
    assert LINE in with_line(text, LINE) and isinstance(beginning_of(text), str)
