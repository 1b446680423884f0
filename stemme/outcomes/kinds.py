"""The kinds of goals and of doors. Pure."""

from __future__ import annotations

GOAL_KINDS = ("application", "lead", "sale", "signup", "newsletter", "traffic", "own")
#: ``landing``: our own landing pages, made by itself when the first one is published.
API, SCRIPT, PIXEL, FILE, LANDING = DOOR_KINDS = ("api", "script", "pixel", "file", "landing")
#: Doors whose events may bring money: the others anybody can knock at.
TRUSTED = frozenset({API, FILE, LANDING})
