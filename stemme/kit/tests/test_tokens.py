from hypothesis import given
from hypothesis import strategies as st

from stemme.kit import tokens


def test_a_token_survives_capitals_dashes_and_lookalikes():
    token = tokens.new_token("advd")
    assert tokens.normal_token(token.upper()) == token
    assert tokens.normal_token(f"  {token}\n") == token
    assert tokens.normal_token(token.replace("1", "l").replace("0", "O")) == token


def test_a_cut_token_is_told_from_an_unknown_one():
    token = tokens.new_token("advd")
    assert tokens.normal_token(token[:-3]) is None
    assert tokens.normal_token("") is None
    assert tokens.normal_token("advd_") is None


@given(st.text(max_size=80))
def test_any_text_is_normal_or_nothing(text):
    normal = tokens.normal_token(text)
    assert normal is None or tokens.normal_token(normal) == normal


@given(st.integers(0, 60), st.sampled_from(tokens.CROCKFORD))
def test_one_changed_character_is_noticed(place, character):
    token = tokens.new_token("advd")
    place = 5 + place % (len(token) - 5)
    changed = token[:place] + character + token[place + 1 :]
    assert tokens.normal_token(changed) == (token if changed == token else None) or changed[-4:] == token[-4:]


def test_link_codes_are_spread_evenly():
    codes = [tokens.new_link_code() for _ in range(4000)]
    assert len(set(codes)) == 4000
    counts = {letter: sum(code.count(letter) for code in codes) for letter in tokens.BASE58}
    expected = 40_000 / 58
    chi_square = sum((count - expected) ** 2 / expected for count in counts.values())
    assert chi_square < 110  # 57 degrees of freedom: one in 30,000 fair draws lies above


def test_typed_codes_forgive_how_people_type():
    code = tokens.new_typed_code()
    assert tokens.normal_typed_code(f" {code[:4].upper()}-{code[4:]} ") == code
