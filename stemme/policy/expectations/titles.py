"""Titles of HR's file as functions know them. Pure."""

from __future__ import annotations

from stemme.kit.lines import one_line

#: Characters of a title that count.
LENGTH = 160


def title_key(title: str) -> str:
    """The title on one line and in small letters: two titles that differ in nothing else are the same."""
    return one_line(title).lower()[:LENGTH].strip()
