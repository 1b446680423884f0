"""What is wrong with a file of outcomes, in words: what it is, and what to do. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stemme.people import wording


def table_sentence(kind: str) -> str:
    """Why a file is no table we can read (kit.tables.TableError)."""
    if kind == "too_many_rows":
        return _("This file has more than 50,000 rows. Split it by months.")
    return wording.table_sentence(kind)


def columns_sentence(missing: Sequence[str], twice: Sequence[str]) -> str:
    """Which columns a file lacks, or has twice."""
    if missing:
        return ngettext(
            "The first row names no column %(names)s. Add it, or begin with our empty file.",
            "The first row names no columns %(names)s. Add them, or begin with our empty file.",
            len(missing),
        ) % {"names": _listed(missing)}
    return _("More than one column is %(names)s. Leave only one of them.") % {"names": _listed(twice)}


def sentence(problem: str) -> str:
    """Why a line would be left out."""
    return {
        "click_id": _("There is no click id in it, or more than 50."),
        "event_id": _("It has no number of its own, or one of more than 80 characters."),
        "goal_unknown": _("There is no such goal. Use its name, or what senders call it."),
        "occurred_at": _("The day cannot be read. Write it as 2026-11-23 09:30."),
        "too_old": _("It happened more than 30 days ago."),
        "future": _("It has not happened yet."),
        "value": _("The value cannot be read, or in two ways. Write it as 1200.00."),
        "currency": _("The value is in another currency than yours. Convert it first."),
        "other": _("Its number came before with other words. What came first counts."),
        "unknown_click": _("Its click id is none of ours, or older than 90 days."),
        "outside": _("No click on a story of this goal came before it within the goal’s days."),
    }[problem]


def _listed(fields: Sequence[str]) -> str:
    return ", ".join(f"“{field}”" for field in fields)
