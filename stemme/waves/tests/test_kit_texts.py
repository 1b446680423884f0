"""Our texts of the launch kit: all pieces in all languages, saying the same, promising what holds."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from stemme.kit.languages import CODES
from stemme.waves.kit.choosing import Suggestible, suggested
from stemme.waves.kit.pieces import BUDDIES, FIRST_STORIES, INTRANET, INVITATION, MANAGER_NOTE, PIECES, POSTER, REMINDER
from stemme.waves.kit.starters import FOLDER, StarterError, read_starters, starter
from stemme.waves.kit.wording import ICONS, NAMES, WHEN
from stemme.waves.kit.words import UnknownPlaceholderError, Words, check, fill, placeholders

EVERY = [pytest.param(piece.key, code, id=f"{piece.key}-{code}") for piece in PIECES for code in CODES]
#: What the product does not do, or what would be pressure: no text of ours may say it. In all five languages.
NEVER = (
    r"!",
    r"\bboost|\bunlock|ambassad|botschafter|viral",
    r"\bpoints?\b|\bpoeng|\bpoäng|\bPunkte\b|prize|premie|præmie|\bpris\b|\bPreis",
    r"anonym",
    r"automati",
    r"\bmust\b|\bmåste\b|\bskal (du|dele)\b|\bskall\b|verpflicht|obligator|påbudt",
    r"guarant|garant",
    r"download|installer|herunterlad|last ned|ladda ner",
)
VOLUNTARY = {
    "en": r"voluntary|up to you|need not share|A no needs no reason",
    "nb": r"frivillig|bestemmer du selv|trenger ikke å dele|Et nei trenger ingen grunn",
    "da": r"frivilligt|bestemmer du selv|behøver ikke dele|Et nej kræver ingen grund",
    "sv": r"frivilligt|bestämmer du själv|behöver inte dela|Ett nej behöver inget skäl",
    "de": r"freiwillig|entscheiden Sie selbst|müssen nichts teilen|Ein Nein braucht keinen Grund",
}
MEASURED = {
    "en": r"We count which stories are shared and how many visits",
    "nb": r"Vi teller hvilke historier som deles, og hvor mange besøk",
    "da": r"Vi tæller, hvilke historier der bliver delt, og hvor mange besøg",
    "sv": r"Vi räknar vilka berättelser som delas och hur många besök",
    "de": r"Wir zählen, welche Beiträge geteilt werden und wie viele Besuche",
}
NO_PASSWORD = {"en": "password", "nb": "passord", "da": "adgangskode", "sv": "lösenord", "de": "Passwort"}


def text(piece: str, language: str) -> str:
    words = starter(piece, language)
    return f"{words.subject}\n{words.body}"


@pytest.mark.parametrize(("piece", "language"), EVERY)
def test_a_text_leaves_open_what_it_does_in_every_other_language(piece: str, language: str) -> None:
    words = starter(piece, language)
    assert 0 < len(words.subject) <= 200
    assert words.body == words.body.strip()
    assert sorted(placeholders(words)) == sorted(placeholders(starter(piece, "en")))
    assert len(words.paragraphs) == len(starter(piece, "en").paragraphs)
    filled = fill(words, given_name="Kari", organisation="Nordlys", link="https://x.example/", sender="Maja")
    assert "{" not in filled.subject + filled.body
    assert language == "en" or words.body != starter(piece, "en").body


@pytest.mark.parametrize(("piece", "language"), EVERY)
def test_no_text_promises_what_the_product_does_not_do_and_each_says_that_one_may_decline(
    piece: str, language: str
) -> None:
    for never in NEVER:
        assert not re.search(never, text(piece, language), re.IGNORECASE), never
    assert re.search(VOLUNTARY[language], text(piece, language))


@pytest.mark.parametrize("language", CODES)
def test_who_is_asked_learns_what_is_counted_and_that_it_takes_no_password(language: str) -> None:
    for piece in (INVITATION, INTRANET, MANAGER_NOTE):
        assert re.search(MEASURED[language], text(piece, language))
    for piece in (INVITATION, REMINDER, INTRANET, MANAGER_NOTE, POSTER):
        assert NO_PASSWORD[language] in text(piece, language)
    german = [text(piece.key, "de") for piece in PIECES]
    assert not any(re.search(r"\b(du|dir|dein\w*|euch|ihr seht)\b", one) for one in german)


def test_every_piece_has_its_name_and_is_led_somewhere_only_if_it_says_so() -> None:
    keys = {piece.key for piece in PIECES}
    assert keys == set(NAMES) == set(WHEN) == set(ICONS)
    assert keys == {INVITATION, REMINDER, MANAGER_NOTE, INTRANET, POSTER, FIRST_STORIES, BUDDIES}
    assert all(("link" in piece.open) == bool(piece.leads_to) for piece in PIECES)
    assert {path.name for path in FOLDER.iterdir()} == {f"{code}.toml" for code in CODES}


def test_what_nobody_fills_is_refused_by_name() -> None:
    words = Words("Hello {name}", "{organisation}, {link} and {name} and {Vorname}")
    with pytest.raises(UnknownPlaceholderError) as caught:
        check(words, ("organisation", "link"))
    assert caught.value.names == ("name", "Vorname")
    assert "{name}, {Vorname}" in str(caught.value)
    with pytest.raises(UnknownPlaceholderError):
        fill(Words("", "{link}"), organisation="Nordlys")


def test_a_value_is_never_read_for_placeholders_and_a_subject_stays_on_one_line() -> None:
    words = Words("Hello {given_name}", "{given_name}: {organisation} {")
    filled = fill(words, given_name="{organisation}\nBcc: x", organisation="Nordlys")
    assert filled == Words("Hello {organisation} Bcc: x", "{organisation}\nBcc: x: Nordlys {")


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert Words("", "\nOne\nstill one\n \n\nTwo\n").paragraphs == ("One\nstill one", "Two")
    assert Words("", " ").paragraphs == ()


def test_what_is_wrong_in_a_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StarterError, match=r"en\.toml"):
        read_starters(tmp_path)
    (tmp_path / "en.toml").write_text("[manager_note]\nsubject = 'x'\nbody = 'Write to {boss}'", encoding="utf-8")
    with pytest.raises(StarterError, match=r"\{boss\}"):
        read_starters(tmp_path)
    (tmp_path / "en.toml").write_text("", encoding="utf-8")
    with pytest.raises(StarterError, match="lacks 'manager_note'"):
        read_starters(tmp_path)


def test_a_story_that_newcomers_can_read_comes_before_one_that_many_took_part_in() -> None:
    five = frozenset(CODES)
    stories = [
        Suggestible(1, 60.0, frozenset({"en"})),
        Suggestible(2, None, five),
        Suggestible(3, 20.0, five),
        Suggestible(4, 40.0, frozenset({"nb", "en"})),
        Suggestible(5, 50.0, frozenset({"nb"})),
        Suggestible(6, 20.0, five),
    ]
    assert suggested(stories, language="nb", languages=5, wanted=6) == [3, 6, 2, 4, 5, 1]
    assert suggested(stories, language="nb", languages=5) == [3, 6, 2]
    assert suggested([], language="nb", languages=5) == []
