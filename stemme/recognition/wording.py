"""Measures, boards and firsts in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from stemme.recognition import boards, fairness, states
from stemme.ui.templatetags.ui import percent

#: What is counted, as a choice and as a heading.
MEASURES: Mapping[str, Any] = {
    fairness.WINDOWS: _("Lit windows: how many take part"),
    fairness.FIRST_STEPS: _("First steps: who shares for the first time ever"),
    fairness.VISITORS: _("Visitors: who came through what was shared"),
    fairness.QUALITY: _("Quality: the influence score of those who take part"),
}
#: The same as it follows a number.
PER_HEAD: Mapping[str, Any] = {
    fairness.WINDOWS: _("of those invited"),
    fairness.FIRST_STEPS: _("of those who take part"),
    fairness.VISITORS: _("visitors for each one who takes part"),
    fairness.QUALITY: _("on average, of those who take part"),
}
STATES: Mapping[str, Any] = {
    states.PLANNED: _("planned"),
    states.RUNNING: _("running"),
    states.OVER: _("over"),
    states.CALLED_OFF: _("called off"),
}
BOARDS: Mapping[str, Any] = {boards.QUALITY: _("Influence"), boards.FIRST_STEPS: _("First steps")}
BOARD_LINES: Mapping[str, Any] = {
    boards.QUALITY: _("By influence score: what came of what somebody shared. More posts do not raise it."),
    boards.FIRST_STEPS: _(
        "By firsts of this quarter: a first share, first words of one’s own, a first time somewhere else, first help "
        "for a newcomer. Each counts once."
    ),
}
BADGES: Mapping[str, Any] = {
    "first_share": _("First story shared"),
    "own_words": _("First text in your own words"),
    "visitor": _("First person who came"),
    "other_channel": _("First share in a second place"),
    "helped": _("First newcomer you helped"),
}


def value(measure: str, number: float) -> str:
    """What a house came to, or a goal, in the reader's way of writing."""
    if measure in fairness.SHARES_OF_PEOPLE:
        return percent(number, 0)
    return (
        number_format(round(number, 1), decimal_pos=1)
        if measure == fairness.VISITORS
        else number_format(round(number), decimal_pos=0)
    )
