"""make check's own questions: pins, registries, addresses."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))

import check


def test_every_dependency_is_pinned_within_its_range() -> None:
    assert check.out_of_step() == []


def test_no_file_names_a_registry() -> None:
    assert check.named_hosts() == []


def test_a_missing_pin_is_seen(tmp_path: Path) -> None:
    pins = tmp_path / "requirements.txt"
    pins.write_text("Django==5.2.19 \\\n    --hash=sha256:00\nsome_thing==1.0 ; python_version > '3'\n")
    assert check.pins(pins) == {"django": "5.2.19", "some-thing": "1.0"}
