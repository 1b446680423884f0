from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stemme.links.cards import LONGEST_DESCRIPTION, LONGEST_TITLE, Card, shown, trimmed

CARD = Card("nb", "https://nordlys.example/sak", "Siste turbin", "Tre vintre.", "/media/cards/a.jpg", "Nordlys", "Kran")


def test_under_the_title_stands_the_host_that_was_shared() -> None:
    assert shown(CARD, link="https://go.nordlys.example/s/abc").host == "go.nordlys.example"
    assert shown(CARD, link="http://127.0.0.1:8001/s/abc").host == "127.0.0.1"


def test_a_picture_that_is_not_there_has_no_words_and_no_size() -> None:
    card = shown(Card("nb", "https://a.example", "T", image_alt="Kran", image_width=1200), link="https://l.example/s/a")
    assert (card.image_alt, card.image_width, card.image_type) == ("", 0, "")
    assert shown(CARD, link="https://l.example/s/a").image_type == "image/jpeg"


def test_cut_at_a_word_without_a_dangling_comma() -> None:
    assert trimmed("eins zwei, drei vier", 13) == "eins zwei…"
    assert trimmed("eins zwei", 9) == "eins zwei"
    assert trimmed("eins zwei drei", 10) == "eins zwei…"
    assert trimmed("  eins\n zwei  ", 20) == "eins zwei"
    assert trimmed("Donaudampfschifffahrt", 10) == "Donaudamp…"
    assert trimmed("aaaaaaaa" + "e\u0301" * 10, 10) == "aaaaaaaa…"


@given(st.text(max_size=600), st.integers(2, 300))
def test_never_longer_and_always_a_beginning(words: str, longest: int) -> None:
    cut = trimmed(words, longest)
    line = " ".join(words.split())
    assert len(cut) <= longest
    assert cut == line or (cut.endswith("…") and line.startswith(cut[:-1]))
    if cut != line and cut[:-1]:
        assert not unicodedata.combining(line[len(cut) - 1]) or line[len(cut) - 1] in " ,.;:–-"


@given(st.text(max_size=2_000), st.text(max_size=2_000))
def test_what_networks_read_is_bounded(title: str, description: str) -> None:
    card = shown(Card("en", "https://a.example", title, description), link="https://l.example/s/a")
    assert len(card.title) <= LONGEST_TITLE and len(card.description) <= LONGEST_DESCRIPTION
