"""Every colour somebody may choose becomes one that can be read, by day and by night."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemme.kit.contrast import better_ink, checked_colour, least_ratio, nearest, ratio
from stemme.people import brand
from stemme.ui.tests.colour import linear_rgb

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
TOKENS = Path(__file__).resolve().parents[2] / "ui" / "static" / "ui" / "css" / "tokens.css"


@settings(max_examples=60, deadline=None)
@given(COLOURS)
def test_what_the_style_sheet_holds_can_be_read(colour: str) -> None:
    shades = brand.shades_of(colour)
    assert least_ratio(shades.day, (*brand.DAY, shades.day_soft)) >= 4.5
    assert least_ratio(shades.night, (*brand.NIGHT, shades.night_soft)) >= 4.5
    assert ratio(better_ink(colour), colour) >= 4.5
    measured = brand.measured(colour)
    assert measured.passes == (measured.day >= 4.5)
    assert measured.proposed_day >= 4.5


def test_contrast_is_that_of_wcag() -> None:
    assert ratio("#000000", "#ffffff") == 21
    assert round(ratio("#777777", "#ffffff"), 2) == 4.48
    assert round(ratio("#ff0000", "#ffffff"), 2) == 4.0


def test_the_nearest_colour_keeps_its_hue_and_is_no_darker_than_needed() -> None:
    assert nearest("#0b7285", ("#ffffff",)) == "#0b7285"
    found = nearest("#3399ff", ("#ffffff",))
    red, green, blue = (int(found[place : place + 2], 16) for place in (1, 3, 5))
    assert red < green < blue
    assert 4.5 <= ratio(found, "#ffffff") < 4.6


@pytest.mark.parametrize("wrong", ["", "red", "#12", "#1234567", "#12345g", "#fff}"])
def test_only_hexadecimal_colours_are_colours(wrong: str) -> None:
    with pytest.raises(ValueError, match="colour"):
        checked_colour(wrong)


def test_the_grounds_are_those_of_the_tokens() -> None:
    text = TOKENS.read_text()
    for place, name in enumerate(("surface", "bg", "sunken", "raised")):
        found = re.search(rf"--{name}: light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\)", text)
        assert found
        day, night = (linear_rgb(*map(float, part.split())) for part in found.groups())
        assert _hex(night) == brand.NIGHT[place]
        if name != "raised":
            assert _hex(day) == brand.DAY[place]


def _hex(linear: tuple[float, float, float]) -> str:
    curved = (12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in linear)
    return "#" + "".join(f"{round(value * 255):02x}" for value in curved)
