from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from stemme.kit.lines import one_line


def test_spaces_and_breaks_become_one_space() -> None:
    assert one_line("  Selger\nog\u00a0 lagerarbeider\t ") == "Selger og lagerarbeider"


def test_tricks_with_direction_and_invisible_letters_are_taken_out() -> None:
    assert one_line("Ada\u202egnp.exe\u2066\u200b\u0000") == "Adagnp.exe"
    assert one_line("A\u200dda") == "Ada"


def test_joiners_stay_where_a_script_needs_them() -> None:
    assert one_line("می\u200cخواهم") == "می\u200cخواهم"


def test_a_cut_does_not_end_in_half_a_letter() -> None:
    assert one_line("x\u0302\u0323y", limit=2) == "x"


@given(st.text())
def test_once_is_enough(text: str) -> None:
    line = one_line(text)
    assert one_line(line) == line
    assert unicodedata.is_normalized("NFC", line)
    assert "\n" not in line
