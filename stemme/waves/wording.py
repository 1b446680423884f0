"""Waves, lines of check-lists and refusals in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stemme.waves.checks import Line
from stemme.waves.plan_queries import WaveRow

_LINES: dict[str, Any] = {
    "representatives": _("Employee representatives informed"),
    "managers": _("Half an hour with the managers"),
    "hosts": _("Hosts chosen: people whom newcomers may ask"),
    "stories": _("Stories about these teams ready"),
    "guidelines": _("Guidelines told and easy to find"),
    "test_mail": _("Test mail has arrived, not in the junk"),
}
_REFUSALS: dict[str, Any] = {
    "draft": _("The plan has to be agreed first."),
    "launched": _("This wave was launched already."),
    "before": _("The wave before this one has to be launched first."),
    "early": _("Please write why it begins now: something is still open."),
    "owner": _("Please choose somebody who works here."),
    "empty": _("Please write what is to be done."),
    "day_off": _("That is a day off. Please choose one on which people work."),
    "order": _("A wave has to begin after the one before it and before the next."),
    "many": _("A check-list has at most twenty lines of its own."),
}


def wave_name(row: WaveRow) -> str:
    """The wave's own name, or what its place says."""
    if row.name:
        return row.name
    if row.number == 0:
        return gettext("Pilot")
    if row.is_last:
        return gettext("Always open")
    return gettext("Wave %(number)s") % {"number": row.number}


def line_text(line: Line) -> str:
    """What a line of a check-list says."""
    return line.text or str(_LINES[line.key])


def refusal(reason: str) -> str:
    """Why something cannot be done, by the reason of actions.launching.WaveError."""
    return str(_REFUSALS.get(reason, _("That cannot be done.")))
