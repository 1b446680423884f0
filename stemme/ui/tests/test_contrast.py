"""The colours keep the contrast that design.md 11 promises, by day and in the blue hour."""

from __future__ import annotations

import re

import pytest

from stemme.ui.tests.colour import Rgb, contrast, linear_rgb
from stemme.ui.tests.test_css import CSS

COLOUR = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)"


def tokens() -> dict[str, tuple[Rgb, Rgb]]:
    """Every token that is one opaque colour, by day and by night."""
    text = (CSS / "tokens.css").read_text()
    found: dict[str, tuple[Rgb, Rgb]] = {}
    for name, value in re.findall(r"--([\w-]+):\s*([^;]+);", text):
        if name not in found and value.startswith("var(--") and value[6:-1] in found:
            found[name] = found[value[6:-1]]
        elif name not in found and re.fullmatch(rf"(?:light-dark\()?{COLOUR}(?:, {COLOUR}\))?", value):
            colours = [linear_rgb(*map(float, numbers)) for numbers in re.findall(COLOUR, value)]
            found[name] = (colours[0], colours[-1])
    return found


TOKENS = tokens()
#: (colour, ground, at least by day, at least by night) as design.md 11 gives them, to a tenth.
PROMISED = [
    ("text", "bg", 15.4, 16.2),
    ("text-2", "surface", 8.2, 8.8),
    ("text-3", "surface", 5.8, 6.3),
    ("text-3", "sunken", 5.3, 7.1),
    ("text-3", "lamp-soft", 5.3, 4.9),
    ("fjord", "surface", 7.9, 9.3),
    ("fjord", "fjord-soft", 6.8, 7.4),
    ("on-lamp", "lamp", 8.7, 8.7),
    ("lamp-text", "lamp-soft", 5.6, 8.2),
    ("on-ink", "ink", 13.9, 13.8),
    ("moss", "moss-soft", 5.7, 7.8),
    ("rowan", "rowan-soft", 5.8, 6.4),
    ("heather", "heather-soft", 5.9, 7.2),
    ("line-strong", "surface", 3.9, 4.0),
    ("line-strong", "sunken", 3.5, 4.5),
    ("lamp-mark", "surface", 3.4, 9.0),
    ("lamp-mark", "sunken", 3.0, 10.1),
    ("s1", "surface", 3.38, 8.96),
    ("s2", "surface", 5.37, 8.66),
    ("s3", "surface", 14.91, 4.43),
    ("s4", "surface", 10.26, 4.38),
    ("s5", "surface", 3.09, 13.75),
]
#: Pairs that are not in the design's list and still carry words or marks: (colour, ground, at least).
FURTHER = [
    ("on-toast", "toast", 4.5),
    ("text", "raised", 4.5),
    ("text-2", "sunken", 4.5),
    ("text-2", "bg", 4.5),
    ("fjord", "bg", 4.5),
    ("fjord", "sunken", 4.5),
    ("fjord", "raised", 4.5),
    ("text", "fjord-soft", 4.5),
    ("text-2", "lamp-soft", 4.5),
    ("text-2", "fjord-soft", 4.5),
    ("moss", "surface", 4.5),
    ("rowan", "surface", 4.5),
    ("rowan", "bg", 4.5),
    ("on-lamp", "lamp-hover", 4.5),
    ("on-ink", "ink-hover", 4.5),
    ("night-text", "ill-mid", 4.5),
    ("night-text-2", "ill-mid", 4.5),
    *((f"on-hue-{i}", f"hue-{i}", 4.5) for i in range(8)),
]


@pytest.mark.parametrize(("colour", "ground", "day", "night"), PROMISED)
def test_contrast_is_as_the_design_promises(colour: str, ground: str, day: float, night: float) -> None:
    by_day, by_night = (contrast(TOKENS[colour][i], TOKENS[ground][i]) for i in (0, 1))
    assert by_day == pytest.approx(day, abs=0.1)
    assert by_night == pytest.approx(night, abs=0.1)
    needed = 3.0 if colour in {"line-strong", "lamp-mark", "s1", "s2", "s3", "s4", "s5"} else 4.5
    assert min(round(by_day, 1), round(by_night, 1)) >= needed


@pytest.mark.parametrize(("colour", "ground", "needed"), FURTHER)
def test_further_pairs_are_readable(colour: str, ground: str, needed: float) -> None:
    for i in (0, 1):
        assert contrast(TOKENS[colour][i], TOKENS[ground][i]) >= needed


def test_contrast_of_black_and_white_is_that_of_the_standard() -> None:
    assert contrast(linear_rgb(0, 0, 0), linear_rgb(1, 0, 0)) == pytest.approx(21, abs=0.01)
    assert contrast(linear_rgb(0.5, 0, 0), linear_rgb(0.5, 0, 0)) == 1
