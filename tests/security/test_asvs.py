"""docs/security/asvs.md names tests that exist, and says of each line what is met."""

from __future__ import annotations

import re

from tests.architecture.source import PROJECT

PAGE = PROJECT / "docs" / "security" / "asvs.md"
ROW = re.compile(r"^\| (\d+) \| ([\d.]+) \| (.+) \| (.+) \| (.+) \|$", re.MULTILINE)
STATES = ("met", "partly", "not")


def test_every_line_has_a_state_and_the_tests_it_names_exist() -> None:
    rows = ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [int(number) for number, *_rest in rows] == list(range(1, 71))
    for number, _id, _what, state, shown in rows:
        assert state.split()[0].strip(":;") in STATES, number
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", shown)
        assert named or shown == "–", number
        assert named or ":" in state, f"{number}: say what is missing"
        for path, name in named:
            text = (PROJECT / path).read_text(encoding="utf-8")
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), f"{number}: {path}::{name}"
