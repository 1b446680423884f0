"""Our style sheets keep the conventions of frontend.md: layers, tokens, logical properties, no force."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from stemme.ui.stylesheets import STYLESHEETS

PACKAGE = Path(__file__).resolve().parents[2]
CSS = PACKAGE / "ui" / "static" / "ui" / "css"
OURS = sorted(path for path in PACKAGE.glob("*/static/**/*.css") if "vendor" not in path.parts)
#: Directions of the screen instead of the script; a mirrored language would come out wrong.
PHYSICAL = re.compile(
    r"^(?:margin|padding|border|scroll-margin|scroll-padding)-(?:top|right|bottom|left)(?:-\w+)?$"
    r"|^(?:top|right|bottom|left|width|height|(?:min|max)-(?:width|height))$"
    r"|^border-(?:top|bottom)-(?:left|right)-radius$"
)
NAMED_COLOURS = {"white", "black", "red", "green", "blue", "orange", "yellow", "gray", "grey", "purple", "brown"}
COLOUR_FUNCTIONS = {"rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"}


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(PACKAGE)) for path in paths]


def declarations(rules: list[Any]) -> Iterator[Any]:
    """Every declaration, however deep."""
    for rule in rules:
        if rule.type == "declaration":
            yield rule
        elif rule.type in {"qualified-rule", "at-rule"} and rule.content is not None:
            yield from declarations(tinycss2.parse_blocks_contents(rule.content, True, True))


def tokens_of(values: list[Any]) -> Iterator[Any]:
    for value in values:
        yield value
        if value.type == "function":
            yield from tokens_of(value.arguments)


@pytest.fixture(params=OURS, ids=names(OURS))
def sheet(request: pytest.FixtureRequest) -> tuple[Path, list[Any]]:
    path: Path = request.param
    return path, tinycss2.parse_stylesheet(path.read_text(), skip_comments=True, skip_whitespace=True)


def test_every_style_sheet_can_be_read(sheet: tuple[Path, list[Any]]) -> None:
    path, rules = sheet
    assert rules
    assert not [rule.message for rule in rules if rule.type == "error"]
    assert path.read_text().count("{") == path.read_text().count("}")


def test_properties_are_logical(sheet: tuple[Path, list[Any]]) -> None:
    assert not [d.name for d in declarations(sheet[1]) if PHYSICAL.match(d.lower_name)]
    sides = [d for d in declarations(sheet[1]) if d.lower_name in {"text-align", "float", "clear"}]
    assert not [d.name for d in sides if {t.value for t in d.value if t.type == "ident"} & {"left", "right"}]


def test_raw_colours_stand_only_in_the_tokens(sheet: tuple[Path, list[Any]]) -> None:
    path, rules = sheet
    if path.name == "tokens.css":
        assert any(
            t.type == "function" and t.lower_name == "oklch" for d in declarations(rules) for t in tokens_of(d.value)
        )
        return
    for declaration in declarations(rules):
        for token in tokens_of(declaration.value):
            assert token.type != "hash", declaration.name
            assert not (token.type == "function" and token.lower_name in COLOUR_FUNCTIONS), declaration.name
            assert not (token.type == "ident" and token.lower_value in NAMED_COLOURS), declaration.name


def test_force_is_used_only_in_print(sheet: tuple[Path, list[Any]]) -> None:
    path, rules = sheet
    assert path.name == "print.css" or not [d.name for d in declarations(rules) if d.important]


def test_everything_stands_in_a_layer(sheet: tuple[Path, list[Any]]) -> None:
    path, rules = sheet
    allowed = {"layer", "font-face", "keyframes", "page", "media", "view-transition"}
    for rule in rules:
        assert rule.type == "at-rule", f"{path.name}: a rule outside of every layer"
        assert rule.lower_at_keyword in allowed
        if rule.lower_at_keyword == "media":
            inner = tinycss2.parse_blocks_contents(rule.content, True, True)
            assert {r.lower_at_keyword for r in inner} <= allowed


def test_feature_sheets_use_the_layer_of_features(sheet: tuple[Path, list[Any]]) -> None:
    path, _ = sheet
    if path.is_relative_to(CSS):
        return
    layers = re.findall(r"@layer ([\w-]+)", path.read_text())
    assert layers and set(layers) == {"features"}


def test_variables_are_defined_somewhere() -> None:
    text = "\n".join(path.read_text() for path in OURS)
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    defined = set(re.findall(r"(--[\w-]+):", text))
    assert used - defined == set()


def test_the_page_links_exactly_the_sheets_there_are() -> None:
    there = {str(path.relative_to(CSS))[:-4] for path in CSS.rglob("*.css")}
    assert set(STYLESHEETS) == there - {"styleguide"}
    assert len(STYLESHEETS) == len(set(STYLESHEETS))
    assert STYLESHEETS[0] == "layers"


def test_motion_stands_in_one_file() -> None:
    movers = {"transition", "animation"}
    for path in OURS:
        rules = tinycss2.parse_stylesheet(path.read_text(), skip_comments=True, skip_whitespace=True)
        moving = [d.name for d in declarations(rules) if d.lower_name.split("-")[0] in movers]
        assert path.name == "motion.css" or not moving, path.name


def test_few_utilities() -> None:
    assert len(re.findall(r"^  \.[\w-]+ \{", (CSS / "utilities.css").read_text(), re.MULTILINE)) <= 40
