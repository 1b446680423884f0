import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemme.sharing.counting import graphemes, length, weighted_length

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize(
    ("text", "weight", "letters", "characters"),
    [
        ("Blåbærsyltetøy", 14, 14, 14),
        ("e\u0301", 1, 1, 2),
        (FAMILY, 2, 1, 7),
        ("🇳🇴🇩🇰", 4, 2, 4),
        ("👍🏽", 2, 1, 2),
        ("日本", 4, 2, 2),
        ("1️⃣", 2, 1, 3),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2, 1, 7),
        ("\u1100\u1161\u11a8", 2, 1, 3),
        ("a\r\nb", 4, 3, 4),
    ],
)
def test_each_network_counts_in_its_own_way(text, weight, letters, characters):
    assert length(text, "weighted") == weight
    assert length(text, "graphemes") == letters
    assert length(text, "characters") == characters


def test_an_address_counts_as_twenty_three_on_x():
    assert weighted_length("Les: https://ndl.example/s/7kq2m") == 5 + 23
    assert weighted_length("https://a.example/" + "x" * 400) == 23


def test_mastodon_counts_letters_and_short_addresses():
    assert length(f"Les {FAMILY}: https://ndl.example/s/7kq2mABCde", "short") == 7 + 23


@given(st.text(max_size=60))
def test_there_are_never_more_letters_than_characters(text):
    assert graphemes(text) <= len(text)
    assert (graphemes(text) == 0) is (text == "")
